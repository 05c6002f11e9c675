"""Writes down what a full run of the tests has seen, for the page about accessibility."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import yaml

from coursesite.source.evidence import FILE

ROOT = Path(__file__).resolve().parent.parent
EDITIONS = ("participant", "trainer", "leader")
# Every part of a full run; each brings its counts.
PARTS = {f"{edition}, {part}" for edition in EDITIONS for part in ("seen", "walked at 320", "walked at 1280")}
COUNTS = ("pages", "views", "stops", "faults")
HEAD = "# Skrevet af `scripts/dev.py test --full` og læst op på siden om tilgængelighed. Ret det ikke i hånden.\n"


class Seen:
    """What the parts of a run have counted, and the versions of what they used; the HTML's is None where nobody read it."""

    def __init__(self) -> None:
        """Nothing is seen yet."""
        self.counted: dict[str, Counter[str]] = {}
        self.used: dict[str, str | int | None] = {}

    def join(self, path: Path) -> None:
        """Take in what other workers have seen, and leave it all for those who come after."""
        if path.exists():
            told = json.loads(path.read_text(encoding="utf-8"))
            self.counted |= {part: Counter(counts) for part, counts in told["counted"].items()}
            self.used |= told["used"]
        path.write_text(json.dumps({"counted": self.counted, "used": self.used}), encoding="utf-8")

    def is_whole(self) -> bool:
        """Whether every part has been run: a run of some of them is no evidence of the whole."""
        return self.counted.keys() == PARTS and self.used.keys() == {"browser", "axe", "checker", "invalid"}

    def write(self) -> None:
        """The file that the page is made from."""
        total = sum(self.counted.values(), Counter[str]())
        counts = {key: total[key] for key in COUNTS}
        today = date.today().isoformat()  # noqa: DTZ011 - the day on the machine's own wall
        text = yaml.safe_dump({"date": today, **self.used, **counts}, sort_keys=False, allow_unicode=True)
        (ROOT / FILE).write_text(HEAD + text, encoding="utf-8")
