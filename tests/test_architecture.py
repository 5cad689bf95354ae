"""Imports point one way, and each library stays in its room."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ORDER = {
    room: floor
    for floor, rooms in enumerate(
        (
            ("geo", "grammar", "settings"),
            ("basemap",),
            ("story",),
            ("evidence",),
            ("view",),
            ("payload",),
            ("web", "card"),
            ("documents", "export"),
            ("edition", "httpd"),
            ("ui",),
            ("server", "cli"),
            ("__main__",),
        )
    )
    for room in rooms
}
MAY_IMPORT = {
    "streamlit": {"app.py", "pages", "ui", "server"},
    "streamlit_folium": {"ui", "server"},
    "folium": {"ui"},
    "branca": {"ui"},
}
FILES = sorted([*ROOT.glob("waybill/**/*.py"), ROOT / "app.py", *ROOT.glob("pages/*.py")])


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def room(file: Path) -> str:
    parts = file.relative_to(ROOT).parts
    if parts[0] != "waybill":
        return parts[0]
    return parts[1].removesuffix(".py") if len(parts) > 1 else "__init__"


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_a_file_imports_only_from_rooms_below_it(file):
    here = ORDER.get(room(file))
    for name in imported(file):
        parts = name.split(".")
        if parts[0] != "waybill" or len(parts) < 2 or parts[1] not in ORDER or here is None:
            continue
        assert parts[1] == room(file) or ORDER[parts[1]] < here, f"{file.name} imports {name}"


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_streamlit_and_folium_stay_in_their_rooms(file):
    for name in imported(file):
        library = name.split(".")[0]
        if library in MAY_IMPORT:
            assert room(file) in MAY_IMPORT[library], f"{file} imports {name}"


def test_pages_are_short():
    for page in ROOT.glob("pages/*.py"):
        assert len(page.read_text("utf-8").splitlines()) <= 60, page.name
