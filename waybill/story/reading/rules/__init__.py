"""What must hold beyond the form of a cell: within a row, of a place, and of the line of a leg."""
