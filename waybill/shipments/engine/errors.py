"""What can be wrong with an engine, in sentences for people. They name no address and no password."""

from __future__ import annotations


class SourceFaultError(ValueError):
    """The story's ``[shipments]`` and its data do not fit; only the author can put that right."""

    def __init__(self, key: str, what: str) -> None:
        """``key`` is the key of ``[shipments]`` that is at fault, ``what`` goes on from its value."""
        super().__init__(what)
        self.key = key


class EngineError(RuntimeError):
    """The engine does not answer now, or not in time."""


class CancelledError(EngineError):
    """Nobody waits for the answer any more."""
