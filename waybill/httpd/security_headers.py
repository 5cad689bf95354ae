"""Security headers. With the default settings a page can send no request to another host."""

from __future__ import annotations

from collections.abc import Sequence

from waybill.settings import ANYONE, NOBODY, OURSELVES, Settings
from waybill.web.content_policy import app_policy

Header = tuple[bytes, bytes]

# Only features that Chromium, Firefox and Safari know: unknown names make them log a warning.
# Copying and sharing a link (clipboard-write, web-share) and full screen stay allowed.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        *("camera", "microphone", "geolocation", "payment", "usb", "serial", "hid", "midi"),
        *("accelerometer", "gyroscope", "magnetometer", "display-capture"),
    )
)


def only_by_https(header: Header) -> Header:
    """Return the header; one that sets a cookie lets browsers send it by https alone."""
    name, value = header
    if name.lower() != b"set-cookie" or b"; secure" in value.lower():
        return header
    return name, value + b"; Secure"


def security_headers(
    settings: Settings, scripts: Sequence[str] = (), *, component: bool = False
) -> list[Header]:
    """Return the headers of every response.

    ``scripts``: what allows the scripts that stand in the page itself, by hash or nonce.
    ``component``: for a document that our own page frames (streamlit-folium's). Our own host may
    always frame that; the headers of the page around it decide who may frame both.
    """
    ancestors = settings.frame_ancestors
    if component and ancestors != (ANYONE,):
        others = (source for source in ancestors if source not in (NOBODY, OURSELVES))
        ancestors = (OURSELVES, *others)
    headers = {
        "content-security-policy": app_policy(settings, ancestors, scripts),
        # The origin to ourselves too: a proxy logs where a request came from, and the secret of a
        # draft's link stands in its query.
        "referrer-policy": "strict-origin",
        "x-content-type-options": "nosniff",
        "permissions-policy": PERMISSIONS,
    }
    if settings.public_url:  # an https address: nobody has to come by http again
        headers["strict-transport-security"] = "max-age=31536000"
    # The older header has only these two values; in other cases it would contradict the policy.
    if ancestors == (NOBODY,):
        headers["x-frame-options"] = "DENY"
    elif ancestors == (OURSELVES,):
        headers["x-frame-options"] = "SAMEORIGIN"
    return [(name.encode(), value.encode()) for name, value in headers.items()]
