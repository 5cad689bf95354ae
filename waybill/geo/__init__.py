"""Numbers on a globe: distances, paths, the map projection. Locations are (latitude, longitude) in degrees."""
