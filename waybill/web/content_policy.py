"""Content-Security-Policy: what a page may load, for the app and for the reader edition.

Neither can ask another host for anything, unless whoever runs the app has set a tile server.
"""

from __future__ import annotations

from collections.abc import Sequence

from waybill.settings import OURSELVES, Settings


def app_policy(settings: Settings, ancestors: Sequence[str], scripts: Sequence[str]) -> str:
    """The policy of the app's pages; ``ancestors``: who may frame them.

    ``scripts`` allows the scripts that stand in the page itself, by hash or nonce; no other one runs,
    no text becomes a script, and no attribute such as onclick. Streamlit sets styles inline. 'self'
    covers the websocket of the same host (CSP 3: Chromium 71, Firefox, Safari 16); with a public URL
    the socket is named too, for older ones.
    """
    connect, images = [OURSELVES], [OURSELVES, "data:", "blob:"]
    if settings.public_url:
        host = settings.public_url.removeprefix("https://").partition("/")[0]
        connect.append(f"wss://{host}")
    if settings.tiles:
        images.append(settings.tiles.origin)
    return _policy(
        ("default-src", OURSELVES),
        ("script-src", OURSELVES, *scripts),
        ("style-src", OURSELVES, "'unsafe-inline'"),
        ("img-src", *images),
        ("font-src", OURSELVES, "data:"),
        ("connect-src", *connect),
        ("worker-src", OURSELVES),
        ("frame-src", OURSELVES),
        ("object-src", "'none'"),
        ("base-uri", OURSELVES),
        ("form-action", OURSELVES),
        ("frame-ancestors", *ancestors),
    )


def edition_policy() -> str:
    """The policy of an edition's pages, in a <meta> element: which may not say who frames them.

    'none' first, then what a page needs. JSON-LD is a data block and no script. No text becomes HTML or
    the address of a script but by the one policy of web/host/trusted_types.js.
    """
    return _policy(
        ("default-src", "'none'"),
        ("script-src", OURSELVES),
        ("style-src", OURSELVES),
        ("img-src", OURSELVES, "data:", "blob:"),
        ("connect-src", OURSELVES),
        ("worker-src", OURSELVES),
        ("base-uri", "'none'"),
        ("form-action", "'none'"),
        ("require-trusted-types-for", "'script'"),
        ("trusted-types", "default"),
    )


def missing_page_policy() -> str:
    """The policy of an edition's page for a missing address, which loads nothing at all."""
    return _policy(("default-src", "'none'"), ("img-src", "data:"), ("base-uri", "'none'"))


def _policy(*directives: tuple[str, ...]) -> str:
    return "; ".join(" ".join(directive) for directive in directives)
