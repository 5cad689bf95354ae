"""What a server does now and then whether or not somebody asks for something."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

from anyio import to_thread

from waybill.guard import garbage, uploads
from waybill.guard.made_files import MadeFiles

LOG = logging.getLogger("waybill")
EVERY_SECONDS = 10.0


@asynccontextmanager
async def running(made: MadeFiles) -> AsyncIterator[None]:
    """Keep house while the body of the statement runs."""
    task = asyncio.create_task(_keep_house(made))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _keep_house(made: MadeFiles) -> None:
    """Drop what visitors brought who have left, forget their visits, and remove old copies of files."""
    files = uploads.Leavers(uploads.StreamlitFiles())
    owed = False  # a collection of garbage
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        with _faults_told():
            owed = uploads.forget_ended_visits() > 0 or owed
        with _faults_told():
            owed = owed or garbage.is_much()
            if owed and garbage.collect_if_due():
                owed = False
                await to_thread.run_sync(garbage.return_free_memory)
        with _faults_told():
            files.sweep()
        with _faults_told():
            await to_thread.run_sync(made.sweep)


@contextmanager
def _faults_told() -> Iterator[None]:
    """Let a fault of one task end neither the others nor the server's house-keeping."""
    try:
        yield
    except Exception:
        LOG.exception("house-keeping failed")
