"""A publish that is killed in the middle leaves nothing behind for long, and takes nothing from others."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from waybill.edition import publish
from waybill.edition.build import Options
from waybill.story import shelf
from waybill.work_folder import unfinished

ROOT = Path(__file__).parents[2]
STORY = {
    "places.csv": "place_id,name,latitude,longitude\na,A,42,130\nb,B,43,131\n",
    "routes.csv": "leg_id,origin,destination,start_date\nl,a,b,2023-09-12\n",
}

KILLED = """
import sys, time
from pathlib import Path
from waybill.edition import publish
from waybill.story import shelf

class Slow(dict):
    def items(self):
        for one in super().items():
            yield one
            print("writing", flush=True)
            time.sleep(60)

target = Path(sys.argv[2])
if sys.argv[1] == "edition":
    publish._write(Slow({"index.html": b"new", "a": b""}), target)
elif sys.argv[1] == "swapping":
    def stop(at, to, rename=publish.os.rename):
        rename(at, to)
        print("put aside", flush=True)
        time.sleep(60)
    publish.os.rename = stop
    publish._write({"index.html": b"new"}, target)
else:
    shelf._write = lambda *_: (print("writing", flush=True), time.sleep(60))
    shelf.publish(target, "grain", 1, {"places.csv": b"a"})
"""


def kill_in_the_middle(what: str, target: Path) -> None:
    command = [sys.executable, "-c", KILLED, what, str(target)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.communicate()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def story(tmp_path: Path) -> Path:
    folder = tmp_path / "story"
    folder.mkdir()
    for name, text in STORY.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "editions" / "out"
    folder.parent.mkdir()
    return folder


def test_the_next_publish_removes_what_a_killed_one_left(story: Path, out: Path) -> None:
    kill_in_the_middle("edition", out)
    assert len(names(out.parent)) == 1
    (out.parent / ".out.mine").mkdir()
    publish.publish(story, out, Options())
    assert names(out.parent) == [".out.mine", "out"]


def test_hidden_folders_of_somebody_else_are_left_alone(story: Path, out: Path) -> None:
    beside = [".out.waybill-notes", ".out.waybill-abcdefgh", ".out.waybill-abcdefgh2"]
    for name in beside:
        (out.parent / name).mkdir()
    (out.parent / ".out.waybill-abcdefgh" / "mine.txt").write_text("mine")
    publish.publish(story, out, Options())
    assert names(out.parent) == [*beside[1:], beside[0], "out"]


def test_nothing_is_removed_beside_a_folder_that_is_refused(story: Path) -> None:
    left = story.parent / ".story.waybill-abcdefgh" / "new"
    left.mkdir(parents=True)
    with pytest.raises(publish.PublishError):
        publish.publish(story, story, Options())
    assert left.is_dir()


def test_a_publish_that_runs_is_left_alone(story: Path, out: Path) -> None:
    with unfinished(out.parent, publish._prefix(out)) as running:
        publish.publish(story, out, Options())
        assert running.is_dir()


def test_an_edition_that_was_put_aside_when_its_publish_was_killed_is_put_back(
    story: Path, out: Path
) -> None:
    publish.publish(story, out, Options())
    before = (out / "edition.json").read_bytes()
    kill_in_the_middle("swapping", out)
    assert not out.exists()
    (story / "routes.csv").write_text("")
    with pytest.raises(publish.PublishError):
        publish.publish(story, out, Options())
    assert (out / "edition.json").read_bytes() == before
    assert names(out.parent) == ["out"]


def test_a_server_that_starts_removes_what_a_killed_one_left_among_its_stories(
    tmp_path: Path,
) -> None:
    kill_in_the_middle("shelf", tmp_path)
    assert len(names(tmp_path / "grain")) == 1
    with unfinished(tmp_path / "grain", shelf._UNFINISHED) as running:
        shelf.clean(tmp_path)
        assert names(tmp_path / "grain") == [running.name]
        running.rmdir()
    shelf.publish(tmp_path, "grain", 2, {"places.csv": b"a"})
    kill_in_the_middle("shelf", tmp_path)
    shelf.publish(tmp_path, "grain", 3, {"places.csv": b"a"})
    assert names(tmp_path / "grain") == ["2", "3", "current"]
