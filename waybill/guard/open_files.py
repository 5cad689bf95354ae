"""How many files a server may have open: a connection is one, and where none is left nobody gets in."""

from __future__ import annotations

import os

WANTED = 65_536
RESERVED = 200
"""Files that are no connections: libraries, the story, the log, sub-processes, and some to spare."""


def raise_limit() -> int:
    """Raise this process's limit of open files as far as it may; returns what it is then."""
    try:
        import resource
    except ImportError:  # not a Unix
        return WANTED
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    infinite = resource.RLIM_INFINITY
    most = WANTED if hard == infinite else min(WANTED, hard)
    if soft != infinite and soft < most:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        except (OSError, ValueError):
            most = soft
    return most if soft == infinite else max(soft, most)


def in_use() -> int:
    """Return how many files this process has open; 0 where that cannot be told."""
    try:
        return len(os.listdir("/proc/self/fd"))
    except OSError:
        return 0
