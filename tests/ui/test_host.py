"""The rights of drafts see the server and the visitor as Streamlit does, and half a set-up does not start."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from support.running import ROOT

from waybill.drafts.rights import HalfConfiguredError, Host, Visitor
from waybill.httpd.inject import inject_metadata
from waybill.httpd.requests import RequestReader
from waybill.settings import Settings
from waybill.story import StoryFolder
from waybill.ui import host


class Context:
    def __init__(self, **headers: str) -> None:
        self.headers = headers


def configure(patch: pytest.MonkeyPatch, bound: str, trusted: dict[str, str] | None = None) -> None:
    options = {"server.address": bound, "server.trustedUserHeaders": trusted or {}}
    patch.setattr(host.st.config, "get_option", options.__getitem__)
    patch.setattr(host.secrets_singleton, "load_if_toml_exists", lambda: False)


def test_a_server_is_local_or_public_as_it_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, "127.0.0.1")
    assert host.host_of(Settings()) == Host(local=True)
    assert host.host_of(Settings(public_url="https://a.example", trials=False)) == Host(
        trials=False
    )
    configure(monkeypatch, "0.0.0.0")
    assert host.host_of(Settings()) == Host()


def test_trusted_headers_are_a_login(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, "127.0.0.1", {"X-Email": "email"})
    assert host.host_of(Settings(editors=("@a.example",))).login
    with pytest.raises(HalfConfiguredError, match="WAYBILL_EDITORS names nobody"):
        host.host_of(Settings())


@pytest.mark.parametrize(
    ("user", "name"),
    [
        ({"email": "ann@a.example", "is_logged_in": True}, "ann@a.example"),
        ({"email": "ann@a.example", "email_verified": True}, "ann@a.example"),
        ({"email": "ann@a.example", "email_verified": False}, ""),
        ({"email": "ann@a.example", "is_logged_in": False}, ""),
        ({"is_logged_in": False}, ""),
    ],
)
def test_only_an_address_that_the_login_vouches_for_counts(
    monkeypatch: pytest.MonkeyPatch, user: dict[str, object], name: str
) -> None:
    class User:
        def to_dict(self) -> dict[str, object]:
            return user

    configure(monkeypatch, "127.0.0.1", {"X-Email": "email"})
    monkeypatch.setattr(host.st, "user", User())
    monkeypatch.setattr(host.st, "query_params", {"draft": "k"})
    monkeypatch.setattr(host.st, "context", Context())
    assert host.visitor() == Visitor(name=name, key="k", proxied=False)


def test_without_a_login_nobody_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, "127.0.0.1")
    monkeypatch.setattr(host.st, "query_params", {})
    monkeypatch.setattr(host.st, "context", Context(**{"X-Forwarded-For": "203.0.113.9"}))
    assert host.visitor() == Visitor()


@pytest.mark.parametrize("path", ["/", "/check", "/table"])
def test_no_page_repeats_the_secret_of_a_drafts_link_in_its_head(path: str) -> None:
    body = b"<html><head><title>Streamlit</title></head><body><div id='root'></div></body></html>"
    request = RequestReader(StoryFolder(ROOT / "data")).read(
        "from=2023-09-08&draft=secret-of-a-link"
    )
    page = inject_metadata(body, path, request)
    assert len(page) > len(body)
    assert b"secret-of-a-link" not in page


@pytest.mark.slow
def test_a_server_that_is_half_configured_does_not_start() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import waybill.server"],
        cwd=ROOT,
        env={**os.environ, "WAYBILL_EDITORS": "ann@news.example"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert (
        done.stderr.strip()
        .splitlines()[-1]
        .startswith("WAYBILL_EDITORS names editors, but nothing")
    )
