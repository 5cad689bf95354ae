"""Headers that depend on the settings."""

from __future__ import annotations

import pytest

from waybill.httpd.security_headers import only_by_https, security_headers
from waybill.settings import read_settings


def headers_with(**environment: str) -> dict[bytes, bytes]:
    return dict(security_headers(read_settings(environment)))


def test_a_public_address_is_never_asked_for_by_http_again():
    headers = headers_with(WAYBILL_PUBLIC_URL="https://story.example")
    assert headers[b"strict-transport-security"] == b"max-age=31536000"


def test_without_a_public_address_a_browser_may_come_by_http():
    assert b"strict-transport-security" not in headers_with()


@pytest.mark.parametrize(
    ("header", "sent"),
    [
        ((b"set-cookie", b"a=1; Path=/"), (b"set-cookie", b"a=1; Path=/; Secure")),
        ((b"Set-Cookie", b"a=1; secure"), (b"Set-Cookie", b"a=1; secure")),
        ((b"content-type", b"text/html"), (b"content-type", b"text/html")),
    ],
)
def test_cookies_of_a_public_address_go_by_https_alone(header, sent):
    assert only_by_https(header) == sent
