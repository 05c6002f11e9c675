"""What deserves a trainer's look, though a site can be built: warnings on a plan."""

from dataclasses import replace

from coursesite.model import Module
from coursesite.plan.days import advise_on_days
from coursesite.plan.model import Plan
from coursesite.plan.select import reasons_against
from coursesite.problems import Place, Problems, listed


def advise(plan: Plan, problems: Problems) -> None:
    """Omissions that omit nothing, additions and patches that nobody meets, days that don't fit, and modules whose ground is left out."""
    modules = {decision.module.id: decision.module for decision in plan.decisions}
    without = replace(plan, profile=replace(plan.profile, omit=()))
    for omission in plan.profile.omit:
        if reason := why_not(modules[omission.module], without):
            problems.warning(
                "fravalg-uden-virkning",
                omission.place,
                f"»{omission.module}« ville alligevel ikke være med: {reason}",
                "Slet fravalget, eller ret de andre valg.",
            )
    advise_on_additions(plan, modules, problems)
    advise_on_patches(plan, modules, problems)
    advise_on_days(plan.days, problems)
    for module in plan.modules.values():
        missing = [id for id in module.requires if id not in plan.modules]
        if missing and plan.edition != "leader":
            problems.warning(
                "kraever-mangler",
                Place(module.file),
                f"modulet bygger på {listed(missing)}, som ikke er med i {plan.profile.municipality.name}s udgave",
                f"Tag det med, eller lad også »{module.id}« ude med »omit« i profilen.",
            )


def advise_on_additions(plan: Plan, modules: dict[str, Module], problems: Problems) -> None:
    """What a profile adds to a phase, and what then isn't there, since the module is left out."""
    for phase, change in plan.profile.changes.items():
        for module in (modules[slot.module] for slot in change.add if slot.module in modules and not slot.swap):
            if reason := why_not(module, plan):
                problems.warning(
                    "tilfoejelse-uden-virkning",
                    change.place,
                    f"»{module.id}« er lagt ind i »{phase}«, men er ikke med i kommunens kursus: {reason}",
                    "Slet det under »add«, eller ret de andre valg.",
                )


def advise_on_patches(plan: Plan, modules: dict[str, Module], problems: Problems) -> None:
    """Sections in a municipality's own words of a module that it doesn't have."""
    for local in plan.profile.local:
        if local.patches and (reason := why_not(modules[local.patches], plan)):
            problems.warning(
                "lokal-uden-virkning",
                Place(local.file),
                f"filen ændrer »{local.patches}«, som ikke er med i kommunens kursus: {reason}",
                "Slet filen, eller ret de andre valg.",
            )


def why_not(module: Module, plan: Plan) -> str:
    """The first reason why no edition of the municipality has a module, if none has."""
    return next(reasons_against(module, plan.course, plan.profile, "trainer"), "")
