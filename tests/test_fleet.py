"""Many editions at once: only what has changed, nothing mixed, and the same bytes however they were built."""

import os
import pty
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, lay_out, let_interrupt

from coursesite.cli import INTERRUPTED, read_options, run
from coursesite.commands.ending import WrongUse
from coursesite.deliver.executors import here, on_dask
from coursesite.deliver.files import digests
from coursesite.deliver.fleet import build_fleet
from coursesite.deliver.job import Outcome
from coursesite.model import AUDIENCES
from coursesite.site.choice import Choice, WrongChoice
from coursesite.source.registry import UnknownMunicipality

SLUGS = ("aaby", "havneby", "soeby")
CHOICES = [Choice(slug, edition) for slug in SLUGS for edition in AUDIENCES]
CALL = "import sys; from coursesite.cli import main; sys.exit(main())"
ALONE = partial(here, workers=1)
# An address and a cohort, for the site map and the calendar.
DATED = """site_url: https://havneby.example/kursus
cohorts: [{id: hold-1, size: 5, days: [{date: 2027-01-12, start: "09:00", end: "10:00", place: Lade, phase: dag}]}]
"""


def build(root: Path, choices: list[Choice] | None = None) -> dict[str, Outcome]:
    """Build in this process; what became of each."""
    return {f"{o.choice.municipality}/{o.choice.edition}": o for o in build_fleet(root, choices or CHOICES, root / "out", ALONE)}


def built(outcomes: dict[str, Outcome]) -> set[str]:
    """The editions that had to be built."""
    assert not [outcome for outcome in outcomes.values() if outcome.state == "failed"]
    return {name for name, outcome in outcomes.items() if outcome.state == "built"}


def command(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`coursesite build` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", CALL, "build", *words], cwd=root, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "NO_MKDOCS_2_WARNING": "1", **environment},
    )  # fmt: skip


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small course whose editions have all been built."""
    root = lay_out(tmp_path_factory.mktemp("fleet"))
    profile = root / "municipalities" / "havneby" / "profile.yml"
    profile.write_text(profile.read_text(encoding="utf-8") + DATED, encoding="utf-8")
    assert len(built(build(root))) == len(CHOICES)
    return root


@pytest.fixture
def course(first: Path, tmp_path: Path) -> Path:
    """The same, to change."""
    root = tmp_path / "course"
    shutil.copytree(first, root, symlinks=True)
    return root


def test_nothing_is_built_that_has_not_changed(course: Path) -> None:
    """Not a file is touched."""
    stood = {path: path.stat().st_mtime_ns for path in (course / "out").rglob("*") if path.is_file()}
    assert built(build(course)) == set()
    assert {path: path.stat().st_mtime_ns for path in stood} == stood


def test_a_changed_profile_reaches_its_own_editions(course: Path) -> None:
    """And nobody else's."""
    profile = course / "municipalities" / "havneby" / "profile.yml"
    profile.write_text(profile.read_text(encoding="utf-8").replace("i **morgen**", "på torsdag"), encoding="utf-8")
    assert built(build(course)) == {"havneby/participant", "havneby/trainer"}  # leaders don't read that module
    assert "på torsdag" in (course / "out/havneby/participant/modul/bremsetjek.html").read_text(encoding="utf-8")


def test_a_trainers_note_reaches_the_trainers(course: Path) -> None:
    """What the others hold is as it was, so they aren't built."""
    module = course / "modules" / "bremser" / "bremsetjek.md"
    text = module.read_text(encoding="utf-8")
    assert "/// trainer\n" in text
    module.write_text(text.replace("/// trainer\n", "/// trainer\nHusk klude.\n\n", 1), encoding="utf-8")
    assert built(build(course)) == {f"{slug}/trainer" for slug in SLUGS}
    assert built(build(course)) == set()


def test_a_text_that_is_taken_back_gives_the_former_site(course: Path) -> None:
    """What stands is told by what it holds, not by what was built last."""
    module = course / "modules" / "bremser" / "bremsetjek.md"
    before, text = digests(course / "out" / "aaby"), module.read_text(encoding="utf-8")
    module.write_text(
        text.replace("## På ét minut {#paa-et-minut}\n", "## På ét minut {#paa-et-minut}\n\nNoget nyt.\n", 1), encoding="utf-8"
    )
    assert built(build(course))
    assert digests(course / "out" / "aaby") != before
    module.write_text(text, encoding="utf-8")
    assert built(build(course))
    assert digests(course / "out" / "aaby") == before


