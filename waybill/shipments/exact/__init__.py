"""Sums of exact days from a cube of weeks or months: ``edges`` are counted apart, ``refined`` puts them in."""
