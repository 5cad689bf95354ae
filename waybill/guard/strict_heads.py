"""Heads that two programs may read differently are refused, as RFC 9112 lets or tells a server do.

Behind a proxy, a request that the two end at different bytes hides another one in it. h11 lets the following
through: a bare LF; Content-Length beside Transfer-Encoding, or more than once; Transfer-Encoding in HTTP/1.0;
a value that goes on in the next line; space behind the size of a chunk; HTTP/2.0; and CONNECT, which it takes
for a change of protocol.
"""

from __future__ import annotations

import re

import h11
from h11._receivebuffer import ReceiveBuffer

_REQUEST = re.compile(rb"(\S+) .*HTTP/(\d+)\.(\d+)\r\n")
_FRAMING = re.compile(rb"\r\n(content-length|transfer-encoding)[ \t]*:([^\r]*)", re.IGNORECASE)
_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,16}(;[^\r\n]*)?\r\n")


def fault_of(head: bytes | bytearray) -> str | None:
    """Say why a head, or what has come of it, is refused; None for one that h11 may judge."""
    if head.count(b"\n") != head.count(b"\r\n"):
        return "a line ends without CR"
    if b"\r\n " in head or b"\r\n\t" in head:
        return "a value goes on in the next line"
    request = _REQUEST.match(head)
    if request and request[1] == b"CONNECT":
        return "this is no proxy"
    if request and request[2] != b"1":
        return "not HTTP/1"
    framing = [(name.lower(), value) for name, value in _FRAMING.findall(head)]
    names = [name for name, _ in framing]
    if len(names) > 1 or any(b"," in value for name, value in framing if name[0] == ord("c")):
        return "its length is said twice"
    if request and request[3] == b"0" and names == [b"transfer-encoding"]:
        return "Transfer-Encoding in HTTP/1.0"
    return None


class StrictBuffer(ReceiveBuffer):
    """What h11 has received and not yet read."""

    def maybe_extract_lines(self) -> list[bytearray] | None:
        """Return the lines of a head or trailer, None while its end has not come.

        Raises:
            h11.RemoteProtocolError: two programs may read it differently.
        """
        end = self._data.find(b"\r\n\r\n")
        fault = fault_of(self._data if end < 0 else self._data[: end + 4])
        if fault is not None:
            raise h11.RemoteProtocolError(fault)
        return super().maybe_extract_lines()

    def maybe_extract_next_line(self) -> bytearray | None:
        """Return the line with the size of a chunk, None while its end has not come.

        Raises:
            h11.RemoteProtocolError: it is more than a size and extensions.
        """
        line = super().maybe_extract_next_line()
        if line is not None and not _CHUNK.fullmatch(line):
            raise h11.RemoteProtocolError("illegal size of a chunk")
        return line
