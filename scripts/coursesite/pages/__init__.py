"""A plan to Markdown pages and their nav: every word that a reader sees. Pure."""
