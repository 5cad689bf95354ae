"""Files answered from memory: compressed once, cached for good by the hash in their name.

Streamlit's own start is some sixty small files, each of which otherwise passes through its whole
stack and is read from disk again for every visitor; half of a first visit is spent there. What has
no hash in its name is revalidated by its content.
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
    """A file's bytes, its type, and its compressed form."""

    def __init__(self, name: str, content: bytes) -> None:
        """``name`` only gives the type."""
        suffix = Path(name).suffix
        self.content = content
        self.media_type = (
            TEXT.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        )
        worth_it = suffix in TEXT and len(content) >= MIN_COMPRESSED_BYTES
        self.compressed = gzip.compress(content, 9, mtime=0) if worth_it else None

    def answer(self, scope: Scope) -> Response:
        """The response for a request."""
        headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
        body = self.content
        if self.compressed is not None and "gzip" in Headers(scope=scope).get(
            "accept-encoding", ""
        ):
            headers["Content-Encoding"] = "gzip"
            body = self.compressed
        return Response(body, media_type=self.media_type, headers=headers)


def revalidated(request: Request, content: bytes, media_type: str, cache: str) -> Response:
    """The content with an ETag made of it, or 304 without it when the asker has the same.

    A proxy that compresses makes a weak tag (W/) of ours; it names the same content.
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
    """A folder of files that never change while the server runs (their names carry hashes)."""

    def __init__(self, root: Path) -> None:
        """Only files that exist now are served; no path is ever built from a request."""
        self._paths = {
            file.relative_to(root).as_posix(): file for file in root.rglob("*") if file.is_file()
        }
        self._file = lru_cache(maxsize=512)(self._read)

    def _read(self, name: str) -> MemoryFile:
        return MemoryFile(name, self._paths[name].read_bytes())

    def get(self, name: str) -> MemoryFile | None:
        """The file of that name relative to the folder, or None."""
        return self._file(name) if name in self._paths else None

    def warm(self, suffixes: tuple[str, ...] = (".js", ".css")) -> None:
        """Read and compress ahead what every first visit asks for."""
        for name in self._paths:
            if name.endswith(suffixes):
                self._file(name)
