"""The documents say what the product does: their commands, examples, columns and links are real."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from waybill.cli import main
from waybill.evidence.phrases import CREDIBILITY_WORDS, RELIABILITY_WORDS
from waybill.story import model, read_story
from waybill.story.model import Frozen
from waybill.story.reading.explain import allowed_values
from waybill.story.reading.file_spec import CLAIMS, PLACES, ROUTES, SOURCES, VISITS, FileSpec

ROOT = Path(__file__).parents[1]
WEB = ROOT / "waybill" / "web"
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "data" / "README.md")
)
FILES: tuple[FileSpec, ...] = (PLACES, ROUTES, VISITS, CLAIMS, SOURCES)
TABLES: dict[str, type[Frozen]] = {
    "steps": model.Step,
    "figures": model.Figure,
    "checks": model.Check,
    "measures": model.Measure,
    "conflicts": model.Conflict,
    "corrections": model.Correction,
    "routes": model.Route,
}


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(name: str, language: str) -> list[str]:
    """The contents of the code blocks of a document in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text_of(name), re.MULTILINE | re.DOTALL)


def section(name: str, heading: str) -> str:
    """What stands below a heading, up to the next one of the same or a higher level."""
    found = re.search(rf"^(#+) {re.escape(heading)}.*\n", text_of(name), re.MULTILINE)
    assert found, f"{name} has no heading {heading!r}"
    rest = text_of(name)[found.end() :]
    return re.split(rf"^#{{1,{len(found[1])}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def first_cells(text: str) -> list[tuple[str, bool]]:
    """Names in the first column of the tables in ``text``: (name, is bold)."""
    cells = re.findall(r"^\| (.+?) \|", text, re.MULTILINE)
    return [
        (one, "**" in cell)
        for cell in cells
        if cell.startswith(("`", "**`"))
        for one in re.findall(r"`([^`]+)`", cell)
    ]


def shell_lines(start: str) -> Iterable[tuple[str, str]]:
    """(document, line) for every line of a shell block that starts with ``start``."""
    for name in DOCUMENTS:
        for block in blocks(name, "sh"):
            for line in block.splitlines():
                if line.startswith(start):
                    yield name, line


# Commands


@pytest.mark.parametrize(("name", "line"), list(shell_lines("make")))
def test_every_make_command_is_a_target_with_known_variables(name: str, line: str) -> None:
    makefile = text_of("Makefile")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    variables = set(re.findall(r"^([A-Z_]+) \?=", makefile, re.MULTILINE))
    for word in line.split()[1:]:
        assert word in targets or word.partition("=")[0] in variables, f"{name}: {line}"


@pytest.mark.parametrize(("name", "line"), list(shell_lines("python -m waybill")))
def test_every_waybill_command_and_option_exists(
    name: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command, *rest = line.split()[3:]
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0, f"{name}: {line}"
    known = capsys.readouterr().out
    assert all(option in known for option in rest if option.startswith("-")), f"{name}: {line}"


def test_the_readme_shows_the_two_commands_and_the_check() -> None:
    lines = "".join(blocks("README.md", "sh")).splitlines()
    assert lines[:2] == ["make run", "make test"]
    assert "python -m waybill check mystory" in lines


def test_the_readme_names_the_variables_of_make_run_with_their_defaults() -> None:
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| `(.+?)` \|", text_of("README.md"), re.MULTILINE))
    assert rows == {"PORT": "8501", "HOST": "127.0.0.1", "WAYBILL_DATA": "data"}
    for variable, default in rows.items():
        assert f"{variable} ?= {default}\n" in text_of("Makefile")


# Links and paths


def links() -> Iterable[tuple[str, str]]:
    for name in DOCUMENTS:
        for target in re.findall(r"\]\(([^)\s]+)\)", text_of(name)):
            if not re.match(r"[a-z]+:", target):
                yield name, target


@pytest.mark.parametrize(("name", "target"), list(links()))
def test_every_linked_file_and_heading_exists(name: str, target: str) -> None:
    file, _, anchor = target.partition("#")
    linked = (ROOT / name).parent / file if file else ROOT / name
    assert linked.exists(), f"{name} links {target}"
    if anchor:
        headings = re.findall(r"^#+ (.+)$", linked.read_text("utf-8"), re.MULTILINE)
        anchors = [re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings]
        assert anchor in anchors


def test_every_path_of_the_map_of_the_repository_exists() -> None:
    for path, _ in first_cells(section("README.md", "What is where")):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_named_in_a_document_exists(name: str) -> None:
    folders = "waybill|tools|tests|pages|docs|benchmarks"
    for path in re.findall(rf"(?<![\w/])((?:{folders})/[\w/.-]*\w)", text_of(name)):
        assert (ROOT / path).exists(), f"{name} names {path}"


# Examples


def story_files(text: str, folder: str = "") -> list[tuple[str, str]]:
    """(file name, content) of the CSV blocks that follow a line with the file's name."""
    pattern = rf"^`{folder}(\w+\.csv)`:\n\n```csv\n(.*?)^```"
    return re.findall(pattern, text, re.MULTILINE | re.DOTALL)


def problems_of(folder: Path) -> list[str]:
    return [str(problem) for problem in read_story(folder).problems]


def write_readme_story(folder: Path) -> None:
    for name, content in story_files(text_of("README.md"), "mystory/"):
        (folder / name).write_text(content, "utf-8")


def test_the_first_two_files_of_the_readme_are_a_story_without_faults(tmp_path: Path) -> None:
    written = story_files(text_of("README.md"), "mystory/")[:2]
    for name, content in written:
        (tmp_path / name).write_text(content, "utf-8")
    result = read_story(tmp_path)
    assert result.problems == ()
    assert result.story is not None
    assert list(result.story.legs) == ["odesa-istanbul", "istanbul-tripoli"]


def test_the_first_two_files_of_the_readme_have_the_required_columns_alone() -> None:
    for name, content in story_files(text_of("README.md"), "mystory/")[:2]:
        spec = next(spec for spec in FILES if spec.file == name)
        assert content.splitlines()[0].split(",") == [c for c, must in spec.columns.items() if must]


def test_the_finished_story_of_the_readme_has_a_claim_and_its_reply(tmp_path: Path) -> None:
    write_readme_story(tmp_path)
    result = read_story(tmp_path)
    assert result.problems == ()
    assert result.story is not None
    assert result.story.claims["not-coming"].about == "bound-for-lebanon"
    assert result.story.legs["istanbul-tripoli"].claims == ("bound-for-lebanon",)


def test_the_example_of_story_toml_fits_the_story_of_the_readme(tmp_path: Path) -> None:
    write_readme_story(tmp_path)
    (example,) = blocks("docs/format.md", "toml")
    (tmp_path / "story.toml").write_text(example, "utf-8")
    result = read_story(tmp_path)
    assert result.problems == ()
    assert result.story is not None
    info = result.story.info
    assert (info.id, len(info.steps), len(info.figures), len(info.checks)) == ("razoni", 1, 2, 1)
    assert (len(info.conflicts), len(info.routes), len(info.corrections)) == (1, 1, 1)


def test_the_examples_of_contributing_are_a_story_without_faults(tmp_path: Path) -> None:
    for name, content in story_files(text_of("CONTRIBUTING.md")):
        (tmp_path / name).write_text(content, "utf-8")
    result = read_story(tmp_path)
    assert result.problems == ()
    assert result.story is not None
    denial = result.story.claims["c1-kremlin-rejects"]
    assert (denial.stance, denial.about) == ("denies", "c1-containers")


def test_the_examples_of_contributing_have_every_column() -> None:
    for name, content in story_files(text_of("CONTRIBUTING.md")):
        spec = next(spec for spec in FILES if spec.file == name)
        assert content.splitlines()[0].split(",") == list(spec.columns)


# The format


@pytest.mark.parametrize("spec", FILES, ids=lambda spec: spec.file)
def test_every_column_is_documented_and_every_documented_column_is_read(spec: FileSpec) -> None:
    assert dict(first_cells(section("docs/format.md", spec.file))) == spec.columns


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_of_story_toml_is_documented(name: str) -> None:
    heading = "`measures` of a check" if name == "measures" else f"`[[{name}]]`"
    fields = {key: field.is_required() for key, field in TABLES[name].model_fields.items()}
    assert dict(first_cells(section("docs/format.md", heading))) == fields


def test_every_key_of_story_toml_is_documented() -> None:
    keys = [key for key, _ in first_cells(section("docs/format.md", "The story itself"))]
    assert sorted(keys) == sorted(model.StoryInfo.model_fields)


def test_the_closed_lists_are_those_that_reading_allows() -> None:
    row = re.compile(r"^\| `(\w+)` of (\w+\.csv) \| (.+?) \|", re.MULTILINE)
    documented = {
        (file, column): tuple(re.findall(r"`([^`]+)`", allowed))
        for column, file, allowed in row.findall(section("docs/format.md", "Closed lists"))
    }
    read = {
        (spec.file, column): allowed
        for spec in FILES
        for column in spec.columns
        if (allowed := allowed_values(spec.model, column))
    }
    assert documented == read


def test_the_grades_are_worded_as_on_the_page() -> None:
    documented = section("docs/format.md", "Closed lists")
    for grade, words in {**RELIABILITY_WORDS, **CREDIBILITY_WORDS}.items():
        assert f"| `{grade}` | {words} |" in documented


# One folder a fault: the file that has it, with the rest of a sound story around it.
SOUND = {
    "places.csv": "place_id,name,latitude,longitude\nrajin,Rajin,42.23,130.295\ndunay,Dunay,42.883,132.35\n",
    "routes.csv": "leg_id,origin,destination,start_date\nsea,rajin,dunay,2023-09-07\n",
}
FAULTS: dict[str, list[str | bytes | None]] = {
    "places.csv": [
        None,
        "place_id,name,lat,longitude\nrajin,Rajin,42.23,130.295\n",
        "place_id;name;latitude;longitude\n",
        SOUND["places.csv"] + "Dunay Port,Dunay,42.9,132.4\n",
        SOUND["places.csv"] + "rajin,Rajin,42.2,130.3\n",
        SOUND["places.csv"] + "dunay-2,Dunay,132.35,42.883\n",
        SOUND["places.csv"] + 'dunay-2,Dunay,"42,883",132.35\n',
        SOUND["places.csv"] + "dunay-2,Dunay,,132.35\n",
        SOUND["places.csv"] + "dunay-2,Dunay, the port,42.883,132.35\n",
        SOUND["places.csv"].encode() + b"kaliningrad,K\xf6nigsberg,54.71,20.51\n",
        SOUND["places.csv"] + "Source: port authority,,,\n",
        "Places of the story,,,\n" + SOUND["places.csv"],
        SOUND["places.csv"].replace("\n", ",\n").replace("e,\n", "e,country\n")
        + "odesa,Odesa,30.72,46.48,UA\n",
    ],
    "routes.csv": [
        "leg_id,origin,destination,start_date\nsea,rajin,dunai,2023-09-07\n",
        "leg_id,origin,destination,start_date\nsea,rajin,rajin,2023-09-07\n",
        "leg_id,origin,destination,start_date,mode\nsea,rajin,dunay,2023-09-07,ship\n",
        "leg_id,origin,destination,start_date\nsea,rajin,dunay,07/09/2023\n",
        "leg_id,origin,destination,start_date\nsea,rajin,dunay,2023-09-31\n",
        "leg_id,origin,destination,start_date,end_date\nsea,rajin,dunay,2023-10-01,2023-09-07\n",
        "leg_id,origin,destination,start_date,path\nsea,rajin,dunay,2023,network\n",
        "leg_id,origin,destination,start_date,mode,path_basis\nrail,rajin,dunay,2023,rail,inferred\n",
    ],
    "claims.csv": [
        "claim_id,statement,claimant,stated_on,about,stance,sources\n"
        "one,It went.,A,2023-10-13,,,\ntwo,It did not.,B,2023-10-14,one,denies,\n",
        "claim_id,statement,claimant,stated_on,about,stance\none,It went.,A,2023-10-13,one,corroborates\n",
        "claim_id,statement,claimant,stated_on\none,=1+A1,A,2023-10-13\n",
    ],
    "sources.csv": [
        "source_id,publisher,url\ns1,A,www.example.org\n",
        "source_id,publisher,titel\ns1,A,B\n",
    ],
    "story.toml": [
        '[[steps]]\nid = "one"\ntitle = "One"\nlegs = ["see"]\n',
        "window = [2023-10-01, 2023-09-07]\n",
    ],
}


def test_the_faults_are_worded_as_documented(tmp_path: Path) -> None:
    found: list[str] = []
    for file, versions in FAULTS.items():
        for number, content in enumerate(versions):
            folder = tmp_path / f"{file}-{number}"
            folder.mkdir()
            for name, written in {**SOUND, file: content}.items():
                if written is not None:
                    data = written if isinstance(written, bytes) else written.encode()
                    (folder / name).write_bytes(data)
            found.append(next(line for line in problems_of(folder) if line.startswith(file)))
    (documented,) = blocks("docs/format.md", "text")
    assert documented.splitlines() == found


# Links and embedding


def test_the_parameters_of_a_link_are_those_that_link_js_knows() -> None:
    documented = {name for name, _ in first_cells(section("docs/embedding.md", "The link"))}
    script = "".join(
        (WEB / f"state/{name}.js").read_text("utf-8") for name in ("focus", "filter/filter", "link")
    )
    lists = re.findall(
        r"(?:FOCUS_KINDS|EMBED_PARTS|FILTER_NAMES) = (?:/\*.+?\*/ \()?\[(.+?)\]", script
    )
    names = re.findall(r'"(\w+)"', " ".join(lists))
    names += re.findall(r'\b(?:get|readDay)\("(\w+)"', script)
    names += re.findall(r'\["(\w+)", ', script[script.index("function writeLink") :])
    assert documented == set(names)


def test_the_members_of_window_waybill_are_those_that_api_js_opens() -> None:
    documented = first_cells(section("docs/embedding.md", "`window.waybill`"))
    script = (WEB / "api.js").read_text("utf-8")
    opened = re.search(r"function membersOf\(app\) \{(.*?)^\}", script, re.MULTILINE | re.DOTALL)
    assert opened
    members = [*re.findall(r"^    (\w+)(?:: |\()", opened[1], re.MULTILINE), "ready"]
    assert sorted(name.partition("(")[0] for name, _ in documented) == sorted(members)


def test_the_notices_name_every_package_that_is_asked_for() -> None:
    notices = text_of("NOTICES.md").lower()
    asked = text_of("requirements.txt") + text_of("requirements-dev.txt")
    asked += text_of("requirements-postgresql.txt") + text_of("requirements-shipments.txt")
    for package in re.findall(r"^([\w-]+)(?:\[\w+\])?==", asked, re.MULTILINE):
        assert f"| {package.lower()} " in notices, package
