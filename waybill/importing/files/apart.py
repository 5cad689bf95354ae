"""Work on what strangers bring, done in a process of its own, so that no file can hold up or end the server.

A script of ours gets a line of JSON on standard input, then the bytes of the files that the line names, and
answers on standard output. It may use 2 GB and 60 seconds of a processor (limit_process), so one runs at a
time for all visitors. Addresses take turns: six files that are slow to read hold up another visitor by one of them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from typing import Any

from waybill.guard.addresses import address_of_visit
from waybill.limiter import FairTurns

MAX_SECONDS = 120
GATE = FairTurns(waiting=16, waiting_each=6, wait_seconds=MAX_SECONDS + 30.0)
TOO_MUCH = "what was brought takes too much time or memory to open; bring a part of it, or one file at a time"


def run_apart(
    script: str, files: Sequence[tuple[str, bytes]], more: Mapping[str, Any]
) -> bytes | None:
    """What a script makes of ``(name, bytes)`` of files; None when it took too much time or memory.

    Raises BusyError when too many wait.
    """
    names, sizes = [name for name, _ in files], [len(data) for _, data in files]
    head = {"names": names, "sizes": sizes, **more}
    sent = json.dumps(head).encode() + b"\n" + b"".join(data for _, data in files)
    # What a process that is ended leaves behind goes with its folder.
    # -P: the modules beside the script must not stand in for installed ones of the same name
    command = [sys.executable, "-P", script]
    try:
        with GATE.turn(address_of_visit()), _scratch() as scratch:
            done = subprocess.run(  # noqa: S603 - our own script; the files are on standard input
                command,
                input=sent,
                capture_output=True,
                timeout=MAX_SECONDS,
                check=False,
                env={**os.environ, "TMPDIR": scratch},
            )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 else None


def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="waybill-apart-", ignore_cleanup_errors=True)


def received() -> tuple[dict[str, Any], list[tuple[str, bytes]]]:
    """In such a script: the head that it was sent, and the files."""
    head = json.loads(sys.stdin.buffer.readline())
    pairs = zip(head["names"], head["sizes"], strict=True)
    return head, [(name, sys.stdin.buffer.read(size)) for name, size in pairs]
