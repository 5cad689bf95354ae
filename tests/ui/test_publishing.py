"""Publish on the Downloads page: made when somebody asks, the same as the command writes, bounded."""

from __future__ import annotations

import io
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from support.running import ROOT
from support.tiny_stories import SOUND, VISITS, write_files

from waybill.cli import main
from waybill.edition.build import Edition, Options, build_edition
from waybill.edition.cache import EditionCache, EditionRequest
from waybill.edition.zip_file import zipped
from waybill.httpd import story_source
from waybill.limiter import BusyError
from waybill.settings import settings
from waybill.story import Story, read_story
from waybill.ui import publishing

BASE = "https://example.org/story/"


@pytest.fixture(scope="module", autouse=True)
def without_brotli() -> Iterator[None]:
    """As most machines are: the optional package would add a third to each edition."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("waybill.edition.build._brotli", lambda: None)
        yield


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny story with a row of each kind: the bundled one's edition takes ten times as long."""
    write_files(folder := tmp_path_factory.mktemp("small"), SOUND)
    return folder


@pytest.fixture(scope="module")
def story(small: Path) -> Story:
    read = read_story(small).story
    assert read is not None
    return read


@pytest.fixture(scope="module")
def edition(story: Story) -> Edition:
    return build_edition(story, Options())


@pytest.fixture
def downloads(monkeypatch):
    """The Downloads page of a story folder, with nothing made yet."""

    def _show(folder: Path = ROOT / "data", editions: EditionCache | None = None) -> AppTest:
        monkeypatch.setenv("WAYBILL_DATA", str(folder))
        story_source.story_folder.cache_clear()
        settings.cache_clear()
        monkeypatch.setattr(publishing, "editions", editions or EditionCache())
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        return app.switch_page("pages/downloads.py").run()

    yield _show
    story_source.story_folder.cache_clear()
    settings.cache_clear()


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A tiny story with its visit's date wrong."""
    write_files(tmp_path, {**SOUND, "visits.csv": VISITS.replace(",2023-10-18,", ",2023-10-38,")})
    return tmp_path


def make(app: AppTest) -> AppTest:
    return app.button(key="publish-make").click().run()


def offered(app: AppTest) -> list[str]:
    """Labels of the downloads that the section offers."""
    labels = [button.proto.label for button in app.get("download_button")]
    return [label for label in labels if "reader edition" in label]


