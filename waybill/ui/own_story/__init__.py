"""The page on which a visitor turns what they have into a story: bring, understand, place, see, take."""
