"""The municipality's colour as style sheets, readable in light and dark."""

from coursesite.model import Brand
from coursesite.source.colour import mixed, nearest_readable, parse_colour, written

_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
# Of what text stands on in docs/css/colours.css, the darkest in the light scheme and the lightest in the dark one.
_LIGHT, _DARK = (242, 238, 251), (38, 41, 47)


def brand_styles(brand: Brand) -> tuple[str, ...]:
    """The style sheet that sets the colour, or none where the municipality has none."""
    if brand.primary is None:
        return ()
    colour = parse_colour(brand.primary)
    light = written(mixed(colour, _WHITE, 0.2))
    deep = written(mixed(colour, _BLACK, 0.25))
    on_light = written(nearest_readable(colour, _LIGHT, _BLACK))
    on_dark = written(nearest_readable(mixed(colour, _WHITE, 0.5), _DARK, _WHITE))
    sheet = (
        f":root {{ --brand: {brand.primary}; --brand-light: {light}; --brand-deep: {deep};"
        f" --brand-link: light-dark({on_light}, {on_dark}); }}\n"
    )
    return (sheet,)
