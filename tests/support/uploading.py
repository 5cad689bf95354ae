"""Visitors without a browser who bring a file to the page "Your own story", as its upload field does."""

from __future__ import annotations

import asyncio
import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from support.live_viewers import Viewer, open_viewer

PAGE = "check"
"""The address of the page."""
_COOKIE = re.compile(r"_streamlit_xsrf=([^;]+)")


@dataclass
class Bringer(Viewer):
    """A viewer who can bring files."""

    field: str = ""  # the id of the upload field
    urls: FileURLs | None = None  # where a file may be sent

    async def bring(self, url: str, name: str, data: bytes, seconds: float) -> bool:
        """Bring one file, and take the page that comes of it; whether that came within ``seconds``."""
        await self.run(page=PAGE)
        token = await asyncio.to_thread(_token, url)
        asking = BackMsg()
        asking.file_urls_request.request_id = "one"
        asking.file_urls_request.file_names.append(name)
        asking.file_urls_request.session_id = self.session
        await self.connection.send(asking.SerializeToString())
        while self.urls is None:
            await self.take()
        await asyncio.to_thread(_send, url, self.urls, data, token)
        told = BackMsg()
        told.rerun_script.page_name = PAGE
        widget = told.rerun_script.widget_states.widgets.add()
        widget.id = self.field
        file = widget.file_uploader_state_value.uploaded_file_info.add()
        file.file_id, file.name, file.size = self.urls.file_id, name, len(data)
        file.file_urls.CopyFrom(self.urls)
        await self.connection.send(told.SerializeToString())
        try:
            async with asyncio.timeout(seconds):
                while not self._take(await self.connection.recv()):
                    pass
        except TimeoutError:
            return False
        return True

    def _take(self, data: Any) -> bool:
        message = ForwardMsg()
        message.ParseFromString(data)
        kind = message.WhichOneof("type")
        if kind == "delta":
            element = message.delta.new_element
            if element.WhichOneof("type") == "file_uploader":
                self.field = element.file_uploader.id
        elif kind == "file_urls_response":
            self.urls = message.file_urls_response.file_urls[0]
        return super()._take(data)


async def open_bringer(url: str, address: str) -> Bringer:
    """Open a page's websocket for a visitor from ``address``, as a proxy would name it."""
    viewer = await open_viewer(url, headers={"X-Forwarded-For": address})
    return Bringer(viewer.connection)


def _token(url: str) -> str:
    with urllib.request.urlopen(f"{url}/_stcore/health") as answer:
        found = _COOKIE.search(str(answer.headers["Set-Cookie"]))
    assert found is not None
    return found[1]


def _send(url: str, urls: FileURLs, data: bytes, token: str) -> None:
    """Send a file to where the page said. Raises urllib.error.HTTPError when it is refused."""
    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="brought"\r\n\r\n'
    headers = {
        "Content-Type": "multipart/form-data; boundary=x",
        "Cookie": f"_streamlit_xsrf={token}",
        "X-Xsrftoken": token,
    }
    request = urllib.request.Request(
        f"{url}/{urls.upload_url.lstrip('/')}",
        data=head + data + b"\r\n--x--\r\n",
        method="PUT",
        headers=headers,
    )
    urllib.request.urlopen(request, timeout=60).close()