def said(app: AppTest) -> str:
    return "\n".join(e.value for kind in ("text", "markdown", "error") for e in app.get(kind))


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def written(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


# The zip


@pytest.mark.slow
def test_the_zip_unpacked_is_what_the_command_writes(
    story: Story, small: Path, tmp_path: Path
) -> None:
    """Without options, and of what comes to a browser: tests/browser/test_publish_button.py."""
    out = tmp_path / "site"
    options = Options(BASE, service_worker=True)
    arguments = ["--base-url", BASE, "--service-worker"]
    assert main(["publish", str(small), "--out", str(out), *arguments]) == 0
    assert unpacked(zipped(build_edition(story, options)).content) == written(out)


@pytest.mark.slow
def test_of_a_story_with_faults_too(faulty: Path, tmp_path_factory) -> None:
    out = tmp_path_factory.mktemp("faults") / "site"
    assert main(["publish", str(faulty), "--out", str(out), "--force"]) == 0
    read = read_story(faulty)
    assert read.story is not None
    request = EditionRequest("", Options(), tuple(map(str, read.errors)))
    made = EditionCache().get(read.story, request)
    assert unpacked(made.content) == written(out)


def test_the_same_edition_gives_the_same_zip(edition: Edition) -> None:
    turned = Edition(
        dict(reversed(edition.contents.items())), edition.first_visit, edition.content_hash
    )
    made = zipped(edition).content
    assert made == zipped(turned).content
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == sorted(edition.contents)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# The cache


class Press:
    """Stands in for the maker; counts, and can be held."""

    def __init__(self) -> None:
        self.made = 0
        self.started = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()

    def __call__(self, story, options, faults, say) -> Edition:
        self.made += 1
        self.started.set()
        assert self.go_on.wait(30)
        return Edition({"index.html": b"x" * 1000, "a.png": bytes(1000)}, ("index.html",), "hash")


def test_a_second_asking_makes_nothing(story: Story) -> None:
    press = Press()
    editions = EditionCache(press)
    first = editions.get(story, EditionRequest("1", Options()))
    assert editions.get(story, EditionRequest("1", Options())) is first
    assert press.made == 1


OTHERS = ("2", Options(), ()), ("1", Options(BASE), ()), ("1", Options(), ("a",))


@pytest.mark.parametrize("other", [EditionRequest(*one) for one in OTHERS])
def test_other_data_options_or_faults_make_another(story: Story, other: EditionRequest) -> None:
    press = Press()
    editions = EditionCache(press)
    editions.get(story, EditionRequest("1", Options()))
    editions.get(story, other)
    assert press.made == 2


def test_rows_in_another_order_make_another_though_the_version_is_the_same(story: Story) -> None:
    press = Press()
    editions = EditionCache(press)
    editions.get(story, EditionRequest("1", Options()))
    editions.get(story.model_copy(), EditionRequest("1", Options()))
    assert press.made == 2


def test_one_is_made_at_a_time_and_others_are_told_to_come_back(story: Story) -> None:
    press = Press()
    press.go_on.clear()
    editions = EditionCache(press, wait_seconds=0)
    first = threading.Thread(target=editions.get, args=(story, EditionRequest("1", Options())))
    first.start()
    assert press.started.wait(30)
    heard: list[str] = []
    with pytest.raises(BusyError, match="Ask again in a moment"):
        editions.get(story, EditionRequest("2", Options()), heard.append)
    assert heard == ["Waiting for an edition that is being made …"]
    press.go_on.set()
    first.join(30)
    assert press.made == 1
    assert editions.get(story, EditionRequest("2", Options()))


def test_who_waits_for_the_same_edition_gets_the_one_that_was_made(story: Story) -> None:
    press = Press()
    press.go_on.clear()
    editions = EditionCache(press, wait_seconds=30)
    got: list[object] = []
    waiting = threading.Event()
    request = EditionRequest("1", Options())
    first = threading.Thread(target=lambda: got.append(editions.get(story, request)))
    first.start()
    assert press.started.wait(30)
    second = threading.Thread(
        target=lambda: got.append(editions.get(story, request, lambda line: waiting.set()))
    )
    second.start()
    assert waiting.wait(30)
    press.go_on.set()
    first.join(30)
    second.join(30)
    assert press.made == 1
    assert got[0] is got[1]


def test_a_failure_leaves_the_turn_to_the_next(story: Story) -> None:
    def broken(*_: object) -> Edition:
        raise OSError("no space")

    editions = EditionCache(broken, wait_seconds=0)
    for _ in range(2):
        with pytest.raises(OSError, match="no space"):
            editions.get(story, EditionRequest("1", Options()))


def test_what_is_kept_is_bounded_in_number_and_size(story: Story) -> None:
    press = Press()
    few = EditionCache(press, max_kept=2)
    for name in "123":
        few.get(story, EditionRequest(name, Options()))
    kept = [name for name in "123" if few.kept(story, EditionRequest(name, Options()))]
    assert kept == ["2", "3"]
    small = EditionCache(press, max_bytes=100)
    assert small.get(story, EditionRequest("1", Options())).content
    assert small.kept(story, EditionRequest("1", Options())) is None


# The page


def test_nothing_is_made_when_the_page_is_opened(downloads) -> None:
    press = Press()
    app = downloads(editions=EditionCache(press))
    assert not app.exception
    assert press.made == 0
    assert app.button(key="publish-make").label == "Make the reader edition"
    assert offered(app) == []


def test_it_is_made_when_asked_and_says_what_it_holds(downloads, edition: Edition) -> None:
    app = make(downloads(editions=EditionCache(lambda *_: edition)))
    assert not app.exception
    assert app.status[0].label == "The reader edition is ready."
    assert offered(app)[0].startswith("Download the reader edition (ZIP, 1.")
    words = said(app)
    assert f"`{edition.content_hash}`" in words
    assert f"| everything | {len(edition.contents)} |" in words
    assert "open `index.html`" in words
    assert "docs/publishing.md" in words
    assert (ROOT / "docs/publishing.md").is_file()


def test_it_stays_offered_until_something_else_is_wanted(downloads) -> None:
    app = make(downloads(editions=EditionCache(Press())))
    assert len(offered(app.run())) == 1
    assert offered(app.checkbox(key="publish-worker").check().run()) == []


def test_what_is_no_address_is_refused_with_the_right_form(downloads) -> None:
    app = downloads()
    app.text_input(key="publish-address").input("example.org").run()
    assert "'example.org' is no base URL; write the address" in said(app)
    assert app.button(key="publish-make").disabled


def test_a_story_with_faults_is_refused_until_it_is_wanted_all_the_same(
    downloads, faulty: Path
) -> None:
    app = make(downloads(faulty, EditionCache(Press())))
    assert offered(app) == []
    assert app.error[0].value.startswith("Nothing was made: the story has 1 fault.")
    assert "visits.csv:2:start_date: '2023-10-38'" in said(app)
    app.checkbox(key="publish-anyway").check().run()
    app = make(app)
    assert not app.error
    assert len(offered(app)) == 1


def test_a_tick_for_one_fault_does_not_publish_with_another(downloads, faulty: Path) -> None:
    app = downloads(faulty)
    app.checkbox(key="publish-anyway").check().run()
    claims = (faulty / "claims.csv").read_text("utf-8").replace(",2023-10-13,", ",2023-10-33,", 1)
    (faulty / "claims.csv").write_text(claims, "utf-8")
    app = make(app)
    assert offered(app) == []
    assert not app.checkbox(key="publish-anyway").value
    assert "'2023-10-33'" in said(app)


def test_the_download_is_made_again_when_it_is_no_longer_kept(downloads, monkeypatch) -> None:
    """The open page holds no zip: what its button brings is asked of the cache."""
    brings: list[Callable[[], bytes]] = []
    button = publishing.st.download_button

    def noted(label: str, data: Callable[[], bytes], **rest: object) -> object:
        if "reader edition" in label:
            brings.append(data)
        return button(label, data, **rest)

    monkeypatch.setattr(publishing.st, "download_button", noted)
    press = Press()
    make(downloads(editions=EditionCache(press)))
    first = brings[-1]()
    assert press.made == 1
    monkeypatch.setattr(publishing, "editions", EditionCache(press))
    assert brings[-1]() == first
    assert press.made == 2


def test_the_last_good_version_of_files_that_went_wrong_is_not_published(
    downloads, tmp_path: Path
) -> None:
    folder = shutil.copytree(ROOT / "data", tmp_path / "story")
    app = downloads(folder)
    with (folder / "routes.csv").open("a", encoding="utf-8") as file:
        file.write("lost,rajin,nowhere,2023-09-08\n")
    app = make(app.run())
    assert "the last good version" in app.error[0].value
    assert offered(app) == []
    assert [box.key for box in app.checkbox] == ["publish-worker"]


def test_it_can_be_switched_off(downloads, monkeypatch) -> None:
    monkeypatch.setenv("WAYBILL_PUBLISH", "off")
    app = downloads()
    assert "publish-make" not in [button.key for button in app.button]
    assert "WAYBILL_PUBLISH=off" in said(app)
