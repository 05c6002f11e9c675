"""Publishing: whole or not at all, one at a time, with a way back, whoever is killed."""

import contextlib
import functools
import itertools
import os
import platform
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from conftest import FULL
from killed import PROCESSES, hold_and_fork, publish_and_die, publish_quietly, publish_slowly, ready_made, refuse

from coursesite.cli import run
from coursesite.commands.ending import FAULTY, FINE, MISUSED, WrongUse
from coursesite.deliver import publish as publishing
from coursesite.deliver.executors import here
from coursesite.deliver.lock import Occupied, held
from coursesite.deliver.releases import numbers, standing, tidy
from coursesite.deliver.verify import faults_of, published_part
from coursesite.site.choice import Choice

KILLS = 100 if FULL else 12
STEPS = 1 if FULL else 9  # every so many touches of the file system
PROFILE = """\
municipality: soeby
status: own
contacts: {course: {name: mesteren, email: mester@soeby.example}}
accessibility: {was_url: "https://was.example/soeby", phone: "12 34 56 78"}
site_url: https://intra.example/kursus/soeby/participant/
"""
LINK = '{% if "Søby" in config.site_name and page and "Velkommen" not in page.content %}<a href="ingen.html">Ingen</a>{% endif %}</body>'


@pytest.fixture
def root(small: Path) -> Path:
    """A course with a municipality that may be published."""
    (small / "municipalities" / "soeby").mkdir()
    (small / "municipalities" / "soeby" / "profile.yml").write_text(PROFILE, encoding="utf-8")
    return small


@pytest.fixture
def to(tmp_path: Path) -> Path:
    """Where it is published."""
    return tmp_path / "web"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[int], Path]:
    """Takes the place of building, where what is built doesn't matter; the next site says what it is told."""
    site = tmp_path / "site"
    monkeypatch.setattr(publishing, "build_all", ready_made(site))

    def write(version: int) -> Path:
        (site / "modul").mkdir(parents=True, exist_ok=True)
        for name in ("index.html", "modul/gear.html"):
            (site / name).write_text(f"Gang {version}: velkommen", encoding="utf-8")
        return site

    return write


