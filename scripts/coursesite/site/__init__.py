"""Pages to MkDocs: the only room that imports mkdocs."""
