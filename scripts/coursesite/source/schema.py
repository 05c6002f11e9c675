"""JSON Schemas (draft 2020-12) of all that is written by hand, made from the types that check it.

They speak of YAML as our strict loader gives it, where dates and times are texts, and say of
shape (keys, types, patterns) what the types say. One thing JSON Schema can't tell apart: 45.0 is a
whole number to it, and not to us. What isn't shape, neither says: that an id exists, that times are
in order, that a slot names one thing.

Each field has its Danish description, and texts have `patternErrorMessage`, which editors show.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from coursesite.source.course_shapes import (  # fmt: skip
    CourseShape,
    GlossaryShape,
    LawsShape,
    ProgrammeShape,
    ScenarioShape,
    SourcesShape,
    WritingShape,
)
from coursesite.source.module_shapes import LocalModuleShape, ModuleShape, PatchShape, ShellShape
from coursesite.source.profile_shapes import ExperienceShape, ProfileShape
from coursesite.source.shape import Shape

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of file, or the front matter of one: its type, where it lies, and what it is."""

    shape: type[Shape]
    where: str
    about: str


DOCUMENTS: Mapping[str, Document] = {
    "profile": Document(ProfileShape, "municipalities/…/profile.yml", "Det, en kommune har valgt. Kun de to første nøgler skal være der."),
    "experience": Document(ExperienceShape, "municipalities/…/experiences/….yml", "En erfaring, kommunens egne medarbejdere har gjort."),
    "local-module": Document(LocalModuleShape, "municipalities/…/modules/….md", "Oplysningerne øverst i et modul, kommunen selv har skrevet: et nyt eller et, der erstatter standardens."),
    "patch": Document(PatchShape, "municipalities/…/modules/….md", "Oplysningerne øverst i en fil med de afsnit af et standardmodul, kommunen har skrevet om."),
    "module": Document(ModuleShape, "modules/…/….md", "Oplysningerne øverst i et af kursets moduler."),
    "course": Document(CourseShape, "modules/course.yml", "Kursets temaer, mål, områder og ord: det, kommunerne vælger fra."),
    "programme": Document(ProgrammeShape, "modules/programme.yml", "De måder, kurset kan holdes på, og det, der fylder dem."),
    "scenario": Document(ScenarioShape, "modules/scenarios/….yml", "En case, hvor læseren vælger, og historien deler sig."),
    "glossary": Document(GlossaryShape, "modules/glossary.yml", "Fagets ord, forklaret."),
    "laws": Document(LawsShape, "modules/laws.yml", "De regler, kurset henviser til, fortalt i et sprog til hverdagen."),
    "sources": Document(SourcesShape, "modules/sources.yml", "De bøger, artikler og undersøgelser, kurset bygger på."),
    "writing": Document(WritingShape, "modules/writing.yml", "Det, kontrollen kræver af teksterne."),
    "page": Document(ShellShape, "docs/….md", "Oplysningerne øverst på en side i rammen om kurset, fx forsiden."),
}  # fmt: skip


def schemas() -> dict[str, Schema]:
    """Every schema by its document's name."""
    return {name: schema_of(document) for name, document in DOCUMENTS.items()}


def schema_of(document: Document) -> Schema:
    """A document's schema; the groups inside it are its `$defs`."""
    own = document.shape.model_json_schema(schema_generator=_Generator)
    return {"$schema": GenerateJsonSchema.schema_dialect, "title": own["title"], "description": document.about, **own}


def as_text(schema: Schema) -> str:
    """The schema as it is written to a file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


class _Generator(GenerateJsonSchema):
    """Pydantic's generator without the words that are for developers, and strict about a mapping's keys."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        """A title made of the key would be English."""
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> Schema:
        """A class's docstring is for developers."""
        found = super().model_schema(schema)
        found.pop("description", None)
        return found

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        """What a missing key means, where that is something; editors offer it."""
        found = super().default_schema(schema)
        if not isinstance(found.get("default"), str | int) or found["default"] == "":
            found.pop("default", None)
        return found

    def dict_schema(self, schema: core_schema.DictSchema) -> Schema:
        """Every key has the form of the keys; pydantic's `patternProperties` let others pass."""
        found = super().dict_schema(schema)
        found.pop("patternProperties", None)
        keys = self.generate_inner(schema["keys_schema"])
        found["additionalProperties"] = self.generate_inner(schema["values_schema"])
        return found if keys == {"type": "string"} else {**found, "propertyNames": keys}
