"""What a server does now and then whether or not somebody asks for something."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from waybill.guard import uploads

LOG = logging.getLogger("waybill")
EVERY_SECONDS = 10.0


@asynccontextmanager
async def running() -> AsyncIterator[None]:
    """Keep house while the body of the statement runs."""
    task = asyncio.create_task(_keep_house())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _keep_house() -> None:
    """Drop what visitors brought who have left, and forget their visits."""
    files = uploads.Leavers(uploads.StreamlitFiles())
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        try:
            files.sweep()
            uploads.forget_ended_visits()
        except Exception:  # a fault here must not end the server's house-keeping
            LOG.exception("house-keeping failed")
