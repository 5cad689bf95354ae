"""Whose request it is, as far as fairness needs it: the address, or the network of an IPv6 address."""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

THIS_MACHINE = "127.0.0.1"


def address_of(scope: Mapping[str, Any]) -> str:
    """Return whom a request comes from.

    Behind a proxy that is what the proxy says in X-Forwarded-For, if it may be believed: uvicorn puts it
    into the scope for requests from the addresses in FORWARDED_ALLOW_IPS (127.0.0.1 without it), and
    takes nobody else's word. An IPv6 address counts by its first 64 bits, which one household has.
    """
    client = scope.get("client")
    return _network(str(client[0]) if client else "")


@lru_cache(4096)
def _network(host: str) -> str:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    if address.is_loopback:
        return THIS_MACHINE
    return str(ipaddress.ip_network((address, 64), strict=False))


def address_of_visit() -> str:
    """Return whom the page is for that this thread makes, as ``address_of`` does; "" outside a page.

    Streamlit has it from the websocket; it tells nothing of visitors of this machine.
    """
    if "streamlit.runtime" not in sys.modules:  # the command line
        return ""
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    if get_script_run_ctx(suppress_warning=True) is None:
        return ""
    address = st.context.ip_address
    return address_of({"client": (address if isinstance(address, str) else THIS_MACHINE, 0)})
