"""Editing a draft by name: the fields of a row, the names of other rows, and the fixes of faults."""
