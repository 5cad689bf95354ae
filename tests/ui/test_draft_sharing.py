"""Sharing a draft on its page: by address where people log in, by the link where they do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.user_info import UserInfoProxy
from ui.test_drafts import keep, press, said, served, sound, visit

from waybill.drafts.rights import Visitor
from waybill.drafts.store import drafts
from waybill.ui import host
from waybill.ui.drafts import desk

__all__ = ["served"]
ANN, BOB = "ann@news.example", "bob@news.example"


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Log somebody in."""
    now = {"email": "", "is_logged_in": True, "email_verified": True}
    monkeypatch.setattr(host, "_has_login", lambda: True)
    monkeypatch.setattr(UserInfoProxy, "to_dict", lambda _: dict(now))
    return lambda who: now.update(email=who)


def test_an_owner_shares_a_draft_and_takes_the_share_back(
    served: Callable[..., AppTest], login: Callable[[str], None]
) -> None:
    login(ANN)
    draft = keep(served(local=False, WAYBILL_EDITORS="@news.example"))
    login(BOB)
    assert "cannot be shown" in said(sound(visit(draft)))
    login(ANN)
    app = sound(visit(draft))
    app.text_input(key="draft-share-who").set_value(" Bob@news.example")
    press(app, "draft-share-it")
    assert "bob@news.example: editor (write and publish)" in said(app)
    assert drafts.members(desk.store(), Visitor(ANN), draft) == [(ANN, "owner"), (BOB, "editor")]
    login(BOB)
    his = sound(visit(draft))
    assert "Write" in said(his)
    assert "draft-share-who" not in [one.key for one in his.text_input]
    login(ANN)
    press(app, "draft-unshare-1")
    login(BOB)
    press(his, "draft-add")  # the page was open: the store refuses
    assert "cannot be shown" in said(his)
    assert (
        len(drafts.open_draft(desk.store(), Visitor(ANN), draft).document.table("legs").rows) == 1
    )


def test_the_last_owner_stays(served: Callable[..., AppTest], login: Callable[[str], None]) -> None:
    login(ANN)
    draft = keep(served(local=False, WAYBILL_EDITORS="@news.example"))
    app = sound(visit(draft))
    press(app, "draft-unshare-0")
    assert "A story needs an owner." in said(app)


def test_a_trial_says_what_its_link_gives_away(served: Callable[..., AppTest]) -> None:
    app = sound(visit(keep(served(local=False))))
    assert "Whoever has the address of this page can read and change the draft" in said(app)
