"""A leg drawn on a map, or written as a list of points: both change the same line."""
