"""Streamlit asks no host outside, and no page of another host steers ours."""

from __future__ import annotations

import pytest
import requests
from streamlit import config, net_util
from streamlit.web.server import server_util

from waybill.guard.outside import STEERED_BY, cut_ties


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is changed in Streamlit holds for one test."""
    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)
    monkeypatch.setattr(net_util, "_external_ip", None)


def test_a_foreign_origin_makes_the_server_ask_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(requests, "get", lambda url, **_: asked.append(url))
    assert not server_util.is_url_from_allowed_origins("https://elsewhere.invalid")
    assert asked  # as Streamlit is
    asked.clear()
    cut_ties()
    assert not server_util.is_url_from_allowed_origins("https://elsewhere.invalid")
    assert asked == []
    assert server_util.is_url_from_allowed_origins("http://localhost:8501")


def test_hosts_that_were_set_may_steer_a_page_and_no_others() -> None:
    before = config.get_option(STEERED_BY), config.get_where_defined(STEERED_BY)
    try:
        config.set_option(STEERED_BY, ["https://*.streamlit.app"], "<default>")
        cut_ties()
        assert config.get_option(STEERED_BY) == []
        config.set_option(STEERED_BY, ["https://news.example"], "environment variable")
        cut_ties()
        assert config.get_option(STEERED_BY) == ["https://news.example"]
    finally:
        config.set_option(STEERED_BY, *before)
