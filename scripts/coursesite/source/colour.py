"""Contrast between colours, by WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""

Colour = tuple[int, int, int]

READABLE = 4.5  # WCAG 2.2, 1.4.3, text below 24 px


def parse_colour(value: str) -> Colour:
    """`#14532d` as red, green and blue, 0–255."""
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


def written(colour: Colour) -> str:
    """The colour as `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def luminance(colour: Colour) -> float:
    """Relative luminance, 0–1."""
    red, green, blue = (channel(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def channel(value: float) -> float:
    """An sRGB channel, 0–1, made linear."""
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - the formula's own numbers


def contrast(one: Colour, other: Colour) -> float:
    """The ratio, 1–21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: Colour, toward: Colour, share: float) -> Colour:
    """The colour moved a share, 0–1, of the way toward another."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, toward, strict=True))
    return red, green, blue


def nearest_readable(colour: Colour, on: Colour, toward: Colour) -> Colour:
    """The colour nearest to `colour`, on its way toward `toward`, that can be read on `on`."""
    steps = (mixed(colour, toward, step / 100) for step in range(101))
    return next((step for step in steps if contrast(step, on) >= READABLE), toward)
