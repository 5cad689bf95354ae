"""The world under the map: land, borders, country names and labels, read from one TopoJSON file."""
