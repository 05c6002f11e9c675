"""What deserves a trainer's look, though a site can be built: warnings on a plan."""

from dataclasses import replace
from datetime import date, timedelta

from coursesite.model import Course
from coursesite.plan.merge import merge
from coursesite.plan.model import Plan
from coursesite.plan.select import reasons_against
from coursesite.problems import Place, Problems, listed

REVIEW_AFTER = timedelta(days=365)


def advise(plan: Plan, problems: Problems) -> None:
    """Omissions that omit nothing, and modules whose ground is left out."""
    by_id = {decision.module.id: decision for decision in plan.decisions}
    for omission in plan.profile.omit:
        without = replace(plan.profile, omit=())
        others = list(reasons_against(by_id[omission.module].module, plan.course, without, "trainer"))
        if others:
            problems.warning(
                "fravalg-uden-virkning",
                omission.place,
                f"»{omission.module}« ville alligevel ikke være med: {others[0]}",
                "Slet fravalget, eller ret de andre valg.",
            )
    for module in plan.modules.values():
        missing = [id for id in module.requires if id not in plan.modules]
        if missing and plan.edition != "leader":
            problems.warning(
                "kraever-mangler",
                Place(module.file),
                f"modulet bygger på {listed(missing)}, som ikke er med i {plan.profile.municipality.name}s udgave",
                "Tag det med, eller fravælg også dette modul.",
            )


def review(course: Course, plans: tuple[Plan, ...], today: date, problems: Problems) -> None:
    """Modules that nobody has read for a year; local ones come with their plans."""
    modules = {**course.modules}
    for plan in plans:
        modules.update({m.file: m for m in merge(course.modules, plan.profile.local).values() if m.local})
    for module in modules.values():
        if module.status == "ready" and today - module.reviewed > REVIEW_AFTER:
            problems.warning(
                "gennemlaest",
                Place(module.file),
                f"modulet er sidst læst igennem {module.reviewed.isoformat()}, for mere end et år siden",
                "Læs det igennem, og ret datoen i »reviewed«.",
            )
        if module.reviewed > today:
            problems.warning(
                "gennemlaest",
                Place(module.file),
                f"modulet siger, at det er læst igennem {module.reviewed.isoformat()}, som ikke er kommet endnu",
                "Ret datoen i »reviewed«.",
            )
