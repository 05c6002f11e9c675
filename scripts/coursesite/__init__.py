"""A course, tailored to each municipality, published as a static site."""

__version__ = "0.1.0"
