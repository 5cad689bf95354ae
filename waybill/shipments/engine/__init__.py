"""Engines that count shipments: DuckDB in this process, PostgreSQL, or a server that speaks Spark Connect.

``source`` opens one for reading alone, ``expressions`` are the questions (Ibis expressions; there is no SQL
here), ``names`` knows which place a name means, and ``count`` puts them together. Ibis and DuckDB are
imported when the first question is asked.
"""
