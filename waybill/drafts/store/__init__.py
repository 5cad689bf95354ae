"""Where drafts are kept: SQLite or PostgreSQL through SQLAlchemy Core; loaded when first used."""
