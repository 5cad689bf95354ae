"""The page of one story to drag, by whatever version of Waybill is on the path: as the reader edition has it.

Run by benchmarks/drag_pages.py as a script of its own, for this checkout and for earlier ones:
``python benchmarks/checkout_page.py STORY FOLDER``. It imports nothing else of the benchmarks.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from waybill.story import read_story

MODULES = (
    "waybill.edition.files",
    "waybill.reader.edition_files",
)  # the second up to November 2026

PAGE = """<!doctype html>
<html class="wbe" lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="{style}"></head>
<body><div id="wbe-opening"></div><div id="wbe-text"><details open><summary>Text</summary></details></div>
<script src="{program}"></script><script src="{story}"></script></body></html>
"""


def write_page(story: Any, folder: Path) -> str:
    """Write ``index.html`` and its files into ``folder``; returns the page.

    The program and the payload of the reader edition, without the edition's text, downloads and pictures,
    which no drag needs.
    """
    files = _files_of(story)
    for path, content in files.contents.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    page = PAGE.format(style=files.style, program=files.program, story=files.story)
    (folder / "index.html").write_text(page, "utf-8")
    return page


def _files_of(story: Any) -> Any:
    for name in MODULES:
        try:
            module = import_module(name)
        except ModuleNotFoundError:
            continue
        return module.edition_files(story, "", worker=False)
    raise ModuleNotFoundError(f"this checkout has none of {', '.join(MODULES)}")


if __name__ == "__main__":
    write_page(read_story(Path(sys.argv[1])).story, Path(sys.argv[2]))
