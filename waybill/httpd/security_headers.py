"""Security headers: with the default settings no request of a page can leave the host that served it."""

from __future__ import annotations

from waybill.settings import ANYONE, NOBODY, OURSELVES, Settings

Header = tuple[bytes, bytes]

# Only features that Chromium, Firefox and Safari know: an unknown name is a warning in the console.
# Copying and sharing a link (clipboard-write, web-share) and full screen stay allowed.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        *("camera", "microphone", "geolocation", "payment", "usb", "serial", "hid", "midi"),
        *("accelerometer", "gyroscope", "magnetometer", "display-capture"),
    )
)


def security_headers(settings: Settings, *, component: bool = False) -> list[Header]:
    """The headers of every answer.

    ``component``: for a document that our own page frames (streamlit-folium's), so our own host may
    always frame it; who may frame the page around it then decides.
    """
    ancestors = settings.frame_ancestors
    if component and ancestors != (ANYONE,):
        others = (source for source in ancestors if source not in (NOBODY, OURSELVES))
        ancestors = (OURSELVES, *others)
    headers = {
        "content-security-policy": content_policy(settings, ancestors),
        "referrer-policy": "strict-origin-when-cross-origin",
        "x-content-type-options": "nosniff",
        "permissions-policy": PERMISSIONS,
    }
    # The older header knows these two cases only; with others it would contradict the policy.
    if ancestors == (NOBODY,):
        headers["x-frame-options"] = "DENY"
    elif ancestors == (OURSELVES,):
        headers["x-frame-options"] = "SAMEORIGIN"
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def content_policy(settings: Settings, ancestors: tuple[str, ...]) -> str:
    """The Content-Security-Policy.

    streamlit-folium runs the map's script with eval; Streamlit sets styles inline and starts its
    page with an inline script. 'self' covers the websocket of the same host (CSP 3: Chromium 71,
    Firefox, Safari 16); with a public URL the socket is named too, for older ones.
    """
    connect, images = [OURSELVES], [OURSELVES, "data:", "blob:"]
    if settings.public_url:
        host = settings.public_url.removeprefix("https://").partition("/")[0]
        connect.append(f"wss://{host}")
    if settings.tiles:
        images.append(settings.tiles.origin)
    directives = (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        f"img-src {' '.join(images)}",
        "font-src 'self' data:",
        f"connect-src {' '.join(connect)}",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        f"frame-ancestors {' '.join(ancestors)}",
    )
    return "; ".join(directives)
