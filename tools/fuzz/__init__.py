"""Random input for the three readers of an author's text: Markdown, front matter, Liquid."""
