"""Stories in the making: a store that keeps every edit, merging, undo, publishing and who may.

``document`` is a story folder as rows by key, ``files`` reads and writes it, ``operations`` says how
two of them differ, ``merge`` joins what two people did, ``rights`` says who may do what, ``store``
keeps it all in SQLite or PostgreSQL, and ``publishing`` writes a draft where it is served from.
Nothing here is imported when the server starts.
"""
