"""Tools for text that know no site: YAML, front matter, slugs, dates."""
