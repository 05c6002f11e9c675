"""Style sheets and scripts as few files, named after what is in them, so that a browser never keeps an old one."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_SHEET = "assets/stylesheets/main.*.min.css"
_SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*")


def bundled(name: str, suffix: str, texts: Iterable[str]) -> tuple[str, str]:
    """The texts as one, and its address: `assets/<name>.<8 hex of SHA-256>.<suffix>`."""
    text = "\n".join(_SOURCE_MAP.sub("", one).strip() for one in texts) + "\n"
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"assets/{name}.{digest}.{suffix}", text


def sheet_of_theme(folders: Iterable[str]) -> str:
    """The theme's own style sheet, for running text. Raises FileNotFoundError where the theme has none."""
    found = sorted(path for folder in folders for path in Path(folder).glob(_SHEET))
    if not found:
        raise FileNotFoundError(_SHEET)
    return found[0].read_text(encoding="utf-8")


def has_sheet(folder: str) -> bool:
    """Whether a folder is the theme's own, and not what lies before or behind it."""
    return any(Path(folder).glob(_SHEET))


def read_all(folder: Path, names: Iterable[str]) -> Mapping[str, str]:
    """The texts of some files of a folder, by name."""
    return {name: (folder / name).read_text(encoding="utf-8") for name in names}


def read_with_licences(folder: Path, names: Iterable[str]) -> Iterator[str]:
    """The texts of some files, and before each that lies beside a LICENSE what it says: others' work goes out under it."""
    for name in names:
        licence = (folder / name).with_name("LICENSE")
        if licence.is_file():
            yield f"/*! {name}\n{licence.read_text(encoding='utf-8')}*/"
        yield (folder / name).read_text(encoding="utf-8")
