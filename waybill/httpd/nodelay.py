"""Small answers leave at once, also on a connection that is kept open.

Head and body of an answer are two writes. By Nagle's algorithm the kernel holds the second back until the
first is acknowledged, which a client does 40 ms later. asyncio switches the algorithm off only for sockets
whose protocol number is TCP's, and Streamlit's listening socket has none.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

_OPEN_FILES = Path("/proc/self/fd")  # Linux; elsewhere nothing is changed


def send_at_once() -> int:
    """Switch Nagle's algorithm off for what this process accepts from now on.

    Connections inherit the option from the socket that accepts them. Returns how many such sockets
    there are.
    """
    count = 0
    for listening in _listening_sockets():
        with listening:
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            count += 1
    return count


def _listening_sockets() -> Iterator[socket.socket]:
    """Duplicates of the TCP sockets on which this process listens; close them after use."""
    for name in sorted(os.listdir(_OPEN_FILES)) if _OPEN_FILES.is_dir() else ():
        try:
            copy = os.dup(int(name))
        except OSError:  # closed meanwhile
            continue
        try:
            found = socket.socket(fileno=copy)
        except OSError:  # no socket
            os.close(copy)
            continue
        is_tcp = found.family in (socket.AF_INET, socket.AF_INET6) and (
            found.type == socket.SOCK_STREAM
        )
        if is_tcp and found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            yield found
        else:
            found.close()
