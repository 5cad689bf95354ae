"""Ask routes without a server: one request, one answer, in this process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.routing import BaseRoute, Router

from support.run_async import run_async


@dataclass
class Answered:
    """What a route answered."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def get(routes: Sequence[BaseRoute], address: str, **headers: str) -> Answered:
    """The answer of the routes to a GET request."""
    return run_async(get_now, routes, address, headers)


async def get_now(
    routes: Sequence[BaseRoute],
    address: str,
    headers: dict[str, str] | None = None,
    client: tuple[str, int] = ("127.0.0.1", 1),
) -> Answered:
    """As ``get``, within an event loop."""
    path, _, query = address.partition("?")
    named = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "client": client,
        "path": path,
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
    }
    answer = Answered()

    async def receive() -> dict[str, Any]:
        import anyio

        await anyio.sleep_forever()
        return {}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {k.decode(): v.decode() for k, v in message["headers"]}
        else:
            answer.body += message.get("body", b"")

    await Router(list(routes))(scope, receive, send)  # type: ignore[arg-type]
    return answer
