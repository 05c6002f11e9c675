"""The commands that compare, survey and begin, as a trainer runs them; the handbook plays the others."""

import contextlib
import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from coursesite.cli import main
from coursesite.pages.make import make_site
from coursesite.site.story import tell

SMALL = Path(__file__).resolve().parent / "courses" / "cykel"
FINE, FAULTY, MISUSED = 0, 1, 2
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small course with three municipalities: one of its own words, one of two areas, one that patches."""
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "mkdocs.yml").touch()
    put(
        tmp_path,
        "soeby/profile.yml",
        "municipality: soeby\nstatus: own\noptions: [elcykel]\nwords: {shop: {indefinite: smedje, definite: smedjen}}\n",
    )
    put(
        tmp_path,
        "soeby/modules/vores-tjek.md",
        '---\npatches: bremsetjek\nbase: {eksempel: "87ee9a861e11"}\ntitle: Vores tjek\nminutes: {class: 40, self: null}\n---\n## Sådan lyder det {#eksempel}\n\nVores.\n\n## Til sidst {#til-sidst after="eksempel"}\n\nTør hænderne.\n',
    )
    put(
        tmp_path,
        "aaby/profile.yml",
        'municipality: aaby\nstatus: own\nomit: [{module: gearskift, reason: "Kun én gear her"}]\nprogramme: {changes: {dag: {add: [{module: ladcyklen}], drop: [check-in]}}}\noptions: [elcykel]\n',
    )
    return tmp_path  # fmt: skip


def put(root: Path, file: str, text: str) -> None:
    """Write one of a municipality's files."""
    path = root / "municipalities" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture
