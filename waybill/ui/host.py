"""What Streamlit knows of this server and of whoever asks, as the rights of drafts need it."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.secrets import secrets_singleton

from waybill.drafts.rights import Host, Visitor, is_at_machine, is_proxied
from waybill.settings import Settings, settings

KEY_PARAMETER = "draft"


def host_of(wanted: Settings) -> Host:
    """How this server is set up.

    Raises:
        HalfConfiguredError: there is a login without a list of editors, or a list without a login.
    """
    bound: str = st.config.get_option("server.address") or ""
    return Host(
        local=is_at_machine(bound, wanted.public_url),
        login=_has_login(),
        editors=wanted.editors,
        trials=wanted.trials,
    )


def _has_login() -> bool:
    if st.config.get_option("server.trustedUserHeaders"):
        return True
    return bool(secrets_singleton.load_if_toml_exists() and secrets_singleton.get("auth"))


def is_owner() -> bool:
    """Whether the server is for this machine alone, and the visitor sits at it.

    A proxy on the same machine looks like a visitor at it, so a server with a public address or
    behind a proxy has no owner.
    """
    bound: str = st.config.get_option("server.address") or ""
    return is_at_machine(bound, settings().public_url) and not is_proxied(st.context.headers)


def visitor() -> Visitor:
    """Whoever looks at the page now. An address that its login has not verified counts for nothing."""
    user = st.user.to_dict() if _has_login() else {}
    verified = user.get("email_verified", True) is True and user.get("is_logged_in", True) is True
    return Visitor(
        name=str(user.get("email") or "") if verified else "",
        key=st.query_params.get(KEY_PARAMETER, ""),
        proxied=is_proxied(st.context.headers),
    )
