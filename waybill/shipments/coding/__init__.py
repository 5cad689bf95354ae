"""How numbers become few bytes: columns as planes of bytes, and gzip for those."""
