"""Answers are not held back until the client has acknowledged their head."""

from __future__ import annotations

import os
import socket
import sys

import pytest

from waybill.httpd.nodelay import send_at_once

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def sends_at_once(connection: socket.socket) -> bool:
    return connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_connections_accepted_afterwards_send_at_once():
    with socket.socket() as listening:  # without a protocol number, as Streamlit makes it
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as before:
            assert not sends_at_once(before)
        assert send_at_once() >= 1
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as after:
            assert sends_at_once(after)


def test_other_files_stay_as_they_are(tmp_path):
    (tmp_path / "file").write_text("kept")
    one, other = socket.socketpair()
    with (tmp_path / "file").open() as file, one, other:
        before = os.listdir("/proc/self/fd")
        send_at_once()
        assert len(os.listdir("/proc/self/fd")) == len(before)
        assert file.read() == "kept"
        one.sendall(b"still open")
        assert other.recv(10) == b"still open"
