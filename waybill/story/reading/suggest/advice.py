"""What a value that cannot be read as it stands may mean."""

from __future__ import annotations

from dataclasses import dataclass

from waybill.story.reading.problems import Changes


@dataclass(frozen=True, slots=True)
class Advice:
    """A reading of a value by somebody who knows how people write.

    ``value`` is what was meant, and None unless that is sure. ``changes`` stands in its place where
    more than one cell of the row has to change. ``remark`` goes on from "it": "could be 2023-09-07
    or 2023-07-09". ``cause`` is a short name for the way it is written.
    """

    value: str | None = None
    remark: str = ""
    changes: Changes = ()
    cause: str = ""


NONE = Advice()
