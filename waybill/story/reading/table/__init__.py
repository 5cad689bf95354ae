"""A CSV file -> rows of cells: its records, its header and the form of its rows."""
