"""Static files served from memory: compressed once, and cached by browsers for good.

A start of Streamlit loads some sixty small files. Without this, each passes through its whole stack and
is read from disk again for every visitor, which is half the time of a first visit. Names carry a hash
of the content; what has none is revalidated by an ETag.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from waybill.limiter import unhurried

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

FOREVER = "public, max-age=31536000, immutable"
TEXT = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
MIN_COMPRESSED_BYTES = 1000
MAX_SLOWLY_COMPRESSED = 1_000_000  # bytes; above, level 6 is 2 % larger in a third of the time


class MemoryFile:
    """A file's bytes, its media type, and its compressed form."""

    def __init__(self, name: str, content: bytes, compressed: bytes | None = None) -> None:
        """``name`` only determines the media type; ``compressed`` is its gzip form if that is at hand."""
        suffix = Path(name).suffix
        self.content = content
        self.media_type = (
            TEXT.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        )
        worth_it = suffix in TEXT and len(content) >= MIN_COMPRESSED_BYTES
        if worth_it and compressed is None:
            level = 9 if len(content) <= MAX_SLOWLY_COMPRESSED else 6
            compressed = gzip.compress(content, level, mtime=0)
        self.compressed = compressed if worth_it else None

    def answer(self, scope: Scope) -> Response:
        """Return the response to a request."""
        headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
        body = self.content
        if self.compressed is not None and "gzip" in Headers(scope=scope).get(
            "accept-encoding", ""
        ):
            headers["Content-Encoding"] = "gzip"
            body = self.compressed
        return Response(body, media_type=self.media_type, headers=headers)


def revalidated(request: Request, content: bytes, media_type: str, cache: str) -> Response:
    """Respond with the content and its ETag, or with 304 if the client already has it.

    A compressing proxy turns our tag into a weak one (W/), which names the same content.
    """
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": cache}
    held = [
        one.strip().removeprefix("W/")
        for one in request.headers.get("if-none-match", "").split(",")
    ]
    if tag in held or "*" in held:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)


class Folder:
    """A folder of files that do not change while the server runs (their names carry hashes)."""

    def __init__(self, root: Path) -> None:
        """Only files that exist now are served: no path is ever built from a request."""
        self._paths = {
            file.relative_to(root).as_posix(): file for file in root.rglob("*") if file.is_file()
        }
        self._files: dict[str, MemoryFile] = {}

    def get(self, name: str) -> MemoryFile | None:
        """Return the file of that name relative to the folder, or None."""
        if name not in self._paths:
            return None
        if name not in self._files:
            self._files[name] = MemoryFile(name, self._paths[name].read_bytes())
        return self._files[name]

    def state(self) -> str:
        """Return names, sizes and times of the files that ``warm`` reads."""
        states = ((name, self._paths[name].stat()) for name in self._early())
        return "\n".join(f"{name} {found.st_size} {found.st_mtime_ns}" for name, found in states)

    def warm(self, kept: Callable[[Callable[[], bytes]], bytes] = lambda make: make()) -> None:
        """Read in advance what every first visit asks for, and compress it.

        ``kept`` is given what makes the compressed forms, one after another with their lengths before
        them, and may return what it gave before for the same ``state``.
        """
        packed = kept(self._packed)
        at = 0
        for name in unhurried(self._early()):
            size = int.from_bytes(packed[at : at + 4], "big")
            compressed = packed[at + 4 : at + 4 + size] or None
            self._files[name] = MemoryFile(name, self._paths[name].read_bytes(), compressed)
            at += 4 + size

    def _packed(self) -> bytes:
        forms = [
            MemoryFile(n, self._paths[n].read_bytes()).compressed or b""
            for n in unhurried(self._early())
        ]
        return b"".join(len(form).to_bytes(4, "big") + form for form in forms)

    def _early(self) -> list[str]:
        return sorted(name for name in self._paths if name.endswith((".js", ".css")))
