"""The municipality's colour as style sheets, readable in light and dark."""

from coursesite.model import Brand
from coursesite.source.colour import mixed, nearest_readable, parse_colour, written

_WHITE, _BLACK, _DARK = (255, 255, 255), (0, 0, 0), (30, 33, 41)  # the last is the dark scheme's ground


def brand_styles(brand: Brand) -> tuple[str, ...]:
    """The style sheet that sets the colour, or none where the municipality has none."""
    if brand.primary is None:
        return ()
    colour = parse_colour(brand.primary)
    light = written(mixed(colour, _WHITE, 0.2))
    deep = written(mixed(colour, _BLACK, 0.25))
    on_dark = written(nearest_readable(mixed(colour, _WHITE, 0.35), _DARK, _WHITE))
    sheet = (
        f":root {{ --brand: {brand.primary}; --brand-light: {light}; --brand-deep: {deep};"
        f" --brand-link: light-dark({brand.primary}, {on_dark}); }}\n"
    )
    return (sheet,)
