"""What deserves a trainer's look, though a site can be built: warnings on a plan."""

from dataclasses import replace

from coursesite.plan.days import advise_on_days
from coursesite.plan.model import Plan
from coursesite.plan.select import reasons_against
from coursesite.problems import Place, Problems, listed


def advise(plan: Plan, problems: Problems) -> None:
    """Omissions that omit nothing, additions and patches that nobody meets, days that don't fit, and modules whose ground is left out."""
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
    advise_on_additions(plan, problems)
    advise_on_patches(plan, problems)
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


def advise_on_additions(plan: Plan, problems: Problems) -> None:
    """What a profile adds to a phase, and what then isn't there, since the module is left out."""
    by_id = {decision.module.id: decision.module for decision in plan.decisions}
    for phase, change in plan.profile.changes.items():
        for module in (by_id[slot.module] for slot in change.add if slot.module in by_id and not slot.swap):
            for reason in list(reasons_against(module, plan.course, plan.profile, "trainer"))[:1]:
                problems.warning(
                    "tilfoejelse-uden-virkning",
                    change.place,
                    f"»{module.id}« er lagt ind i »{phase}«, men er ikke med i kommunens kursus: {reason}",
                    "Slet det under »add«, eller ret de andre valg.",
                )


def advise_on_patches(plan: Plan, problems: Problems) -> None:
    """Sections in a municipality's own words of a module that it doesn't have."""
    by_id = {decision.module.id: decision.module for decision in plan.decisions}
    for local in plan.profile.local:
        if local.patches:
            for reason in list(reasons_against(by_id[local.patches], plan.course, plan.profile, "trainer"))[:1]:
                problems.warning(
                    "lokal-uden-virkning",
                    Place(local.file),
                    f"filen ændrer »{local.patches}«, som ikke er med i kommunens kursus: {reason}",
                    "Slet filen, eller ret de andre valg.",
                )
