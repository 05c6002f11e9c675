"""A page at a module's former address, which leads to where the module is now."""

from coursesite.pages.text import attribute


def moved_uri(old: str) -> str:
    """The address that the module had."""
    return f"modul/{old}.html"


def moved_text(title: str, id: str) -> str:
    """A page that needs no script and no theme; it stands beside the one that it leads to."""
    name, address = attribute(title), f"{id}.html"
    return (
        f'<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n<title>{name}</title>\n'
        f'<meta name="robots" content="noindex">\n<meta http-equiv="refresh" content="0; url={address}">\n</head>\n'
        f'<body>\n<p>Siden er flyttet: <a href="{address}">{name}</a></p>\n</body>\n</html>\n'
    )
