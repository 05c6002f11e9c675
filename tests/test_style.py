"""Style and types are checked by the tools that the project has chosen."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(*words: str) -> str:
    """What a tool says, or nothing where it is content."""
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_ruff_is_content() -> None:
    """Every rule that pyproject.toml turns on holds."""
    assert run("ruff", "check", "scripts", "tests") == ""


def test_types_hold() -> None:
    """mypy, strict, on the whole engine."""
    assert run("mypy") == ""
