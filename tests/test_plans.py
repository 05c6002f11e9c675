"""Each file in tests/plans/ is a profile of the small course, and the plan that it gives, in words."""

import shutil
from pathlib import Path

import pytest
import yaml

from coursesite.plan.explain import explain
from coursesite.site.story import tell

HERE = Path(__file__).resolve().parent
CASES = sorted((HERE / "plans").glob("*.yml"))


def make_course(folder: Path, given: dict[str, dict[str, str]]) -> Path:
    """The small course with the case's own files among the municipalities'."""
    root = folder / "course"
    shutil.copytree(HERE / "courses" / "cykel", root)
    for file, text in given.get("files", {}).items():
        path = root / "municipalities" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_plan_says_what_is_in_and_why(case: Path, tmp_path: Path) -> None:
    """The explanation is the trainer's view of the plan."""
    given = yaml.safe_load(case.read_text(encoding="utf-8"))
    root = make_course(tmp_path, given)
    told = tell(root, given["municipality"], given.get("edition", "participant"))
    warnings = "".join(f"{problem}\n" for problem in told.problems)
    assert told.plan, warnings
    assert warnings == given.get("warnings", "")
    assert explain(told.plan) == given["expect"]