def run(root: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command in the course's folder: how it ends, and what it says."""
    monkeypatch.chdir(root)

    def call(*words: str) -> tuple[int, str]:
        said = io.StringIO()
        said.reconfigure = lambda **settings: None  # type: ignore[attr-defined]
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = main(words)
        return code, said.getvalue()

    return call


# ── one held against another ─────────────────────────────────────────────────────────────────


def test_what_tells_two_municipalities_apart(run: Run) -> None:
    """Modules, sections, time, programme and words, seen from the one."""
    assert run("plan", "soeby", "--diff", "aaby") == (FINE, """\
Søby Kommune holdt op mod Åby Kommune:

Kun hos Søby Kommune:
  Gearskift & kæde (gearskift)

Med andre ord:
  Vores tjek (bremsetjek): afsnit ændret (titel, tid, eksempel, +til-sidst)

Tid i modulerne: 140 min. i undervisningen og 20 alene; hos Åby Kommune 85 og 30.

Dagen: med Check-in, Gearskift & kæde; uden Ladcyklen.

Ord, løfter og kontakter:
  words.shop: smedje, smedjen (hos Åby Kommune: værksted, værkstedet)
""")  # fmt: skip


def test_the_same_from_the_other_side(run: Run) -> None:
    """What the one has more of, the other has less of."""
    assert run("plan", "aaby", "--diff", "soeby") == (FINE, """\
Åby Kommune holdt op mod Søby Kommune:

Kun hos Søby Kommune:
  Gearskift & kæde (gearskift)

Med andre ord:
  Bremsetjek (bremsetjek): standardens (titel, tid, eksempel, -til-sidst)

Tid i modulerne: 85 min. i undervisningen og 30 alene; hos Søby Kommune 140 og 20.

Dagen: med Ladcyklen; uden Check-in, Gearskift & kæde.

Ord, løfter og kontakter:
  words.shop: værksted, værkstedet (hos Søby Kommune: smedje, smedjen)
""")  # fmt: skip


def test_against_the_standard(run: Run) -> None:
    """What a municipality would get that had asked for nothing; the standard has no option and all areas."""
    code, said = run("plan", "havneby", "--diff", "standard", "--edition", "trainer")
    assert code == FINE
    assert said.startswith("Havneby <b>&</b> *Omegn* Kommune holdt op mod standarden:\n\nKun hos standarden:\n  Landevejen (landevejen)\n")
    assert "promises.ready: i **morgen**" in said
    assert run("plan", "soeby", "--diff", "soeby") == (FINE, "Søby Kommune holdt op mod Søby Kommune:\n  Der er ingen forskel.\n")


def test_a_link_that_leads_elsewhere_is_no_other_text(run: Run, root: Path) -> None:
    """A patched module's other sections are the standard's, also where the target of a link is left out."""
    put(
        root,
        "aaby/modules/tjek.md",
        '---\npatches: bremsetjek\nbase: {}\n---\n## Til sidst {#til-sidst after="eksempel"}\n\nTør hænderne.\n',
    )
    put(root, "soeby/modules/vores-tjek.md", "---\npatches: bremsetjek\nbase: {}\n---\n")
    assert "  Bremsetjek (bremsetjek): afsnit ændret (+til-sidst)\n" in run("plan", "aaby", "--diff", "soeby")[1]


def test_a_changed_dialogue_is_other_text(run: Run, root: Path) -> None:
    """What is said in it counts, and what a self-check answers."""
    standard = (root / "modules" / "bremser" / "bremsetjek.md").read_text("utf-8")
    head, _, text = standard.partition("\n## ")
    text = "## " + text.replace("Den hyler.", "Den piver.").replace("Lyden siger ikke noget", "Lyden siger intet")
    front = head.split("---\n")[1].replace("id: bremsetjek", 'id: bremsetjek\nreplaces: bremsetjek\nbase: "000000000000"')
    put(root, "aaby/modules/bremsetjek.md", f"---\n{front}---\n{text}")
    said = run("plan", "aaby", "--diff", "havneby")[1]
    assert "  Bremsetjek (bremsetjek): erstattet (eksempel, proev-selv)\n" in said


def test_an_unknown_one_to_compare_with_is_refused(run: Run) -> None:
    """With the nearest that there is."""
    assert run("plan", "soeby", "--diff", "abby") == (MISUSED, "ukendt kommune »abby«. Mente du »aaby«?\n")


def test_problems_of_the_other_are_told(run: Run, root: Path) -> None:
    """Instead of a comparison with half of it."""
    put(root, "aaby/profile.yml", "municipality: aaby\nstatus: own\nareas: [bye]\n")
    code, said = run("plan", "soeby", "--diff", "aaby")
    assert code == FAULTY
    assert "municipalities/aaby/profile.yml:3:9: ukendt område »bye«. Mente du »by«?" in said


# ── all of them ──────────────────────────────────────────────────────────────────────────────

TABLE = """\
                 1   2   3
bremsetjek       ●   ●   ◇
bakken           ●   ●   ●
landevejen       ●   ·   ●
gearskift        ·   ●   ●
kladden          ·   ·   ·
ladcyklen        ●   ·   ●
lederens-runde   ·   ·   ·

   1  aaby
   2  havneby
   3  soeby

● med   · ude   ◆ erstattet   ◇ afsnit ændret   + kommunens eget
"""


def test_the_matrix_in_the_terminal(run: Run) -> None:
    """A column for each municipality that has a folder."""
    assert run("plan", "--matrix") == (FINE, TABLE)


def test_the_matrix_for_a_spreadsheet(run: Run, root: Path) -> None:
    """Semicolons, and the mark by which a Danish spreadsheet knows the letters; titles may hold either."""
    text = (root / "modules" / "gear" / "gearskift.md").read_text("utf-8")
    (root / "modules" / "gear" / "gearskift.md").write_text(text.replace("title: Gearskift & kæde", 'title: "Gear; skift »kæde«"'), "utf-8")
    assert run("plan", "--matrix", "--csv", "hvem.csv") == (FINE, "")
    raw = (root / "hvem.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == ["modul", "titel", "aaby", "havneby", "soeby"]
    assert {row[0]: row[1:] for row in rows}["gearskift"] == ["Gear; skift »kæde«", "ude", "med", "med"]
    assert {row[0]: row[1:] for row in rows}["bremsetjek"] == ["Bremsetjek", "med", "med", "ændret"]
    assert len(rows) == 8


class _Tags(HTMLParser):
    """What a page is made of: its elements, its cells' text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.rows += [[]] if tag == "tr" else []
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip("\n")


def test_the_matrix_as_a_page(run: Run, root: Path) -> None:
    """One file that stands alone: no script, nothing fetched, titles as they are written."""
    assert run("plan", "--matrix", "--html", "hvem.html", "--csv", "hvem.csv") == (FINE, "")
    text = (root / "hvem.html").read_text("utf-8")
    page = _Tags(text)
    assert {"script", "link", "img"}.isdisjoint(page.tags)
    assert "http" not in text
    assert page.rows[0] == ["Modul", "aaby", "havneby", "soeby"]
    assert ["Gearskift & kæde (gearskift)", "· ude", "● med", "● med"] in page.rows
    assert (root / "hvem.csv").is_file()


def test_the_matrix_can_be_put_in_a_new_folder(run: Run, root: Path) -> None:
    """Where one has never put anything before."""
    assert run("plan", "--matrix", "--csv", "oversigt/2027/hvem.csv") == (FINE, "")
    assert (root / "oversigt" / "2027" / "hvem.csv").is_file()


def test_the_matrix_leaves_out_who_has_errors(run: Run, root: Path) -> None:
    """And tells them; the others are there."""
    put(root, "aaby/profile.yml", "municipality: aaby\nstatus: own\nareas: [bye]\n")
    code, said = run("plan", "--matrix")
    assert code == FAULTY
    assert "   2  soeby\n" in said
    assert "municipalities/aaby/profile.yml:3:9: ukendt område" in said


# ── to begin ─────────────────────────────────────────────────────────────────────────────────


def test_a_folder_that_is_begun_can_be_used_at_once(run: Run, root: Path) -> None:
    """What was chosen is in the profile, in every sign, and the rest as in the standard."""
    shutil.rmtree(root / "municipalities" / "soeby")
    code, said = run(
        "new",
        "soeby",
        "--areas",
        "by, land,by",
        "--functions",
        "butik",
        "--contact",
        'Kursus "A" & {B}: #1',
        "--email",
        "a@b.example",
        "--yes",
    )
    assert (code, said.split("\n")[0]) == (FINE, "Skrevet: municipalities/soeby/profile.yml")
    profile = yaml.safe_load((root / "municipalities" / "soeby" / "profile.yml").read_text("utf-8"))
    assert profile == {
        "municipality": "soeby", "status": "own", "areas": ["by", "land"], "functions": ["butik"], "programme": {"use": "standard"},
        "contacts": {"course": {"name": 'Kursus "A" & {B}: #1', "email": "a@b.example"}},
    }  # fmt: skip
    code, said = run("plan", "soeby", "--json")
    assert code == FINE
    assert json.loads(said)["municipality"] == "soeby"


def test_a_fictional_one_can_be_begun(run: Run, root: Path) -> None:
    """With a name of its own."""
    assert run("new", "solby", "--name", "Solby Kommune", "--yes")[0] == FINE
    assert "Solby Kommune, deltagerudgaven" in run("plan", "solby")[1]


@pytest.mark.parametrize(("words", "said"), [
    (("soebby",), "ukendt kommune »soebby«. Mente du »soeby«?"),
    (("soeby",), "municipalities/soeby/ findes allerede."),
    (("../ude", "--name", "Ude Kommune"), "»../ude«"),
    (("Søby Ny", "--name", "Søby Ny Kommune"), "»Søby Ny«"),
    (("ny", "--name", "Ny", "--areas", "bye"), "»bye« findes ikke. Mente du »by«?"),
    (("ny", "--name", "Ny", "--programme", "standart"), "»standart« findes ikke. Mente du »standard«?"),
])  # fmt: skip
def test_what_can_not_be_begun_leaves_nothing(run: Run, root: Path, words: tuple[str, ...], said: str) -> None:
    """No folder, inside the course or out of it."""
    before = sorted(root.parent.rglob("*"))
    code, told = run("new", *words, "--yes")
    assert (code, said in told) == (MISUSED, True), told
    assert sorted(root.parent.rglob("*")) == before


# ── what has moved ───────────────────────────────────────────────────────────────────────────


def test_a_former_address_leads_on(root: Path) -> None:
    """Without JavaScript and by a way that holds wherever the site lies; in the editions that have the module alone."""
    path = root / "modules" / "gear" / "gearskift.md"
    path.write_text(path.read_text("utf-8").replace("formerly: []", "formerly: [gearvalg, kaeden]"), "utf-8")
    for edition, addresses in (("participant", ["modul/gearvalg.html", "modul/kaeden.html"]), ("leader", [])):
        plan = tell(root, "soeby", edition).plan  # type: ignore[arg-type]
        assert plan
        written = {name: text for name, text in make_site(plan).written.items() if name.endswith(".html")}
        assert list(written) == addresses
        for text in written.values():
            assert re.findall(r'(?:url=|href=")([^"]+)"', text) == ["gearskift.html", "gearskift.html"]
            assert "<script" not in text
            assert "Gearskift &amp; kæde" in text


def test_a_replaced_module_keeps_its_former_addresses(root: Path) -> None:
    """Links to them too; but a municipality's own module by such a name has its address to itself."""
    path = root / "modules" / "gear" / "gearskift.md"
    standard = path.read_text("utf-8")
    path.write_text(standard.replace("formerly: []", "formerly: [gearvalg, kaeden]"), "utf-8")
    tjek = root / "modules" / "bremser" / "bremsetjek.md"
    tjek.write_text(tjek.read_text("utf-8").replace("(module:gearskift#trin)", "(module:gearvalg#trin)"), "utf-8")
    put(root, "soeby/modules/gearskift.md", standard.replace("id: gearskift", 'id: gearskift\nreplaces: gearskift\nbase: "000000000000"'))
    put(root, "soeby/modules/kaeden.md", standard.replace("id: gearskift", "id: kaeden"))
    plan = tell(root, "soeby", "participant").plan
    assert plan
    site = make_site(plan)
    assert [name for name in site.written if name.endswith(".html")] == ["modul/gearvalg.html"]
    pages = {page.uri: page.markdown for page in site.pages}
    assert "[gearet](gearskift.md#trin)" in pages["modul/bremsetjek.md"]
    assert "modul/kaeden.md" in pages
