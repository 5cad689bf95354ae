"""The base of every record."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Base of every record: immutable, unknown fields refused (they belong in ``extra``)."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
