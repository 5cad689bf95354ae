"""What a reader looks at: the view, its link and its sentence, and the rows that it shows."""
