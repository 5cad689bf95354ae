"""The house has the rooms that docs/architecture.md lists, and imports go down only.

The list there is read here: its order, its floors and what each room holds are written once.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tools import draw_architecture, draw_quotation

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "waybill"
DOORS = ("app.py", "pages")  # Streamlit's entries, above every room
LIBRARIES = {
    "streamlit": {"app.py", "pages", "ui", "server", "guard"},
    "streamlit_folium": {"ui", "server"},
    "folium": {"ui"},
    "branca": {"ui"},
}
FILES_OF_A_ROOM = 15
LINES_OF_A_FILE = 350
LINES_OF_A_FUNCTION = 80  # eslint.config.js holds the same for JavaScript
# Not there yet; nothing may be added.
CROWDED: dict[str, int] = {}
LONG = {
    "tests/browser/test_claims.py",
    "tests/browser/test_dashboard.py",
    "tests/browser/test_edition.py",
    "tests/browser/test_panel.py",
    "tests/browser/test_security.py",
    "tests/edition/test_publish.py",
    "tests/story/reading/test_faults.py",
}
TEST_FOLDERS = {"browser", "parity", "support", "cases"}  # of tests/, that are no room's


@dataclass(frozen=True)
class Room:
    """A folder or a module of waybill/, as docs/architecture.md lists it."""

    name: str
    floor: int
    holds: str


@cache
def rooms() -> dict[str, Room]:
    """The rooms by name, from the table in docs/architecture.md, from the lowest floor up."""
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| `([\w./]+)` \| (.+?) \|$", text, re.MULTILINE)
    found = [Room(Path(path).stem, int(floor), holds) for floor, path, holds in rows]
    assert [room.floor for room in found] == sorted(room.floor for room in found)
    return {room.name: room for room in found}


@cache
def python_files() -> list[Path]:
    """Every Python file of the product."""
    return sorted([*HOUSE.rglob("*.py"), ROOT / "app.py", *ROOT.glob("pages/*.py")])


@cache
def written_files() -> list[Path]:
    """Every file of code that people write; nothing that is built or installed."""
    folders = ("waybill", "pages", "tests", "tools", "benchmarks")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.*")]
    return sorted(
        file
        for file in files
        if file.suffix in (".py", ".js", ".mjs", ".css", ".html")
        and not {"dist", "node_modules", "vendor", "results"} & set(file.parts)
    )


def name_of(file: Path) -> str:
    """A path relative to the repository."""
    return file.relative_to(ROOT).as_posix()


def wrong_files(faults: Callable[[Path], Iterator[str]]) -> dict[str, list[str]]:
    """What is wrong with each Python file that has a fault.

    All files in one test: a test for each of 200 files and each rule took a tenth of `make quick`.
    """
    found = {name_of(file): list(faults(file)) for file in python_files()}
    return {name: said for name, said in found.items() if said}


def room_of(file: Path) -> str:
    """The room of a file: ``story`` for waybill/story/reading/table.py, ``cli`` for waybill/cli.py."""
    parts = file.relative_to(ROOT).parts
    return Path(parts[1]).stem if parts[0] == "waybill" else parts[0]


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def imported(file: Path) -> Iterator[str]:
    """Full names of what a file imports: modules, and names out of modules."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(file)}: a relative import; write the full name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def files_imported(file: Path) -> Iterator[Path]:
    """The files of waybill/ that a file imports."""
    for name in imported(file):
        parts = name.split(".")
        if parts[0] != "waybill":
            continue
        path = ROOT.joinpath(*parts)
        module = path.parent if not path.exists() and not path.with_suffix(".py").exists() else path
        yield module / "__init__.py" if module.is_dir() else module.with_suffix(".py")


# The list and the folders


def test_every_room_is_listed_and_every_listed_room_is_there() -> None:
    folders = {path.name for path in HOUSE.iterdir() if path.is_dir() and path.name[0] not in "_."}
    modules = {path.stem for path in HOUSE.glob("*.py")} - {"__init__"}
    assert set(rooms()) == folders | modules


@pytest.mark.parametrize("name", rooms())
def test_the_list_says_of_a_room_what_the_room_says_of_itself(name: str) -> None:
    folder = HOUSE / name
    own = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    docstring = ast.get_docstring(tree_of(own)) or ""
    first_line = docstring.partition("\n")[0].replace("``", "`")
    assert first_line == rooms()[name].holds


def test_the_drawing_shows_the_rooms_of_the_list() -> None:
    """If this fails: .venv/bin/python tools/draw_architecture.py."""
    docs = ROOT / "docs"
    drawn = draw_architecture.draw((docs / "architecture.md").read_text("utf-8"))
    assert (docs / "architecture.svg").read_text("utf-8") == drawn


def test_the_drawing_of_a_quotations_way_is_up_to_date() -> None:
    """If this fails: .venv/bin/python tools/draw_quotation.py."""
    drawn = (ROOT / "docs" / "quotation.svg").read_text("utf-8")
    assert drawn == draw_quotation.draw()


@pytest.mark.parametrize("station", draw_quotation.STATIONS, ids=lambda one: one.function)
def test_every_station_of_a_quotations_way_is_a_function_of_its_file(
    station: draw_quotation.Station,
) -> None:
    file = HOUSE / station.file
    if file.suffix == ".py":
        found = [node.name for node in tree_of(file).body if isinstance(node, ast.FunctionDef)]
    else:
        found = re.findall(
            r"^export (?:function|const) (\w+)", file.read_text("utf-8"), re.MULTILINE
        )
    assert station.function in found


