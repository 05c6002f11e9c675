"""The course from its checked parts."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from coursesite.model import (
    Area,
    Box,
    Choice,
    Contact,
    Course,
    Diagram,
    Evidence,
    KindRules,
    Law,
    Module,
    Named,
    Node,
    Scenario,
    SectionRule,
    ShellPage,
    Slip,
    Source,
    Term,
    Theme,
    Word,
    Writing,
)  # fmt: skip
from coursesite.source import programme
from coursesite.source.course_shapes import CourseShape, KindRulesShape, ProgrammeShape, ScenarioShape, WritingShape  # fmt: skip
from coursesite.source.module_shapes import ModuleShape
from coursesite.source.modules import Draft, make_module, taken  # fmt: skip
from coursesite.source.sheets import Sheet, reachable
from coursesite.source.yaml_text import Yaml

T = TypeVar("T")


def make_course(
    sheets: Mapping[str, Sheet],
    scenarios: Mapping[str, Sheet],
    drafts: Mapping[str, Draft],
    shapes: Mapping[str, ModuleShape | None],
    shell: tuple[ShellPage, ...],
    assets: Mapping[str, Path],
    diagrams: Mapping[str, Diagram],
    evidence: Evidence | None,
) -> Course:
    """The course from its checked parts."""
    course: CourseShape = sheets["course.yml"].shape
    plan: ProgrammeShape = sheets["programme.yml"].shape
    return Course(
        title=course.title, subtitle=course.subtitle, release=course.release,
        themes=by_id(Theme, course.themes), goals=by_id(Named, course.goals), areas=by_id(Area, course.areas),
        functions=by_id(Named, course.functions), options=by_id(Named, course.options),
        speakers=tuple(course.speakers), roles=dict(course.roles), promises=dict(course.promises),
        words={id: taken(Word, word) for id, word in course.words.items()},
        contacts={id: taken(Contact, contact) for id, contact in course.contacts.items()},
        boxes={box.id: Box(box.id, box.title, tuple((line.lead, line.text) for line in box.lines)) for box in course.boxes},
        modules=make_modules(drafts, shapes),
        scenarios={id: make_scenario(sheet.shape) for id, sheet in scenarios.items()},
        laws={law.id: taken(Law, law, checked=law.checked.date, where=law.checked.where) for law in sheets["laws.yml"].shape.laws},
        sources=by_id(Source, sheets["sources.yml"].shape.sources),
        terms=by_id(Term, sheets["glossary.yml"].shape.terms),
        activities=programme.make_activities(plan),
        programmes=programme.make_programmes(plan, cast(Yaml, sheets["programme.yml"].yaml)),
        shell=shell, assets=assets, diagrams=diagrams, writing=make_writing(sheets["writing.yml"].shape),
        evidence=evidence,
    )  # fmt: skip


def by_id(cls: type[T], shapes: Iterable[Any]) -> dict[str, T]:
    """Model objects by id, in the order of the file."""
    return {shape.id: taken(cls, shape) for shape in shapes}


def make_modules(drafts: Mapping[str, Draft], shapes: Mapping[str, ModuleShape | None]) -> dict[str, Module]:
    """Every module by its id."""
    return {id: make_module(drafts[id], shape) for id, shape in shapes.items() if shape}


def make_scenario(shape: ScenarioShape) -> Scenario:
    """The scenario with its nodes in reading order."""
    nodes = ((id, shape.nodes[id]) for id in reachable(shape))
    return Scenario(shape.id, shape.title, tuple(Node(id, node.text, tuple(taken(Choice, c) for c in node.choices)) for id, node in nodes))


def make_writing(shape: WritingShape) -> Writing:
    """How the course's texts are written."""
    return Writing(
        dictionary=shape.dictionary,
        lix_most=shape.lix.most if shape.lix else None, lix_average=shape.lix.average if shape.lix else None,
        run_heading=shape.run_heading,
        kinds={kind: make_rules(rules) for kind, rules in shape.kinds.items()},
        slips=tuple(taken(Slip, slip) for slip in shape.slips),
    )  # fmt: skip


def make_rules(shape: KindRulesShape) -> KindRules:
    """What a kind of module is made of."""
    sections = tuple(taken(SectionRule, section) for section in shape.sections)
    return KindRules(sections, (shape.words.min, shape.words.max), shape.run, tuple(shape.needs))
