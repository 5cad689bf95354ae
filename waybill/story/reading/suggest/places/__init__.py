"""Coordinates, countries, and whether they agree."""
