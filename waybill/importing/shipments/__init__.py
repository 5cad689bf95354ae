"""The file of shipments beside a story: which it is, what is in it, and what counting it says."""