@pytest.fixture
def tell(root: Path, to: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Runs a command with the folder; gives its code and what it said."""

    def call(*words: str) -> tuple[int, str]:
        where = [str(to)] if words[0] == "verify" else ["--to", str(to)]
        code = run([words[0], *where, *words[1:]], root)
        said = capsys.readouterr()
        return code, (said.out + said.err).replace(str(to), "WEB")

    return call


def write_version(root: Path, version: int) -> None:
    """Give each edition's front page a text of its own."""
    page = root / "docs" / "index.md"
    page.write_text(re.sub(r"(Gang -?\d+: v|V)elkommen", f"Gang {version}: velkommen", page.read_text("utf-8")), encoding="utf-8")


def version_of(to: Path, slug: str = "soeby") -> int:
    """Which version stands, whole and in all its editions."""
    part = published_part(to, slug)
    assert part, f"nothing stands in {to / slug}"
    assert faults_of(part) == []
    texts = {(part.folder / edition / "index.html").read_text("utf-8") for edition in part.editions}
    (version,) = {int(hit[1]) for text in texts if (hit := re.search(r"Gang (-?\d+):", text))}
    return version


Tell = Callable[..., tuple[int, str]]
Quick = Callable[[int], Path]


def test_all_editions_are_shown_at_once(root: Path, to: Path, tell: Tell, serve: Callable[[Path], str]) -> None:
    """Through one link, which leads nowhere but into the folder itself, and which web servers follow."""
    write_version(root, 1)
    assert tell("publish", "soeby") == (FINE, "soeby: udgivelse 0001 er lagt ud (participant, trainer og leader).\n")
    assert (to / "soeby").readlink() == Path(".releases/0001/soeby")
    assert version_of(to) == 1
    with urllib.request.urlopen(f"{serve(to)}/soeby/leader/index.html") as page:  # noqa: S310 - our own server
        assert "Gang 1: velkommen" in page.read().decode()
    assert 'rel="canonical" href="https://intra.example/kursus/soeby/participant/' in (to / "soeby/participant/index.html").read_text(
        "utf-8"
    )
    code, said = tell("verify")
    assert (code, re.fullmatch(r"Alt er, som det blev udgivet: 1 kommune, \d+ filer\.\n", said) is not None) == (FINE, True)
    shutil.move(to, moved := to.with_name("flyttet"))
    assert version_of(moved) == 1


def test_what_is_the_same_gets_no_new_release(root: Path, to: Path, tell: Tell) -> None:
    """Unless what stands isn't as it was published."""
    tell("publish", "soeby", "--edition", "leader")
    assert tell("publish", "soeby", "--edition", "leader") == (FINE, "soeby: uændret, udgivelse 0001 står.\n")
    assert numbers(to) == ["0001"]
    (to / "soeby" / "leader" / "index.html").write_text("andet")
    assert tell("publish", "soeby", "--edition", "leader") == (FINE, "soeby: udgivelse 0002 er lagt ud (leader).\n")
    assert tell("verify")[0] == FINE


def test_one_that_failed_keeps_its_former_release(root: Path, to: Path, tell: Tell) -> None:
    """Whole, and the others get theirs; a fault of the finished site is told once for those that it stops."""
    tell("publish", "soeby", "havneby", "--demo", "--edition", "participant", "--edition", "leader")
    write_version(root, 2)
    main = root / "overrides" / "main.html"
    main.write_text(main.read_text("utf-8").replace("</body>", LINK), encoding="utf-8")
    code, said = tell("publish", "soeby", "havneby", "--demo", "--edition", "participant", "--edition", "leader")
    assert code == FAULTY
    first, second, *rest = said.splitlines()
    assert first == "havneby: udgivelse 0002 er lagt ud (participant og leader)."
    assert second == "soeby: ikke lagt ud. Udgivelse 0001 står, som den stod."
    assert "Den færdige side har fejl og er ikke taget i brug:" in rest
    assert "linket »ingen.html« fører ingen steder hen [side-doedt-link]" in said
    assert version_of(to, "havneby") == 2
    assert standing(to, "soeby") == "0001"
    assert [path.name for path in (to / ".releases" / "0002").iterdir() if not path.name.startswith(".")] == ["havneby"]
    assert tell("verify")[0] == FINE


def test_a_mistake_in_a_profile_is_told_and_stops_one(root: Path, to: Path, tell: Tell) -> None:
    """With file and line, once for all editions."""
    profile = root / "municipalities" / "soeby" / "profile.yml"
    profile.write_text(PROFILE + "areas: [byy]\n", encoding="utf-8")
    code, said = tell("publish", "soeby", "havneby", "--demo", "--edition", "leader")
    assert code == FAULTY
    assert said.count("soeby") == 1
    assert "havneby: udgivelse 0001 er lagt ud (leader).\n" in said
    assert "municipalities/soeby/profile.yml:6:9: ukendt område »byy«. Mente du »by«?" in said


def test_a_warning_is_told_and_stops_nobody(root: Path, tell: Tell, quick: Quick) -> None:
    """Such as a link by an old name."""
    quick(1)
    for name, old, new in (
        ("bremser/bremsetjek", "formerly: []", "formerly: [tjekket]"),
        ("gear/gearskift", "module:bremsetjek", "module:tjekket"),
    ):
        path = root / "modules" / f"{name}.md"
        path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    code, said = tell("publish", "soeby")
    assert (code, said.count("[modul-omdoebt]"), said.count("1 advarsel.")) == (FINE, 1, 1)
    assert said.endswith("\nsoeby: udgivelse 0001 er lagt ud (participant, trainer og leader).\n")


def test_an_edition_takes_the_others_along(to: Path, tell: Tell, quick: Quick) -> None:
    """Those that weren't asked for stay as they are, and one that isn't as it was published is published anew or not at all."""
    quick(1)
    tell("publish", "soeby")
    site = quick(2)
    assert tell("publish", "soeby", "--edition", "trainer") == (
        FINE,
        "soeby: udgivelse 0002 er lagt ud (trainer; participant og leader som i 0001).\n",
    )
    texts = [(to / "soeby" / edition / "index.html").read_text() for edition in ("participant", "trainer", "leader")]
    assert texts == ["Gang 1: velkommen", "Gang 2: velkommen", "Gang 1: velkommen"]
    assert tell("verify") == (FINE, "Alt er, som det blev udgivet: 1 kommune, 6 filer.\n")
    (to / "soeby" / "leader" / "mere.html").write_text("mere")
    (site / "index.html").write_text("Gang 3: velkommen")
    assert tell("publish", "soeby", "--edition", "trainer") == (
        FAULTY,
        """\
soeby: ikke lagt ud. Udgivelse 0002 står, som den stod.
soeby/leader/mere.html hører ikke til
soeby/leader kan ikke tages med, som den står. Udgiv den også: --edition leader
""",
    )
    assert tell("publish", "soeby", "--edition", "trainer", "--edition", "leader")[0] == FINE
    assert version_of_edition(to, "leader") == 3


def version_of_edition(to: Path, edition: str) -> int:
    """Which version an edition's front page has."""
    return int((to / "soeby" / edition / "index.html").read_text().split()[1].rstrip(":"))


def test_there_is_a_way_back(to: Path, tell: Tell, quick: Quick) -> None:
    """One release for each time, to what stood before, also where something was published in between."""
    for version in (1, 2, 3):
        quick(version)
        tell("publish", "soeby")
    code, said = tell("publish", "--back", "soeby")
    assert re.fullmatch(
        r"soeby: udgivelse 0002 fra \d{4}-\d\d-\d\d \d\d:\d\d står nu igen \(participant, trainer og leader, 6 filer\)\. "
        r"Udgivelse 0003 er gemt\.\n", said,
    )  # fmt: skip
    assert (code, version_of(to)) == (FINE, 2)
    quick(4)
    assert tell("publish", "soeby") == (FINE, "soeby: udgivelse 0004 er lagt ud (participant, trainer og leader).\n")
    for version in (2, 1):
        assert tell("publish", "--back", "soeby")[0] == FINE
        assert version_of(to) == version
    assert tell("publish", "--back", "soeby") == (FAULTY, "soeby: udgivelse 0001 er den første. Der er ingen at gå tilbage til.\n")
    assert tell("publish", "--back", "havneby") == (FAULTY, "havneby står ikke i WEB.\n")
    assert numbers(to) == ["0001", "0002", "0003", "0004"]


def test_a_former_release_that_was_changed_is_not_brought_back(to: Path, tell: Tell, quick: Quick) -> None:
    """What stands is better than what nobody knows."""
    for version in (1, 2):
        quick(version)
        tell("publish", "soeby")
    (to / ".releases" / "0001" / "soeby" / "leader" / "index.html").unlink()
    assert tell("publish", "--back", "soeby") == (
        FAULTY,
        "soeby/leader/index.html mangler\nsoeby: udgivelse 0001 er ikke hel. Udgivelse 0002 står stadig.\n",
    )
    assert version_of(to) == 2


def test_nobody_is_published_without_someone_to_turn_to(root: Path, to: Path, tell: Tell) -> None:
    """Every lack at once, with the file and the keys; nothing is made, not even the folder."""
    (root / "municipalities" / "soeby" / "profile.yml").write_text("municipality: soeby\nstatus: own\n", encoding="utf-8")
    trial = "Er det en prøve, som ingen skal bruge, så skriv --demo."
    assert tell("publish", "aaby", "havneby", "soeby") == (
        FAULTY,
        f"""\
municipalities:1:1: »aaby« har ingen mappe, og så er der ingen kontakt og ingen tilgængelighedserklæring at vise [udgiv-uden-mappe]
    Skriv »coursesite new aaby«, og udfyld »contacts« og »accessibility« i profilen. {trial}
municipalities/havneby/profile.yml:1:1: der er ingen, deltagerne kan skrive eller ringe til om kurset [udgiv-kontakt]
    Skriv »name« og »email« eller »phone« under »course« i »contacts«. {trial}
municipalities/havneby/profile.yml:1:1: siden er ikke kommunens egen: »status« er »fictional« [udgiv-status]
    Skriv »status: own«. {trial}
municipalities/havneby/profile.yml:1:1: kommunens tilgængelighedserklæring, eller hvem man skriver til om den, mangler [udgiv-tilgaengelighed]
    Skriv »was_url« og »email« eller »phone« i »accessibility«. {trial}
municipalities/soeby/profile.yml:1:1: der er ingen, deltagerne kan skrive eller ringe til om kurset [udgiv-kontakt]
    Skriv »name« og »email« eller »phone« under »course« i »contacts«. {trial}
municipalities/soeby/profile.yml:1:1: kommunens tilgængelighedserklæring, eller hvem man skriver til om den, mangler [udgiv-tilgaengelighed]
    Skriv »was_url« og »email« eller »phone« i »accessibility«. {trial}
6 fejl.
""",
    )
    assert not to.exists()


def test_a_demonstration_needs_nobody(to: Path, tell: Tell, quick: Quick) -> None:
    """All municipalities of the registry, with a folder or without."""
    quick(1)
    assert tell("publish", "--all", "--demo", "--edition", "leader") == (
        FINE,
        "".join(f"{slug}: udgivelse 0001 er lagt ud (leader).\n" for slug in ("aaby", "soeby")),
    )
    assert tell("verify", "aaby", "soeby") == (FINE, "Alt er, som det blev udgivet: 2 kommuner, 4 filer.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["publish", "soeby"], "Skriv --to og den mappe, siderne skal lægges ud i."),
        (["publish", "--to", "web"], "Skriv navnet på en eller flere kommuner, eller skriv --all."),
        (["publish", "soeby", "--all", "--to", "web"], "Skriv navnet på en eller flere kommuner, eller skriv --all."),
        (["publish", "--back", "--all", "--to", "web"], "Skriv navnet på en eller flere kommuner. --back tager ikke --all."),
        (["verify", "/findes/ikke"], "Der er ingen mappe /findes/ikke."),
    ],
)
def test_a_command_says_what_it_lacks(root: Path, words: list[str], said: str) -> None:
    """And does nothing."""
    with pytest.raises(WrongUse) as wrong:
        run(words, root)
    assert str(wrong.value) == said
    assert MISUSED == 2


