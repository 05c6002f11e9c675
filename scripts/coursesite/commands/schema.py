"""`coursesite schema`"""

import argparse
from pathlib import Path

from coursesite.commands.ending import FINE
from coursesite.pages.reference import reference
from coursesite.source.files import shown
from coursesite.source.schema import as_text, schemas

SCHEMAS = ".vscode/schemas"  # where .vscode/settings.json looks for them
KEYS_PAGE = "docs/haandbog/noegler.md"


def run_schema(root: Path, options: argparse.Namespace) -> int:
    """`coursesite schema`"""
    folder, made = Path(options.out) if options.out else root / SCHEMAS, schemas()
    texts = {folder / f"{name}.schema.json": as_text(schema) for name, schema in made.items()}
    for path, text in {**texts, root / KEYS_PAGE: reference(made)}.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        print(f"Skrevet: {shown(root, path)}")
    return FINE