# What may know what


def test_a_file_imports_only_from_rooms_below_its_own() -> None:
    def faults(file: Path) -> Iterator[str]:
        here = room_of(file)
        for imported_file in files_imported(file):
            there = room_of(imported_file)
            if there == here or there == "__init__" or here in (*DOORS, "__init__"):
                continue
            if rooms()[there].floor >= rooms()[here].floor:
                yield f"imports {name_of(imported_file)}, which is not below it"

    assert wrong_files(faults) == {}


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {file: set(files_imported(file)) - {file} for file in python_files()}
    done: set[Path] = set()

    def follow(file: Path, way: tuple[Path, ...]) -> None:
        assert file not in way, " → ".join(map(name_of, (*way[way.index(file) :], file)))
        if file not in done:
            for imported_file in sorted(graph[file]):
                follow(imported_file, (*way, file))
            done.add(file)

    for file in graph:
        follow(file, ())


def test_streamlit_and_folium_stay_in_their_rooms() -> None:
    def faults(file: Path) -> Iterator[str]:
        for name in imported(file):
            if room_of(file) not in LIBRARIES.get(name.split(".")[0], {room_of(file)}):
                yield f"imports {name}"

    assert wrong_files(faults) == {}


def test_a_room_reads_no_file_of_another_room() -> None:
    """A path that leads from one room into another is an import that no import shows."""
    owners: dict[str, set[str]] = {}
    for path in HOUSE.rglob("*"):
        if path.is_file() and path.suffix not in (".py", ".pyc") and "templates" not in path.parts:
            owners.setdefault(path.name, set()).add(room_of(path))

    def faults(file: Path) -> Iterator[str]:
        room = room_of(file)
        for joined in path_parts(file):
            if joined.split("/")[0] == "waybill":
                yield f"{joined}: ask the room for its file"
            held_by = owners.get(joined.split("/")[-1], {room})
            if room not in held_by:
                yield f"{joined} is a file of {', '.join(sorted(held_by))}"

    assert wrong_files(faults) == {}


def test_only_the_top_of_the_repository_is_reached_from_a_files_own_path() -> None:
    """``Path(__file__).parents[n]`` is a folder of the file's own room, or the repository."""

    def faults(file: Path) -> Iterator[str]:
        for levels in climbs(file):
            reached = file.parents[levels]
            own = room_of(reached) == room_of(file) if HOUSE in reached.parents else False
            if not own and reached != ROOT:
                yield f"parents[{levels}] is {reached}"

    assert wrong_files(faults) == {}


def path_parts(file: Path) -> Iterator[str]:
    """The strings that a file joins to a path: ``folder / "name"``, ``.with_name("name")``."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            arguments = [node.right]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            joins = node.func.attr in ("joinpath", "with_name", "files", "read_text", "open")
            arguments = node.args if joins else []
        else:
            continue
        for part in arguments:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value


def climbs(file: Path) -> Iterator[int]:
    """How many folders up ``Path(__file__)`` is followed, each time; ``.parent`` counts as 0."""
    text = file.read_text("utf-8")
    yield from map(int, re.findall(r"__file__\)(?:\.resolve\(\))?\.parents\[(\d)\]", text))
    for chain in re.findall(r"__file__\)(?:\.resolve\(\))?((?:\.parent\b)+)", text):
        yield chain.count(".parent") - 1


# Sizes


def test_a_folder_has_few_enough_files_to_be_read_at_a_glance() -> None:
    counts = Counter(name_of(file.parent) for file in written_files() if HOUSE in file.parents)
    assert len(counts) > 30
    crowded = {name: n for name, n in counts.items() if n > CROWDED.get(name, FILES_OF_A_ROOM)}
    assert crowded == {}


def test_files_are_short() -> None:
    long = {
        name_of(file): lines
        for file in written_files()
        if (lines := len(file.read_text("utf-8").splitlines())) > LINES_OF_A_FILE
    }
    assert {name: lines for name, lines in long.items() if name not in LONG} == {}


def test_functions_are_short() -> None:
    long = {
        f"{name_of(file)}: {node.name}": lines
        for file in [*python_files(), *sorted((ROOT / "tools").glob("*.py"))]
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_functions_of_the_front_end_are_held_to_the_same_length() -> None:
    config = (ROOT / "eslint.config.js").read_text("utf-8")
    assert f"const LONGEST_FUNCTION = {LINES_OF_A_FUNCTION};" in config
    assert config.count("max-lines-per-function") == 1  # no exceptions


def test_every_file_of_the_front_end_is_checked_for_its_types() -> None:
    unchecked = re.compile(r"@ts-(nocheck|ignore|expect-error)|eslint-disable")
    web = [file for file in written_files() if HOUSE / "web" in file.parents]
    assert [name_of(file) for file in web if unchecked.search(file.read_text("utf-8"))] == []


def test_pages_are_short() -> None:
    for page in ROOT.glob("pages/*.py"):
        assert len(page.read_text("utf-8").splitlines()) <= 60, page.name


# Tests


def test_the_tests_mirror_the_rooms() -> None:
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    folders -= {"__pycache__"}
    assert folders - TEST_FOLDERS <= set(rooms())
