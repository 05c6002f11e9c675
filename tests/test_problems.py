"""Each file in tests/problems/ is one mistake in the small course, and all that is said of it."""

import shutil
from datetime import date
from pathlib import Path
from typing import cast

import pytest
import yaml

from coursesite.site.desk import check

HERE = Path(__file__).resolve().parent
CASES = sorted((HERE / "problems").glob("*.yml"))


def make_mistake(root: Path, case: dict[str, object]) -> None:
    """Change the one file that the case is about, and `also` what asks more of it."""
    path = root / str(case["file"])
    path.parent.mkdir(parents=True, exist_ok=True)
    if case.get("link"):
        path.rename(root.parent / path.name)
        path.symlink_to(root.parent / path.name)
        return
    for more in cast("list[dict[str, object]]", case.get("also", [])):
        make_mistake(root, more)
    put = (str(case["put"]) * int(str(case.get("times", 1)))).encode(str(case.get("encoding", "utf-8")))
    if "find" not in case:
        path.write_bytes(put)
        return
    found = str(case["find"]).encode()
    assert path.read_bytes().count(found) >= 1, f"{case['find']!r} isn't in {path}"
    path.write_bytes(path.read_bytes().replace(found, put, 1))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_mistake_is_told_once_with_its_place_and_remedy(case: Path, tmp_path: Path) -> None:
    """The whole message stands in the case: it is what the trainer meets."""
    given = yaml.safe_load(case.read_text(encoding="utf-8"))
    root = tmp_path / "course"
    shutil.copytree(HERE / "courses" / "cykel", root)
    make_mistake(root, given)
    said = "\n".join(map(str, check(root, [], date(2026, 12, 1)).problems))
    assert said == given["expect"].rstrip("\n")


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    """Ten mistakes in as many files are ten problems in one run."""
    root = tmp_path / "course"
    shutil.copytree(HERE / "courses" / "cykel", root)
    cases = [
        yaml.safe_load((HERE / "problems" / f"{name}.yml").read_text(encoding="utf-8"))
        for name in (
            "laws-url-form",
            "scenario-unreachable",
            "variable-unknown",
            "list-without-blank-line",
            "programme-breaks",
            "area-unknown",
        )
    ]
    for case in cases:
        make_mistake(root, case)
    said = "\n".join(map(str, check(root, [], date(2026, 12, 1)).problems))
    assert said.count("\n    ") == len(cases)
    assert all(case["expect"].strip() in said for case in cases)


def test_the_small_course_has_no_problem() -> None:
    """Or none of the cases would say anything."""
    assert not list(check(HERE / "courses" / "cykel", [], date(2026, 12, 1)).problems)
