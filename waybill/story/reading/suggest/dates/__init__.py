"""Dates as people write them, judged by their column."""
