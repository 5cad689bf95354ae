"""Pure geometry: distances, paths, borders. Locations are (latitude, longitude) in degrees."""
