"""CPU time of this process and of all that descend from it, browsers and servers too (Linux)."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_of(pid: int) -> float:
    """The CPU seconds of one process so far."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS


def _stat(pid: int) -> list[str]:
    """The fields of /proc/…/stat after the name: [11] and [12] are CPU, [19] is when it began."""
    stat = Path(f"/proc/{pid}/stat").read_text()
    return stat[stat.rindex(")") + 2 :].split()


class ProcessTree:
    """The CPU time of this process and of all that descend from it."""

    def __init__(self) -> None:
        """Begin to count, from when this process began."""
        self._known: dict[tuple[int, str], float] = {}
        self._reaped = 0.0
        self._seen_of_ended = 0.0
        self._spent = 0.0
        self._lock = threading.Lock()
        # A process that ends takes with it what it has used since it was last looked at.
        threading.Thread(target=self._keep_looking, daemon=True).start()

    def spent(self) -> float:
        """Return the CPU seconds since the last call, the first time since the process began."""
        with self._lock:
            self._look()
            spent, self._spent = self._spent, 0.0
        return spent

    def _keep_looking(self) -> None:
        while True:
            time.sleep(0.5)
            with self._lock:
                self._look()

    def _look(self) -> None:
        found = dict(self._living(os.getpid()))
        times = os.times()
        reaped = times.children_user + times.children_system
        counted = sum(cpu for process, cpu in self._known.items() if process not in found)
        living = sum(cpu - self._known.get(process, 0.0) for process, cpu in found.items())
        # The system counts a child that ended once this process has waited for it, with its own
        # children: all but what was seen while they ran.
        self._seen_of_ended += counted
        ended = reaped - self._reaped
        seen = min(ended, self._seen_of_ended)
        self._seen_of_ended -= seen
        self._known, self._reaped = found, reaped
        self._spent += living + ended - seen

    def _living(self, pid: int) -> Iterator[tuple[tuple[int, str], float]]:
        try:
            fields = _stat(pid)
            threads = os.listdir(f"/proc/{pid}/task")
            children = [Path(f"/proc/{pid}/task/{one}/children").read_text() for one in threads]
        except OSError:  # it has ended
            return
        yield (pid, fields[19]), (int(fields[11]) + int(fields[12])) / TICKS
        for child in " ".join(children).split():
            yield from self._living(int(child))
