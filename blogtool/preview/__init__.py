"""The balcony where one watches the site while writing."""
