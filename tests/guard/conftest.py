"""Fixtures of these tests."""

from support.guarded import address

__all__ = ["address"]
