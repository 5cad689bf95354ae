"""Who may do what with a draft: one pure function, asked at every write.

Closed by default. At the machine itself everything is allowed. A server that others reach and on which
nothing is configured offers trial drafts: whoever holds the secret link works on it, for 30 days, and
it is never published there. With a way to log in and a list of editors, those on the list work on what
is theirs or shared with them. A login without a list, or a list without a login, is a mistake that
must not start.
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, get_args

Action = Literal["start", "read", "write", "publish", "share", "delete"]
ACTIONS: tuple[Action, ...] = get_args(Action)
Role = Literal["owner", "editor", "reader"]
ROLES: tuple[Role, ...] = get_args(Role)

TRIAL_LASTS = timedelta(days=30)
KEY_BYTES = 24
"""Of a secret link: 192 bits."""

_MAY: dict[Role, frozenset[Action]] = {
    "owner": frozenset({"read", "write", "publish", "share", "delete"}),
    "editor": frozenset({"read", "write", "publish"}),
    "reader": frozenset({"read"}),
}
_MAY_WITH_KEY: frozenset[Action] = frozenset({"read", "write", "delete"})


class HalfConfiguredError(ValueError):
    """Settings under which nobody could tell who may do what; says what is missing."""


@dataclass(frozen=True, slots=True)
class Host:
    """How this server is set up.

    ``local``: it listens on this machine alone and has no public address. ``login``: something
    tells it who a visitor is. ``editors``: addresses, or ``@domain`` for everybody there.
    """

    local: bool = False
    login: bool = False
    editors: tuple[str, ...] = ()
    trials: bool = True

    def __post_init__(self) -> None:
        """Refuse half a configuration."""
        if self.login and not self.editors:
            raise HalfConfiguredError(
                "Visitors can log in, but WAYBILL_EDITORS names nobody who may write. Set it to "
                "addresses or @domains, such as “ann@news.example @desk.example”, or take the "
                "login out."
            )
        if self.editors and not self.login:
            raise HalfConfiguredError(
                "WAYBILL_EDITORS names editors, but nothing tells who a visitor is. Configure "
                "[auth] in .streamlit/secrets.toml or server.trustedUserHeaders, or take "
                "WAYBILL_EDITORS out."
            )


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever asks. ``name`` is the address that a login gave, ``key`` the secret of a link.

    ``proxied``: the request came through a proxy, so that it may come from anywhere.
    """

    name: str = ""
    key: str = ""
    proxied: bool = True

    @property
    def known_as(self) -> str:
        """How the history names them."""
        return self.name or ("somebody with the link" if self.proxied else "the owner")


@dataclass(frozen=True, slots=True)
class Access:
    """A draft, as far as it matters for who may.

    ``role`` is the visitor's, None without one. ``key_hash`` is that of a trial's secret link.
    """

    trial: bool = False
    role: Role | None = None
    key_hash: str = ""
    expired: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is allowed; if not, ``why`` says so in a sentence."""

    allowed: bool
    why: str = ""


YES = Decision(True)


def decide(host: Host, visitor: Visitor, action: Action, access: Access | None = None) -> Decision:
    """Say whether a visitor may do something, with a draft or (``start``) without one."""
    if host.login:
        return _with_login(host, visitor, action, access)
    if host.local and not visitor.proxied:
        return YES
    if not host.trials:
        return Decision(False, "This server keeps no drafts of visitors.")
    if action == "start":
        return YES
    if access is None or not access.trial or not opens(visitor.key, access.key_hash):
        return Decision(False, "There is no such draft, or this is not its link.")
    if access.expired:
        return Decision(False, "This draft was kept for 30 days and is gone.")
    if action not in _MAY_WITH_KEY:
        return Decision(
            False, "A trial draft is not published or shared on this server; download its folder."
        )
    return YES


def _with_login(host: Host, visitor: Visitor, action: Action, access: Access | None) -> Decision:
    if not visitor.name:
        return Decision(False, "Log in to work on stories here.")
    edits = is_editor(visitor.name, host.editors)
    if not edits and action != "read":
        return Decision(False, "Your address is not on this server's list of editors.")
    if action == "start":
        return YES
    role = access.role if access is not None and not access.trial else None
    if role is None:
        return Decision(False, "There is no such draft, or it is not shared with you.")
    if action not in _MAY[role]:
        return Decision(False, f"You are {role} of this story; {_who_may(action)} may do that.")
    return YES


def _who_may(action: Action) -> str:
    roles = [role for role in ROLES if action in _MAY[role]]
    return "its owner" if roles == ["owner"] else f"its {' or '.join(roles)}"


def is_editor(name: str, editors: Iterable[str]) -> bool:
    """Whether an address is on the list, or its domain is."""
    address = name.strip().casefold()
    domain = address.rpartition("@")[2] if "@" in address else ""
    return any(one in (address, f"@{domain}" if domain else "") for one in editors)


def is_at_machine(bound: str, public_url: str | None) -> bool:
    """Whether a server with this listening address is reached from its own machine alone."""
    if public_url:
        return False
    if bound == "localhost":
        return True
    try:
        return ipaddress.ip_address(bound).is_loopback
    except ValueError:
        return False


def is_proxied(headers: Iterable[str]) -> bool:
    """Whether the names of a request's headers say that a proxy passed it on."""
    return any(
        name.lower() in ("forwarded", "via", "x-real-ip") or name.lower().startswith("x-forwarded")
        for name in headers
    )


def new_key() -> str:
    """The secret of a new link."""
    return secrets.token_urlsafe(KEY_BYTES)


def hash_of(key: str) -> str:
    """What the store keeps of a secret: 192 random bits need no salt and no slow hash."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def opens(key: str, key_hash: str) -> bool:
    """Whether a secret is the one whose hash was kept."""
    return bool(key and key_hash) and secrets.compare_digest(hash_of(key), key_hash)
