"""What is measured is worth measuring: a fleet that is always the same, sound and varied, and pages that plain MkDocs can build."""

from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, mkdocs

from coursesite.pages.make import make_site
from coursesite.problems import report
from coursesite.site.desk import check
from coursesite.site.story import tell
from measure.figures import Part, open_figures
from measure.fleet import Fleet, lay_fleet, lay_modules
from measure.report import exponent, fleet_rows
from measure.written_out import write_hugo, write_plain

SOME = 12


def texts(folder: Path) -> dict[str, str]:
    """Every file of the municipalities by its address."""
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Fleet:
    """The first dozen of the registry."""
    return lay_fleet(ROOT, tmp_path_factory.mktemp("fleet") / "course", 1, SOME)


def test_a_seed_gives_the_same_fleet(fleet: Fleet, tmp_path: Path) -> None:
    """The same seed the same files, in another folder too; another seed others."""
    before = texts(fleet.root / "municipalities")
    assert texts(lay_fleet(ROOT, tmp_path / "again", 1, SOME).root / "municipalities") == before
    assert texts(lay_fleet(ROOT, tmp_path / "other", 2, SOME).root / "municipalities") != before


def test_the_fleet_is_sound(fleet: Fleet) -> None:
    """`coursesite check` finds no error, and no patch that doesn't stand on the standard's text as it is."""
    problems = check(fleet.root, (), date(2026, 11, 22)).problems
    assert not problems.errors(), report(problems)
    assert not [problem for problem in problems if problem.code.startswith("base")]


def test_the_municipalities_differ(fleet: Fleet) -> None:
    """No two have the same choices, and each has a patch in its edition."""
    profiles = [plan.profile for plan in fleet.plans.values()]
    assert len(profiles) == SOME
    assert len({(profile.themes, profile.areas, profile.functions, *profile.promises.values()) for profile in profiles}) == SOME
    assert all(local.patches in plan.modules for plan in fleet.plans.values() for local in plan.profile.local)
    assert [len(profile.local) for profile in profiles] == [1] * SOME


def test_a_registry_goes_round_again(tmp_path: Path) -> None:
    """More municipalities than the registry has get names and codes of their own, and are sound."""
    count = (ROOT / "municipalities" / "registry.csv").read_text(encoding="utf-8").count("\n") + 1
    fleet = lay_fleet(ROOT, tmp_path / "course", 1, count)
    assert len(fleet.plans) == count
    assert len({plan.profile.municipality.name for plan in fleet.plans.values()}) == count


def test_modules_can_be_many(tmp_path: Path) -> None:
    """As many as are asked for, more than the course has or fewer."""
    for wanted in (50, 100):
        fleet, count = lay_modules(ROOT, tmp_path / str(wanted), wanted)
        assert count == wanted == len(fleet.plans[fleet.slugs[0]].modules)


def test_plain_mkdocs_builds_the_same_pages(tmp_path: Path) -> None:
    """Written out, an edition with everything in it is a whole MkDocs project that strict mode has nothing against."""
    plan = tell(ROOT, "eksempel", "participant").plan
    assert plan
    site = make_site(plan)
    write_plain(ROOT, site, tmp_path)
    built = mkdocs(tmp_path, "--strict")
    assert built.code == 0, built.output
    assert {page.uri.replace(".md", ".html") for page in site.pages} <= set(addresses(built.site))


def addresses(folder: Path) -> list[str]:
    """The pages of a built site."""
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*.html")]


def test_hugo_gets_every_page(fleet: Fleet, tmp_path: Path) -> None:
    """Each page is a file of its own, with no link left to a source."""
    site = make_site(fleet.plans[fleet.slugs[0]])
    write_hugo(fleet.root, site, tmp_path)
    written = texts(tmp_path / "content")
    assert {name.replace("_index.md", "index.md") for name in written} == {page.uri for page in site.pages}
    assert not [name for name, text in written.items() if ".md)" in text or ".md#" in text]


def test_the_power_of_growth() -> None:
    """What is three times as much for ten times as many has the power of log 3."""
    assert exponent([10, 100, 1000], [1, 10, 100]) == pytest.approx(1)
    assert exponent([10, 100, 1000], [1, 3, 9]) == pytest.approx(0.4771, abs=1e-4)


def test_a_ratio_is_of_medians() -> None:
    """An odd run moves nothing; what was sampled says so."""
    part = Part("2026-11-22", {"municipalities": 98, "pages": 1, "sample": 10, "reached": 5}, {"cold": [1, 2, 90], "plain": [8, 8, 8]})
    cold, plain = fleet_rows(part)
    assert (cold.median, plain.median, plain.against) == ("2.00 s", "8.00 s", "ratio 0.250")
    assert "scaled from 10" in plain.what


def test_figures_are_kept_as_they_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is measured is in the file at once, and is taken up again on the same machine alone."""
    monkeypatch.setattr("measure.figures.describe_machine", lambda: {"cores": "2"})
    figures = open_figures(tmp_path / "figures.json")
    figures.begin("one", pages=3)
    figures.add("one", "ours", 1.5)
    assert open_figures(tmp_path / "figures.json").parts["one"].values == {"ours": [1.5]}
    monkeypatch.setattr("measure.figures.describe_machine", lambda: {"cores": "4"})
    assert not open_figures(tmp_path / "figures.json").parts
