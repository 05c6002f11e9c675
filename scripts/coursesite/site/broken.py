"""What `mkdocs serve` shows while a saved file has mistakes in it: the mistakes."""

import html
from pathlib import Path

_PAGE = """<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Der er noget at rette</title>
<style>
body {{ font: 1.05rem/1.55 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c1b1a; background: #fffdf8; }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; border-left: .3rem solid #9a3412; padding: .2rem 1rem; font-size: .95rem; }}
</style>
</head>
<body>
<h1>Der er noget at rette</h1>
<p>Siden kommer igen af sig selv, når filen er gemt uden fejl.</p>
<pre>{text}</pre>
</body>
</html>
"""


def write_broken(former: Path, new: Path, text: str) -> None:
    """The problems at every address of the former site, so that the reader sees them anywhere."""
    page = _PAGE.format(text=html.escape(text))
    addresses = [path.relative_to(former) for path in former.rglob("*.html")] if former.is_dir() else []
    for address in [Path("index.html"), Path("404.html"), *addresses]:
        (new / address).parent.mkdir(parents=True, exist_ok=True)
        (new / address).write_text(page, encoding="utf-8")
