"""The addresses below shipments/: the cube, the rows of a flow, and flows as files."""
