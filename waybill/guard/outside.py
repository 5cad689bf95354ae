"""Streamlit's ties to hosts outside, cut: one that a server asks, and those that may steer a page.

Streamlit compares a foreign Origin with the machine's own address as the internet sees it, and asks a host outside
for that: in the loop that serves everybody, for two seconds and more where nothing answers, each time that
somebody sends an Origin. And pages at the addresses of its hosting service may send messages to an open page,
which change its links and where it uploads to.
"""

from __future__ import annotations

from streamlit import config, net_util

STEERED_BY = "client.allowedOrigins"


def cut_ties() -> None:
    """Let Streamlit ask no host for this machine's address, and let only hosts that were set steer a page."""
    net_util.get_external_ip = _unknown
    if not config.is_manually_set(STEERED_BY):
        config.set_option(STEERED_BY, [])


def _unknown() -> str | None:
    return None
