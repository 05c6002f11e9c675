"""A theme's mark: its number among the course's themes in a shape and a colour of its own."""

from coursesite.plan.model import Plan

MARKS = 6  # the stylesheet has as many shapes and colours; a seventh theme begins again


def mark_number(plan: Plan, theme: str | None) -> int:
    """1 to 6 by the theme's place in the course, whatever a municipality leaves out or moves; 0 without a theme."""
    return list(plan.course.themes).index(theme) % MARKS + 1 if theme else 0


def mark(plan: Plan, theme: str) -> str:
    """The mark as HTML."""
    return f'<span class="mark mark--{mark_number(plan, theme)}">{list(plan.course.themes).index(theme) + 1}</span>'
