"""How plain values are read: YAML 1.2's core schema, and nothing that 1.1 reads otherwise."""

import pytest

from coursesite.problems import Problems
from coursesite.source.files import Text
from coursesite.source.yaml_text import read_yaml

READ = [
    ("a: 12", 12), ("a: -3", -3), ("a: 1.5", 1.5), ("a: true", True), ("a: False", False), ("a: null", None), ("a:", None), ("a: ~", None),
    ("a: 2026-11-21", "2026-11-21"), ("a: 09:00", "09:00"), ("a: 12:30:45", "12:30:45"), ('a: "no"', "no"), ("a: 'x: y'", "x: y"),
    ("a: 1,5", "1,5"), ("a: nej", "nej"), ("a: [1, b]", [1, "b"]), ("a: {b: c}", {"b": "c"}), ("a: |\n  x\n  y\n", "x\ny\n"), ("a: § 19", "§ 19"),
]  # fmt: skip
REFUSED = ["no", "Yes", "on", "OFF", "012", "0x1F", "0o17", "1_000", ".inf", "1e9", "99999999999999999999"]


@pytest.mark.parametrize(("text", "value"), READ)
def test_a_value_is_what_it_looks_like(text: str, value: object) -> None:
    """No date, time or number is made of what wasn't written as one."""
    problems = Problems()
    document = read_yaml(Text("f.yml", text), problems)
    assert document is not None
    assert (document.data, len(problems)) == ({"a": value}, 0)


@pytest.mark.parametrize("value", REFUSED)
def test_what_can_be_misread_asks_for_quotes(value: str) -> None:
    """The two versions of YAML read these differently."""
    problems = Problems()
    read_yaml(Text("f.yml", f"a: {value}"), problems)
    assert [str(p) for p in problems] == [
        f'f.yml:1:4: »{value}« uden anførselstegn kan læses som noget andet end tekst [yaml-anfoerselstegn]\n    Sæt anførselstegn om: "{value}".'
    ]


def test_every_value_knows_its_place() -> None:
    """Lines and columns count from 1, in code points, after a BOM and with CRLF too."""
    document = read_yaml(Text("f.yml", "æøå: {b: [x, 𝄞𝄞, y]}\nc:\n  - d: e\n"), Problems(), first_line=5)
    assert document is not None
    assert str(document.at("æøå", "b", 2)) == "f.yml:5:18"
    assert str(document.at("c", 0, "d")) == "f.yml:7:8"
    assert str(document.key_at("c", 0, "d")) == "f.yml:7:5"
    assert str(document.at("c", 0, "missing")) == "f.yml:7:5"
