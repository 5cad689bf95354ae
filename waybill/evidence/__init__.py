"""What may be said of a story on a day: who says it, who rejects it, since when, and in which words."""
