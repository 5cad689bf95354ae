"""Letters: in other scripts, in other encodings, and decoded wrongly."""