def test_nothing_is_put_where_something_else_stands(root: Path, to: Path, tell: Tell, quick: Quick) -> None:
    """Neither among the sources, nor over a folder that isn't from here, nor where there is no folder."""
    quick(1)
    run_code = run(["publish", "soeby", "--to", str(root / "docs")], root)
    assert (run_code, (root / "docs" / ".releases").exists()) == (FAULTY, False)
    (to / "soeby").mkdir(parents=True)
    (to / "soeby" / "vigtigt.txt").write_text("mit")
    tell("verify")
    assert tell("publish", "soeby") == (
        FAULTY,
        "soeby: ikke lagt ud. Der står ingen i forvejen.\nWEB/soeby er ikke lagt der af »coursesite publish«. Flyt den, og udgiv igen.\n",
    )
    assert (to / "soeby" / "vigtigt.txt").read_text() == "mit"
    shutil.rmtree(to)
    to.write_text("en fil")
    assert tell("publish", "soeby") == (FAULTY, "Der kan ikke skrives i WEB (Not a directory). Det, der står, er, som det var.\n")


def test_without_links_folders_change_places(to: Path, tell: Tell, quick: Quick, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a Windows share: it is said, former releases are kept, and one that was killed in between is mended."""
    says = (
        "I WEB kan der ikke laves genveje (symlinks), så siderne flyttes på plads i stedet. "
        "Bliver det afbrudt imens, kan en side mangle, til den næste udgivelse bringer den tilbage.\n"
    )
    with monkeypatch.context() as patch:
        patch.setattr(os, "symlink", refuse)
        for version in (1, 2):
            quick(version)
            said = f"{says}soeby: udgivelse 000{version} er lagt ud (participant, trainer og leader).\n"
            assert tell("publish", "soeby") == (FINE, said)
        assert not (to / "soeby").is_symlink()
        assert tell("publish", "soeby") == (FINE, "soeby: uændret, udgivelse 0002 står.\n")
        (to / "soeby").rename(to / ".soeby.gammel-killed")
        assert tell("publish", "--back", "soeby")[0] == FINE
        assert version_of(to) == 1
        assert tell("verify")[0] == FINE
    quick(3)
    assert tell("publish", "soeby")[0] == FINE
    assert ((to / "soeby").is_symlink(), version_of(to)) == (True, 3)
    monkeypatch.setattr(os, "symlink", refuse)
    quick(4)
    assert tell("publish", "soeby")[0] == FINE
    assert ((to / "soeby").is_symlink(), version_of(to)) == (False, 4)
    assert sorted(path.name for path in to.iterdir()) == [".releases", "soeby"]


def test_a_folder_in_use_keeps_its_place(to: Path, tell: Tell, quick: Quick, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where somebody has a file of it open: the former site stands, and the next try succeeds."""
    monkeypatch.setattr(os, "symlink", refuse)
    quick(1)
    tell("publish", "soeby")
    quick(2)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        code, said = tell("publish", "soeby")
    assert code == FAULTY
    assert said.splitlines()[1:] == [
        "soeby: ikke lagt ud. Udgivelse 0001 står, som den stod.",
        "soeby: siden kunne ikke tage den gamles plads (i brug). Luk det, der har filer åbne, og prøv igen.",
    ]
    assert version_of(to) == 1
    assert tell("publish", "soeby")[0] == FINE
    assert version_of(to) == 2


@pytest.mark.parametrize("killed", [False, True], ids=["finished", "killed"])
def test_the_second_publisher_waits(root: Path, to: Path, killed: bool) -> None:
    """It says for whom, and goes on when the first has finished or is dead."""
    begun, go = PROCESSES.Event(), PROCESSES.Event()
    words = ["publish", "soeby", "--edition", "leader", "--to", str(to)]
    first = PROCESSES.Process(target=publish_slowly, args=(words, root, begun, go))
    first.start()
    begun.wait()
    who = f"En anden er ved at udgive i {to} (proces {first.pid} på {platform.node()})."
    with publisher(root, *words, "--no-wait") as hasty:
        assert hasty.communicate() == ("", f"{who} Prøv igen, når den er færdig.\n")
        assert hasty.returncode == FAULTY
    with publisher(root, *words) as second:
        assert second.stdout
        assert second.stdout.readline() == f"{who} Venter på den.\n"
        assert (second.poll(), (to / "soeby").exists()) == (None, False)
        if killed:
            first.kill()
        else:
            go.set()
        first.join()
        outcome = "udgivelse 0002 er lagt ud (leader)." if killed else "uændret, udgivelse 0001 står."
        built = "bygget" if killed else "uændret"
        assert second.communicate() == (f"soeby: {outcome}\n", f"[1/1] soeby/leader: {built}, 7 sider\n")
    assert faults_of(published_part(to, "soeby")) == []


def publisher(root: Path, *words: str) -> "subprocess.Popen[str]":
    """The command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", "import sys; from coursesite.cli import main; sys.exit(main())", *words],
        cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_a_killed_publishers_children_keep_no_lock(tmp_path: Path) -> None:
    """A worker that outlives its publisher shares what it had open."""
    told, lock = PROCESSES.Event(), tmp_path / "a" / ".lock"
    lock.parent.mkdir()
    holder = PROCESSES.Process(target=hold_and_fork, args=(lock, told))
    holder.start()
    told.wait()
    children = Path(f"/proc/{holder.pid}/task/{holder.pid}/children")
    orphan = int(children.read_text()) if children.exists() else None
    with pytest.raises(Occupied), held(lock, wait=False, say=print):
        pass
    holder.kill()
    holder.join()
    with held(lock, wait=False, say=print):
        pass
    if orphan:
        os.kill(orphan, signal.SIGKILL)


TAMPERINGS = {
    "soeby/leader/index.html er ændret": lambda web, out: (web / "leader/index.html").write_text("andet"),
    "soeby/leader/modul/gear.html mangler": lambda web, out: (web / "leader/modul/gear.html").unlink(),
    "soeby/leader/modul/nyt.js hører ikke til": lambda web, out: (web / "leader/modul/nyt.js").write_text("x"),
    "soeby/leader mangler": lambda web, out: shutil.rmtree(web / "leader"),
    "soeby/mere hører ikke til": lambda web, out: (web / "mere").mkdir(),
    "soeby/leader: OUT/.manifests/soeby/leader.json mangler": lambda web, out: (out / ".manifests/soeby/leader.json").unlink(),
    "soeby/leader: OUT/.manifests/soeby/leader.json kan ikke læses": lambda web, out: (out / ".manifests/soeby/leader.json").write_text(
        "{"
    ),
}


@pytest.mark.parametrize("published", [True, False], ids=["published", "built"])
@pytest.mark.parametrize("fault", TAMPERINGS)
def test_verify_finds_what_was_changed(root: Path, to: Path, tell: Tell, quick: Quick, fault: str, published: bool) -> None:
    """In what was published, and in what was only built."""
    site = quick(1)
    if published:
        tell("publish", "soeby")
    else:
        ready_made(site)(root, [Choice("soeby", "participant"), Choice("soeby", "leader")], to, partial(here, workers=1))
    assert tell("verify") == (FINE, f"Alt er, som det blev udgivet: 1 kommune, {6 if published else 4} filer.\n")
    out = to / ".releases" / "0001" if published else to
    TAMPERINGS[fault](to / "soeby", out)
    code, said = tell("verify")
    assert (code, said.replace("WEB/.releases/0001" if published else "WEB", "OUT")) == (FAULTY, f"{fault}\n1 afvigelse.\n")
    assert tell("verify", "soeby")[0] == FAULTY


def test_verify_misses_what_is_gone(to: Path, tell: Tell, quick: Quick) -> None:
    """A municipality that was published, and one that never was."""
    to.mkdir()
    assert tell("verify") == (FAULTY, "Der er intet udgivet i WEB.\n1 afvigelse.\n")
    quick(1)
    tell("publish", "soeby")
    (to / "soeby").unlink()
    assert tell("verify") == (FAULTY, "soeby står ikke i WEB\n1 afvigelse.\n")
    assert tell("verify", "havneby") == (FAULTY, "havneby står ikke i WEB\n1 afvigelse.\n")
    assert tell("publish", "soeby")[0] == FINE
    assert (tell("verify")[0], standing(to, "soeby")) == (FINE, "0002")


def test_a_build_writes_what_verify_reads(root: Path, tmp_path: Path) -> None:
    """The real one, each file of it."""
    out = tmp_path / "out"
    assert run(["build", "soeby", "--edition", "leader", "--out", str(out)], root) == FINE
    assert run(["verify", str(out)], root) == FINE


def test_killed_at_any_step_a_whole_site_stands(root: Path, to: Path, tell: Tell, quick: Quick) -> None:
    """The former or the new, whichever touch of the file system was the last; the next publisher clears what is left."""
    site = quick(0)
    assert tell("publish", "soeby")[0] == FINE
    seen, version, words = set(), 0, ["publish", "soeby", "--to", str(to)]
    for step in itertools.count(1, STEPS):
        quick(version + 1)
        code = end_of(publish_and_die, words, root, site, to, step)
        stands = version_of(to)
        assert stands in {version, version + 1}
        seen.add(stands - version)
        version = stands
        if code != -signal.SIGKILL:
            break
    assert (code, seen) == (FINE, {0, 1})
    assert step > 50
    assert_clean(to)


def test_killed_at_any_step_without_links_a_whole_site_comes_back(
    root: Path, to: Path, tell: Tell, quick: Quick, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where folders change places, the next publisher finds the former or the new, and mends it before anything else."""
    monkeypatch.setattr(os, "symlink", refuse)
    site = quick(0)
    assert tell("publish", "soeby")[0] == FINE
    version, words = 0, ["publish", "soeby", "--to", str(to)]
    for step in itertools.count(1, STEPS):
        quick(version + 1)
        code = end_of(functools.partial(publish_and_die, linked=False), words, root, site, to, step)
        tidy(to)
        stands = version_of(to)
        assert stands in {version, version + 1}
        version = stands
        if code != -signal.SIGKILL:
            break
    assert (code, (to / "soeby").is_symlink()) == (FINE, False)
    assert_clean(to)


def test_killed_at_any_step_of_the_way_back_a_whole_site_stands(root: Path, to: Path, tell: Tell, quick: Quick) -> None:
    """The newer or the older."""
    seen, words = set(), ["publish", "--back", "soeby", "--to", str(to)]
    site = quick(0)
    tell("publish", "soeby")
    for step in itertools.count(1, STEPS):
        former = version_of(to)
        quick(step)
        assert tell("publish", "soeby")[0] == FINE
        code = end_of(publish_and_die, words, root, site, to, step)
        stands = version_of(to)
        assert stands in {former, step}
        seen.add(stands == step)
        if code != -signal.SIGKILL:
            break
    assert (code, seen) == (FINE, {True, False})
    tell("publish", "soeby")
    assert_clean(to)


def end_of(target: Callable[..., None], *given: object) -> int | None:
    """The code of a process that runs to its end, whatever that is."""
    child = PROCESSES.Process(target=target, args=given)
    child.start()
    child.join()
    return child.exitcode


def assert_clean(to: Path) -> None:
    """Nothing lies there but what was shown."""
    assert sorted(path.name for path in to.iterdir()) == [".releases", "soeby"]
    for number in numbers(to):
        release = to / ".releases" / number
        assert sorted(path.name for path in release.iterdir()) == [".history", ".manifests", "soeby"]
        assert [path.name for path in (release / ".history").iterdir()] == ["soeby.json"]


def test_killed_at_a_random_moment_a_whole_site_stands(root: Path, to: Path) -> None:
    """Real builds, real kills."""
    chance = random.Random(6)  # noqa: S311 - moments, not secrets
    words = ["publish", "soeby", "--to", str(to)]
    for number in (-1, 0):
        write_version(root, number)
        begun = time.monotonic()
        assert publish_for(words, root, None) == FINE
    longest = time.monotonic() - begun
    stands, ended = 0, []
    for number in range(1, KILLS + 1):
        write_version(root, number)
        ended.append(publish_for(words, root, chance.uniform(0, longest)))
        former, stands = stands, version_of(to)
        assert stands in {former, number}
    assert ended.count(-signal.SIGKILL) > KILLS / 3
    write_version(root, KILLS + 1)
    assert publish_for(words, root, None) == FINE
    assert version_of(to) == KILLS + 1
    assert_clean(to)


def publish_for(words: list[str], root: Path, seconds: float | None) -> int | None:
    """Publish, and kill it after a while where it hasn't ended; gives its code."""
    child = PROCESSES.Process(target=publish_quietly, args=(words, root))
    child.start()
    with contextlib.suppress(ProcessLookupError):
        child.join(seconds)
        child.kill()
    child.join()
    return child.exitcode
