"""Event loops that open no file before they are used.

Streamlit makes an event loop for the scripts of every visit, in case a library asks for one, and keeps it
with the last 128 visits that ended. A loop holds three files; no page of Waybill uses it. With the websocket
that is four files a viewer instead of one, so that 1,024 files were enough for 253 viewers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import ModuleType
from typing import Any

from streamlit.runtime import app_session


class LazyEventLoop(asyncio.AbstractEventLoop):
    """An event loop that is made when something other than its state is asked for."""

    def __init__(self, make: Callable[[], asyncio.AbstractEventLoop] | None = None) -> None:
        """``make`` makes the loop, by default as asyncio does."""
        self._make = make or asyncio.new_event_loop
        self._made: asyncio.AbstractEventLoop | None = None
        self._closed = False

    def made(self) -> asyncio.AbstractEventLoop:
        """Return the loop itself. Raises RuntimeError when it is closed."""
        if self._closed:
            raise RuntimeError("Event loop is closed")
        if self._made is None:
            self._made = self._make()
        return self._made

    def is_running(self) -> bool:
        """Return whether the loop runs now."""
        return self._made is not None and self._made.is_running()

    def is_closed(self) -> bool:
        """Return whether the loop was closed."""
        return self._closed or (self._made is not None and self._made.is_closed())

    def get_debug(self) -> bool:
        """Return whether the loop is in debug mode."""
        return self._made is not None and self._made.get_debug()

    def close(self) -> None:
        """Close the loop; if it was never made, nothing has to be closed."""
        if self._made is not None:
            self._made.close()
        self._closed = True


def _delegated(name: str) -> Callable[..., Any]:
    def call(self: LazyEventLoop, *arguments: Any, **named: Any) -> Any:
        return getattr(self.made(), name)(*arguments, **named)

    call.__name__ = name
    return call


for _name in dir(asyncio.AbstractEventLoop):
    if not _name.startswith("_") and _name not in vars(LazyEventLoop):
        setattr(LazyEventLoop, _name, _delegated(_name))


class _Asyncio(ModuleType):
    """asyncio, but for the event loops that it makes."""

    new_event_loop = LazyEventLoop

    def __getattr__(self, name: str) -> Any:
        """All else is as in asyncio."""
        return getattr(asyncio, name)


def make_loops_lazy() -> None:
    """Let Streamlit's visits from now on have event loops that open no file before they are used."""
    if not isinstance(vars(app_session)["asyncio"], _Asyncio):
        vars(app_session)["asyncio"] = _Asyncio("asyncio")
