"""Requests that two programs may end at different bytes are refused, and hide no other request."""

from __future__ import annotations

import socket

import pytest

HOST = b"Host: here\r\n"
POST = b"POST / HTTP/1.1\r\n" + HOST
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
END = b"\r\n0\r\n\r\n"
HIDDEN = b"GET /size/7 HTTP/1.1\r\n" + HOST + b"\r\n"
REFUSED = {
    "both lengths": POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "both, other way round": POST
    + b"TRANSFER-encoding:chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "two lengths": POST + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
    "the same twice": POST + b"Content-Length: 4\r\ncontent-length: 4\r\n\r\nabcd",
    "a list": POST + b"Content-Length: 4, 4\r\n\r\nabcd",
    "a sign": POST + b"Content-Length: +4\r\n\r\nabcd",
    "hex": POST + b"Content-Length: 0x4\r\n\r\nabcd",
    "empty": POST + b"Content-Length:\r\n\r\n",
    "digits of another script": POST + "Content-Length: ٤\r\n\r\nabcd".encode(),
    "two encodings": POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "encoding twice": POST + b"Transfer-Encoding: chunked\r\n" * 2 + b"\r\n0\r\n\r\n",
    "another encoding": POST + b"Transfer-Encoding: identity\r\n\r\n",
    "space before the colon": POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "control sign": POST + b"Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n",
    "encoding in HTTP/1.0": POST.replace(b"1.1", b"1.0") + CHUNKED[len(POST) :] + b"0\r\n\r\n",
    "next line": POST + b"X-Other: a\r\n b\r\n\r\n",
    "next line, tab": POST + b"Transfer-Encoding:\r\n\tchunked\r\n\r\n0\r\n\r\n",
    "no size": CHUNKED + b"zz\r\nab" + END,
    "0x": CHUNKED + b"0x2\r\nab" + END,
    "negative": CHUNKED + b"-2\r\nab" + END,
    "too large": CHUNKED + b"F" * 17 + b"\r\nab" + END,
    "space": CHUNKED + b"2 \r\nab" + END,
    "bare LF": CHUNKED + b"2\nab" + END,
    "bare LF in an extension": CHUNKED + b"2;a\nb\r\nab" + END,
    "bare LF in a trailer": CHUNKED + b"2\r\nab\r\n0\r\nX: y\n\r\n",
    "more than its size": CHUNKED + b"2\r\nabcd" + END,
    "two hosts": b"GET / HTTP/1.1\r\n" + HOST + b"Host: there\r\n\r\n",
    "bare CR": b"GET / HTTP/1.1\r\n" + HOST + b"X-A: b\rX-B: c\r\n\r\n",
    "NUL": b"GET / HTTP/1.1\r\n" + HOST + b"X-A: b\x00\r\n\r\n",
    "proxy": b"CONNECT there:443 HTTP/1.1\r\n" + HOST + b"\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_it_is_refused_and_nothing_after_it_is_answered(address, data: bytes) -> None:
    assert said(address, data + HIDDEN).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    "data",
    [
        POST + b"Content-Length: 4\r\n\r\n\r\n x",
        CHUNKED + b"2;name=value\r\nab\r\n3\r\nc\nd" + END,
        CHUNKED.replace(b"chunked", b"Chunked") + b"000a\r\n0123456789\r\n0\r\nX-Sum: 1\r\n\r\n",
    ],
)
def test_a_body_of_one_length_is_read_and_the_next_request_answered(address, data: bytes) -> None:
    end = HIDDEN.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    assert said(address, data + end).count(b"HTTP/1.1 200") == 2


def said(address: tuple[str, int], data: bytes) -> bytes:
    """All that a server says until it ends the connection."""
    answer = b""
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(data)
        try:
            while piece := connection.recv(4096):
                answer += piece
        except ConnectionResetError:
            pass
    assert answer.count(b"HTTP/1.1") == answer.count(b"200 OK") + answer.count(b"400 Bad")
    return answer if b"200 OK" not in answer or b"400" not in answer else b"200 and 400"
