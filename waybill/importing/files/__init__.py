"""Files as people bring them, opened within bounds, and made into sheets of text cells."""
