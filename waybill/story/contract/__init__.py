"""Parts of the story folder's contract that stand apart from its rows."""
