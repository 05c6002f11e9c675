"""A finished site, checked before it takes its place."""