@pytest.mark.parametrize("what", ["file", "manifest", "stranger", "everything"])
def test_what_is_missing_is_built_again(course: Path, what: str) -> None:
    """Caches and sites can be deleted at any time, and what doesn't belong in a site goes."""
    site, before = course / "out" / "soeby" / "participant", digests(course / "out" / "soeby")
    if what == "file":
        next((site / "modul").glob("*.html")).unlink()
    elif what == "manifest":
        (course / "out" / ".manifests" / "soeby" / "participant.json").unlink()
    elif what == "stranger":
        (site / "gammel.html").write_text("x", encoding="utf-8")
    else:
        for folder in ("out/soeby/participant", "out/.shared", ".cache"):
            shutil.rmtree(course / folder)
    assert built(build(course)) == {"soeby/participant"}
    assert digests(course / "out" / "soeby") == before


def test_styles_and_scripts_are_on_the_disk_once(first: Path, course: Path) -> None:
    """Editions have the same file, and what none has any more is deleted."""
    sheets = [next((first / "out" / slug / "participant" / "assets").glob("stil.*.css")) for slug in SLUGS]
    assert len({sheet.stat().st_ino for sheet in sheets}) == 1
    page = course / "docs" / "css" / "page.css"
    page.write_text(page.read_text(encoding="utf-8") + "main { color: red }\n", encoding="utf-8")
    assert len(built(build(course))) == len(CHOICES)
    assert all(path.stat().st_nlink > 1 for path in (course / "out" / ".shared").iterdir())


def test_one_failure_stops_no_other_and_is_told_once(course: Path) -> None:
    """Three editions fail by one mistake; the others are built; the exit code says that something is wrong."""
    profile = course / "municipalities" / "havneby" / "profile.yml"
    profile.write_text(profile.read_text(encoding="utf-8") + "themes: [gaer]\n", encoding="utf-8")
    before = digests(course / "out" / "havneby")
    done = command(course, *SLUGS, "--edition", "alle", "--out", "out", "--jobs", "2")
    assert done.returncode == 1
    assert done.stdout == (
        "municipalities/havneby/profile.yml:9:10: ukendt tema »gaer«. Mente du »gear«? [tema-ukendt]\n"
        "    Brug en af disse: »bremser« og »gear«.\n"
        "9 udgaver (76 sider): 6 uændret, 3 IKKE bygget.\n"
    )
    lines = done.stderr.splitlines()
    assert sorted(line.partition("] ")[2] for line in lines if "havneby" in line) == [
        f"havneby/{edition}: IKKE bygget" for edition in sorted(AUDIENCES)
    ]
    assert digests(course / "out" / "havneby") == before


def test_a_mistake_in_the_course_is_told_once_with_those_it_concerns(course: Path) -> None:
    """Nothing is built, and nothing that stood is touched."""
    module = course / "modules" / "bremser" / "bremsetjek.md"
    module.write_text(module.read_text(encoding="utf-8") + "\n[væk](module:findes-ikke)\n", encoding="utf-8")
    done = command(course, *SLUGS, "--out", "out")
    assert done.returncode == 1
    assert done.stdout.count("findes-ikke") == 1
    assert "    Gælder »aaby«, »havneby« og »soeby«.\n" in done.stdout
    assert done.stdout.endswith("3 udgaver (0 sider): 3 IKKE bygget.\n")


def test_a_terminal_gets_a_bar(course: Path) -> None:
    """With counts, and without a line for each edition."""
    (course / "out" / ".manifests" / "aaby" / "leader.json").unlink()
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", CALL, "build", *SLUGS, "--edition", "alle"], cwd=course, stdout=subprocess.PIPE, stderr=theirs,
        text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "TERM": "xterm", "COLUMNS": "100"},
    )  # fmt: skip
    os.close(theirs)
    shown = "".join(read_all(ours))
    assert done.stdout.endswith("1 bygget, 8 uændret.\n")
    assert "9/9" in shown
    assert "[1/9]" not in shown


def read_all(terminal: int) -> Iterator[str]:
    """What was written to a terminal that nobody writes to any more."""
    while True:
        try:
            found = os.read(terminal, 4096)
        except OSError:  # Linux' way of saying that it is the end
            return
        if not found:
            return
        yield found.decode(errors="replace")


def test_the_example_workflow_builds_every_part() -> None:
    """Its machines are as many as its parts, and its command is one that is understood."""
    steps = yaml.safe_load((ROOT / ".github" / "workflows" / "build-all.yml").read_text(encoding="utf-8"))["jobs"]["build"]
    parts = steps["strategy"]["matrix"]["part"]
    line = next(step["run"] for step in steps["steps"] if "--shard" in step.get("run", ""))
    assert f"/{len(parts)} " in line
    for part in parts:
        words = line.replace("${{ matrix.part }}", str(part)).partition("coursesite ")[2].split()
        assert read_options(words).shard == f"{part}/{max(parts)}"


