"""The story of translation: what is missing or stale is asked, checked, and saved as ordinary posts."""
