"""Measurements, run by hand: `make benchmark`. Timing is here and never in tests."""
