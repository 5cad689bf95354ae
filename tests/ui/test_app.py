"""Every page of the app runs without a fault: found by a glob, so that no page can be forgotten."""

from __future__ import annotations

import json
import shutil

import pytest
from streamlit.testing.v1 import AppTest
from support.running import ROOT

from waybill.httpd import story_source

PAGES = sorted((ROOT / "pages").glob("*.py"))


@pytest.fixture
def show(monkeypatch):
    """Run the app on a story folder, on one of its pages."""

    def _show(page: str | None = None, folder=ROOT / "data", **query: str) -> AppTest:
        monkeypatch.setenv("WAYBILL_DATA", str(folder))
        story_source.story_folder.cache_clear()
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        return app.switch_page(f"pages/{page}").run() if page else app

    yield _show
    story_source.story_folder.cache_clear()


def texts(app: AppTest) -> str:
    """All that a page says, frames left aside."""
    kinds = (
        "title",
        "header",
        "subheader",
        "markdown",
        "text",
        "warning",
        "error",
        "success",
        "caption",
        "code",
    )
    said = [element.value for kind in kinds for element in app.get(kind)]
    said += [element.proto.body for element in app.get("html")]
    return "\n".join(said)


def frame_arguments(app: AppTest) -> dict:
    """What the map's frame was given."""
    return json.loads(app.get("component_instance")[0].proto.json_args)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_runs_and_says_something(show, page):
    app = show(page.name)
    assert not app.exception
    assert not app.error
    assert not app.warning
    assert app.get("component_instance") or len(texts(app)) > 200


def test_the_claims_page_opens_as_known_on_a_day(show):
    app = show("claims.py", known="2023-10-20")
    assert not app.exception
    assert "20 statements not yet published on the day set" in texts(app)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_is_in_the_navigation(page):
    shell = (ROOT / "waybill/ui/shell.py").read_text("utf-8")
    assert f'"pages" / "{page.name}"' in shell


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_lives_without_a_story(show, page, tmp_path):
    app = show(page.name, folder=tmp_path)
    assert not app.exception
    assert "This story cannot be shown yet" in app.warning[0].value
    assert "places.csv" in texts(app)


def test_the_dashboard_hands_the_frame_addresses_and_no_data(show):
    arguments = frame_arguments(show())
    script = arguments["script"]
    assert "window.waybill.start(" in script
    assert "Rajin" not in json.dumps(arguments)
    assert "//" not in script.replace("\\/\\/", "//").split("window.waybill.start(")[1]


def test_the_frame_asks_back_only_for_the_view(show):
    assert frame_arguments(show())["returned_objects"] == ["view"]


def test_the_table_follows_the_dates_of_the_link(show):
    app = show("table.py", **{"from": "2023-09-12", "to": "2023-09-13"})
    assert "12–13 Sept 2023" in texts(app)


def test_a_fault_in_an_optional_file_leaves_the_map_and_says_exactly_what_is_wrong(show, tmp_path):
    folder = shutil.copytree(ROOT / "data", tmp_path / "story")
    visits = (folder / "visits.csv").read_text("utf-8").replace(",2023-09-12,", ",2023-09-32,", 1)
    (folder / "visits.csv").write_text(visits, "utf-8")
    app = show(folder=folder)
    assert app.warning[0].value == ("The story's files have 1 fault. Everything sound is shown.")
    assert "visits.csv:4:start_date" in texts(app)
    assert "2023-09-32" in texts(app)
    assert app.get("component_instance")
