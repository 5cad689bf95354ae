"""Flows of many shipments: the question to an engine, the cube of its answer, and windows over it.

``cube`` is what is kept and sent, ``build`` makes it of what an engine counted, and ``window`` asks it.
docs/shipments.md has the format.
"""
