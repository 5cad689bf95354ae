"""Shipments in a draft: a file, which of its columns says what, and what counting them says."""
