"""The map's frame without Streamlit around it, showing one story after another."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Frame

from support.readers import Reader, Readers
from support.static_site import Site
from waybill.story import Story, read_story


@dataclass
class FrameAlone:
    """The frame on a page of its own: what concerns no Streamlit, at a third of the cost."""

    readers: Readers
    site: Site
    reader: Reader = field(init=False)
    """Who has opened it; known once it is open."""

    def open(
        self,
        query: str = "",
        story: Mapping[str, str] | Story | None = None,
        device: str = "desktop",
        **options: object,
    ) -> Frame:
        """Open a link as a first-time reader and wait until it is ready.

        Args:
            query: what the link says, such as "?leg=sea".
            story: it, or its files by name; without any, the bundled one.
            device: as ``Readers.meet`` knows it, with its ``options``.
        """
        self.site.show(_read(story) if isinstance(story, Mapping) else story)
        self.reader = self.readers.meet(device, self.site.url, **options)
        self.reader.page.goto(f"{self.site.url}/{query}")
        self.reader.page.wait_for_selector(".wb[data-ready]")
        return self.reader.page.main_frame


def _read(files: Mapping[str, str]) -> Story:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / name).write_bytes(text.encode())
        story = read_story(Path(folder)).story
    assert story is not None
    return story
