"""Folders that take seconds to fill, filled once for all the processes that run tests."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from support.hostile_stories import hostile_story, write
from support.hostile_texts import TEXTS


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that ``make`` has filled, in this process or in one beside it.

    Args:
        factory: where the run's temporary folders are.
        name: of the folder; the same for all processes of a run.
        make: is given the path of the folder, which is not there yet.
    """
    own = factory.getbasetemp()
    top = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, unfinished = top / name, top / f"{name}.unfinished"
    with (top / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            make(unfinished)
            unfinished.rename(folder)
    return folder


def publish_hostile_story(out: Path) -> None:
    """Publish a story in which every text of every field is a payload, with a step for each.

    What no payload could run in is left out, a hundred times: the cards, which are pictures, the
    coastlines of the opening pictures, and the compressed copies.
    """
    # Imported here: conftest.py imports this module for every test.
    from waybill.basemap.outline import Outline
    from waybill.documents import placeholder
    from waybill.edition import build
    from waybill.edition.build import Options
    from waybill.edition.publish import publish

    folder = out.with_name("hostile-story")
    folder.mkdir()
    write(folder, hostile_story(list(TEXTS.values())))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "render_card", lambda story, view: b"")
        patch.setattr(build, "_compressed", lambda contents: {})
        patch.setattr(placeholder, "outline", lambda viewport: Outline("", "", ""))
        publish(folder, out, Options(base_url="https://example.org/a%20story/"), force=True)
