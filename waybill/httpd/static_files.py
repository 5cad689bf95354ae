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
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

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


class MemoryFile:
    """A file's bytes, its media type, and its compressed form."""

    def __init__(self, name: str, content: bytes) -> None:
        """``name`` only determines the media type."""
        suffix = Path(name).suffix
        self.content = content
        self.media_type = (
            TEXT.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        )
        worth_it = suffix in TEXT and len(content) >= MIN_COMPRESSED_BYTES
        self.compressed = gzip.compress(content, 9, mtime=0) if worth_it else None

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
        self._file = lru_cache(maxsize=512)(self._read)

    def _read(self, name: str) -> MemoryFile:
        return MemoryFile(name, self._paths[name].read_bytes())

    def get(self, name: str) -> MemoryFile | None:
        """Return the file of that name relative to the folder, or None."""
        return self._file(name) if name in self._paths else None

    def warm(self, suffixes: tuple[str, ...] = (".js", ".css")) -> None:
        """Read and compress in advance what every first visit asks for."""
        for name in self._paths:
            if name.endswith(suffixes):
                self._file(name)
