"""The world under the map: land, borders, country names and labels, and ways over water."""
