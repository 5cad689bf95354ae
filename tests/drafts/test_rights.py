"""Who may do what, as a table."""

from __future__ import annotations

import itertools

import pytest

from waybill.drafts.rights import (
    ACTIONS,
    Access,
    Action,
    HalfConfiguredError,
    Host,
    Visitor,
    decide,
    hash_of,
    is_at_machine,
    is_editor,
    is_proxied,
    new_key,
)

KEY = new_key()
HOSTS = {
    "own machine": Host(local=True),
    "public": Host(),
    "public without trials": Host(trials=False),
    "login": Host(login=True, editors=("ann@desk.example", "@news.example")),
    "login on the own machine": Host(local=True, login=True, editors=("ann@desk.example",)),
}
VISITORS = {
    "at the machine": Visitor(proxied=False),
    "from outside": Visitor(),
    "with the key": Visitor(key=KEY),
    "with another key": Visitor(key=new_key()),
    "editor": Visitor(name="Ann@desk.example"),
    "of the domain": Visitor(name="bob@news.example"),
    "logged in": Visitor(name="eve@news.example.evil.example"),
}
DRAFTS = {
    "none": None,
    "trial": Access(trial=True, key_hash=hash_of(KEY)),
    "old trial": Access(trial=True, key_hash=hash_of(KEY), expired=True),
    "of somebody": Access(),
    "own": Access(role="owner"),
    "shared to edit": Access(role="editor"),
    "shared to read": Access(role="reader"),
}
ON_DRAFTS = "read write publish share delete"
EDITS, KEYHOLDER = "read write publish", "read write delete"
# (host, visitor, draft): what is allowed. Whatever is not here is refused.
ALLOWED: dict[tuple[str, str, str], str] = {
    **{("own machine", "at the machine", draft): f"start {ON_DRAFTS}" for draft in DRAFTS},
    **{
        (host, visitor, draft): "start"
        for host, visitor, draft in itertools.product(("own machine", "public"), VISITORS, DRAFTS)
        if (host, visitor) != ("own machine", "at the machine")
    },
    **{(host, "with the key", "trial"): f"start {KEYHOLDER}" for host in ("own machine", "public")},
    **{
        ("login", visitor, draft): f"start {may}"
        for visitor in ("editor", "of the domain")
        for draft, may in {
            **dict.fromkeys(DRAFTS, ""),
            "own": ON_DRAFTS,
            "shared to edit": EDITS,
            "shared to read": "read",
        }.items()
    },
    **{
        ("login on the own machine", "editor", draft): f"start {may}"
        for draft, may in {
            **dict.fromkeys(DRAFTS, ""),
            "own": ON_DRAFTS,
            "shared to edit": EDITS,
            "shared to read": "read",
        }.items()
    },
    # Who is no editor reads what was shared, and nothing more.
    **{
        (host, visitor, draft): "read"
        for host, visitors in {
            "login": ("logged in",),
            "login on the own machine": ("logged in", "of the domain"),
        }.items()
        for visitor in visitors
        for draft in ("own", "shared to edit", "shared to read")
    },
}


@pytest.mark.parametrize("host", HOSTS)
def test_the_table_of_rights(host: str) -> None:
    for visitor, draft, action in itertools.product(VISITORS, DRAFTS, ACTIONS):
        decision = decide(HOSTS[host], VISITORS[visitor], action, DRAFTS[draft])
        wanted = action in ALLOWED.get((host, visitor, draft), "").split()
        assert decision.allowed == wanted, (host, visitor, draft, action)
        assert decision.allowed != bool(decision.why.endswith(".")), (decision, action)


@pytest.mark.parametrize(
    ("visitor", "action", "draft", "why"),
    [
        ("with the key", "publish", "trial", "A trial draft is not published or shared on this"),
        ("with the key", "read", "old trial", "This draft was kept for 30 days and is gone."),
        ("with another key", "read", "trial", "There is no such draft, or this is not its link."),
        ("with another key", "read", "none", "There is no such draft, or this is not its link."),
    ],
)
def test_a_refusal_says_why_and_never_whether_a_draft_exists(
    visitor: str, action: Action, draft: str, why: str
) -> None:
    decision = decide(HOSTS["public"], VISITORS[visitor], action, DRAFTS[draft])
    assert decision.why.startswith(why)


def test_half_a_configuration_is_refused_with_what_is_missing() -> None:
    with pytest.raises(HalfConfiguredError, match="WAYBILL_EDITORS names nobody"):
        Host(login=True)
    with pytest.raises(HalfConfiguredError, match="nothing tells who a visitor is"):
        Host(editors=("ann@desk.example",))


def test_a_key_has_at_least_128_random_bits_and_only_its_hash_is_kept() -> None:
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert min(map(len, keys)) * 6 >= 128
    assert all(len(hash_of(key)) == 64 and key not in hash_of(key) for key in keys)


def test_an_editor_is_an_address_or_anybody_of_a_domain() -> None:
    editors = ("ann@desk.example", "@news.example")
    assert is_editor(" ANN@desk.example", editors)
    assert is_editor("bob@news.example", editors)
    for stranger in ("", "@", "bob", "news.example", "bob@desk.example", "x@y@evil.example"):
        assert not is_editor(stranger, editors)


def test_only_a_server_that_listens_on_this_machine_alone_is_local() -> None:
    for bound in ("127.0.0.1", "::1", "localhost", "127.8.8.8"):
        assert is_at_machine(bound, None)
    for bound in ("", "0.0.0.0", "::", "192.168.1.2", "host.example"):
        assert not is_at_machine(bound, None)
    assert not is_at_machine("127.0.0.1", "https://host.example")


def test_a_request_that_a_proxy_passed_on_may_come_from_anywhere() -> None:
    for header in ("X-Forwarded-For", "x-forwarded-host", "Forwarded", "Via", "X-Real-IP"):
        assert is_proxied(["Host", header])
    assert not is_proxied(["Host", "User-Agent", "Cookie"])
