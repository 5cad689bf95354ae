"""Killed at any moment, nothing that was committed is lost; and no log holds what a draft says."""

from __future__ import annotations

import logging
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from waybill.drafts import files
from waybill.drafts.document import Document, DraftError
from waybill.drafts.publishing import publish
from waybill.drafts.rights import Host, Visitor
from waybill.drafts.store import drafts, revisions, tables
from waybill.drafts.store.access import RefusedError, Store
from waybill.drafts.store.engine import StoreError
from waybill.limiter import BusyError

from .conftest import OWNER

ROOT = Path(__file__).parents[2]
KILLS = 50


def test_nothing_committed_is_lost_when_the_editor_is_killed_at_50_random_moments(
    url: str, open_store: Callable[[], Store], grain: Document
) -> None:
    store = open_store()
    draft = drafts.start(store, OWNER, grain).draft_id
    store.close()
    script = ROOT / "tests" / "support" / "killed_editor.py"
    done = subprocess.run(
        [sys.executable, str(script), url, draft, str(KILLS), "7"],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout) > KILLS


def test_no_draft_and_no_key_reaches_a_log_or_a_message(
    open_store: Callable[..., Store],
    grain: Document,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = grain.set_cell("places", "odesa", "note", "unpublished secret")
    store = open_store(Host())
    started = drafts.start(store, Visitor(), secret)
    holder = Visitor(key=started.key)
    revisions.save(store, holder, "", 1, secret.set_cell("places", "odesa", "name", "x"))
    told: list[str] = []
    for fails in (
        lambda: drafts.open_draft(store, Visitor(key="wrong"), started.draft_id),
        lambda: publish(store, holder, "", tmp_path),
        lambda: revisions.document_of(store, holder, "", 99),
    ):
        with pytest.raises((DraftError, RefusedError)) as failed:
            fails()
        told.append(str(failed.value))
    row = {"draft": started.draft_id, "who": "unpublished secret", "role": None}
    with pytest.raises(StoreError) as broken:
        write(store, sa.insert(tables.member).values(row))
    text = caplog.text + "".join(told) + "".join(traceback.format_exception(broken.value))
    for hidden in ("unpublished secret", started.draft_id, started.key):
        assert hidden not in text


def write(store: Store, statement: sa.Insert) -> None:
    with store.writing() as connection:
        connection.execute(statement)


def test_a_draft_that_waits_for_others_is_told_in_one_sentence_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise BusyError("Too many are waiting. Ask again in a moment.")

    monkeypatch.setattr(files, "MAX_HERE_BYTES", 0)
    monkeypatch.setattr(files, "read_apart", busy)
    with pytest.raises(
        DraftError, match=r"checked: Too many are waiting\. Ask again in a moment\.$"
    ):
        files.check(
            files.read_files(
                {"places.csv": b"place_id,name,latitude,longitude\na,A,1,2\n"}
            ).document
        )