@contextmanager
def at_work(course: Path) -> Iterator[subprocess.Popen[str]]:
    """A command with two workers, which has built the first of nine editions."""
    shutil.rmtree(course / "out")
    words = [sys.executable, "-c", CALL, "build", *SLUGS, "--edition", "alle", "--jobs", "2"]
    with subprocess.Popen(
        words, cwd=course, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=let_interrupt,  # noqa: PLW1509 - it sets one signal
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "NO_MKDOCS_2_WARNING": "1"},
    ) as running:  # fmt: skip
        assert running.stderr
        assert running.stderr.readline().startswith("[1/9]")
        yield running


def test_workers_do_not_outlive_a_command_that_is_killed(course: Path) -> None:
    """Its pipes are open as long as anybody has them."""
    with at_work(course) as running:
        running.kill()
        running.communicate(timeout=60)
    assert not all((course / "out" / choice.municipality / choice.edition).is_dir() for choice in CHOICES)


def test_an_interrupt_stops_it_quietly(course: Path) -> None:
    """What has begun is finished, nothing else is begun, and no traceback is shown."""
    with at_work(course) as running:
        running.send_signal(signal.SIGINT)
        _, said = running.communicate()
    assert running.returncode == INTERRUPTED
    assert [line for line in said.splitlines() if not line.startswith("[")] == ["Afbrudt. Det, der stod, står, som det stod."]
    assert not list((course / "out").rglob(".*.ny-*"))
    assert 0 < len(list((course / "out" / ".manifests").rglob("*.json"))) < 9


# ── the same bytes ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("place", "environment", "umask", "runs"),
    [
        ("x", {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1900000000"}, 0o077, [["--jobs", "1"]]),
        ("en mappe/på et drev", {"TZ": "America/Caracas", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4711"}, 0o000, [["--jobs", "2"]]),
        ("dele", {"PYTHONHASHSEED": "7"}, 0o022, [["--shard", f"{part}/3"] for part in (3, 1, 2)]),
    ],
    ids=["alone", "two workers elsewhere", "three shards"],
)  # fmt: skip
def test_the_same_sources_give_the_same_bytes(
    first: Path, tmp_path: Path, place: str, environment: dict[str, str], umask: int, runs: list[list[str]]
) -> None:
    """Under another path, day, time zone, locale, umask and hash seed, with other workers and in parts: sites and manifests alike."""
    root = tmp_path / place / "course"
    shutil.copytree(first, root, ignore=shutil.ignore_patterns("out", ".cache"))
    assert {"sitemap.xml.gz", "kalender/hold-1.ics"} <= digests(first / "out" / "havneby" / "participant").keys()
    was = os.umask(umask)
    try:
        for words in runs:
            done = command(root, *SLUGS, "--edition", "alle", *words, **environment)
            assert done.returncode == 0, done.stdout + done.stderr
    finally:
        os.umask(was)
    assert digests(root / "out") == digests(first / "out")


def test_a_cluster_gives_the_same_bytes(first: Path, tmp_path: Path) -> None:
    """Two worker processes of Dask's own, which are sent the jobs."""
    distributed = pytest.importorskip("distributed")
    root = tmp_path / "course"
    shutil.copytree(first, root, ignore=shutil.ignore_patterns("out", ".cache"))
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        done = list(build_fleet(root, CHOICES, root / "out", partial(on_dask, address=cluster.scheduler_address)))
    assert {outcome.state for outcome in done} == {"built"}, done
    assert digests(root / "out") == digests(first / "out")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Skriv navnet på en eller flere kommuner, eller skriv --all."),
        ("aaby --all", "Skriv navnet på en eller flere kommuner, eller skriv --all."),
        ("aby", "ukendt kommune »aby«. Mente du »aaby«?"),
        ("--all --shard 4/3", "»4/3« er ikke en del af noget. Skriv delens nummer og antallet af dele, fx 1/3."),
        ("--all --jobs mange", "»mange« er ikke et antal. Skriv, hvor mange der skal bygges ad gangen, fx --jobs 4."),
        ("--all --executor spark://x", "ukendt klynge »spark://x«. Skriv dask:// og dens adresse, fx dask://127.0.0.1:8786."),
        ("--all --edition deltager", "ukendt udgave »deltager«. Mente du »participant«? Vælg participant (deltagere), trainer (undervisere) eller leader (ledere)."),
    ],
)  # fmt: skip
def test_a_wrong_word_is_told(small: Path, words: str, said: str) -> None:
    """With what to write instead."""
    with pytest.raises((WrongUse, WrongChoice, UnknownMunicipality)) as wrong:
        run(["build", *words.split()], small)
    assert str(wrong.value) == said
