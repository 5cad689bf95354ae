"""Story × View → the map frame; ``web/`` holds its JavaScript and CSS."""
