"""Twenty viewers who send large messages, and what memory stays when they have gone: a part of soak_server.py."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from support.live_viewers import close_viewers, memory_mb, open_viewers
from support.running import Server

from tools.soak_slow import settle

VIEWERS, EACH = 20, 3
SIZE, WIDGETS = 9_900_000, 200_000
FILES, SHORT = 4_900_000, 8_600
BOUND_MB = 40.0
"""That may stay; 100 MB did after messages that say nothing, and 1,200 after those of many widgets."""


def kinds() -> dict[str, bytes]:
    """Messages that say nothing, and some of very many things."""
    many, short, files, parsed = BackMsg(), BackMsg(), BackMsg(), BackMsg()
    for number in range(WIDGETS):
        widget = many.rerun_script.widget_states.widgets.add()
        widget.id, widget.string_value = f"$$ID-{number}", "a" * 20
    for number in range(SHORT):
        short.rerun_script.widget_states.widgets.add().id = f"{number:x}"
    widget = files.rerun_script.widget_states.widgets.add()
    widget.chat_input_value.file_uploader_state.MergeFromString(b"\x12\x00" * FILES)
    widget = parsed.rerun_script.widget_states.widgets.add()
    widget.json_value = "[" + "[]," * (SIZE // 3 - 20) + "[]]"
    return {
        "that say nothing": b"\xff" * SIZE,
        "of many widgets": many.SerializeToString(),
        "of many widgets in 64 kB": short.SerializeToString(),
        "of many files": files.SerializeToString(),
        "of JSON": parsed.SerializeToString(),
    }


async def messages(server: Server, _: int) -> bool:
    """Send messages of each kind."""
    assert server.process is not None
    pid = server.process.pid
    kept = []
    await close_viewers(await open_viewers(server.url, 1))
    for kind, data in kinds().items():
        await asyncio.to_thread(settle, pid)
        there = await open_viewers(server.url, VIEWERS, at_once=2)
        before = memory_mb(pid)
        for viewer in there:
            with suppress(OSError, AttributeError, websockets.ConnectionClosed):
                for _ in range(EACH):
                    await viewer.connection.send(data)
        await close_viewers(there)
        await asyncio.sleep(5)
        stays = memory_mb(pid) - before
        kept.append(stays <= BOUND_MB)
        print(f"messages {kind}: {len(data) / 1e6:.1f} MB, {EACH} from each of {VIEWERS} viewers;")
        print(f"  {before:.0f} MB before, {stays:+.0f} MB afterwards, bound {BOUND_MB:.0f}")
    return all(kept)
