"""`python -m waybill publish`: the same story gives the same bytes, all of them or none."""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import os
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from benchmarks.big_story import write_big_story
from waybill.cli import main
from waybill.edition import files
from waybill.edition.build import Options
from waybill.edition.light_basemap import light_basemap
from waybill.edition.publish import Published, PublishError, checked_base_url, publish
from waybill.story import Story, read_story
from waybill.web import assets

ROOT = Path(__file__).parents[2]
BASE = "https://example.org/a%20story/"
PLACES = "place_id,name,latitude,longitude\nrajin,Rajin,42.23,130.295\ndunay,Dunay,42.883,132.35\n"
ROUTES = "leg_id,origin,destination,start_date\nsea,rajin,dunay,2023-09-07\n"


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The bundled story, published with the address it will have."""
    out = tmp_path_factory.mktemp("bundled") / "site"
    return publish(ROOT / "data", out, Options(base_url=BASE, service_worker=True))


@pytest.fixture(scope="module")
def story() -> Story:
    read = read_story(ROOT / "data").story
    assert read is not None
    return read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A story of two files."""
    made = tmp_path / "story"
    made.mkdir()
    (made / "places.csv").write_text(PLACES)
    (made / "routes.csv").write_text(ROUTES)
    return made


class Page(HTMLParser):
    """What a page consists of: its elements with their attributes, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._texts: list[str] = []
        self.feed(source)
        self.text = "".join(self._texts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self._texts.append(data)

    def meta(self, name: str) -> str | None:
        """The content of a meta element with that name or property."""
        found = [
            a
            for tag, a in self.elements
            if tag == "meta" and name in (a.get("name"), a.get("property"))
        ]
        return found[0]["content"] if found else None


@cache  # the tests ask for the same pages again and again
def page_of(content: bytes) -> Page:
    return Page(content.decode())


def pages(edition: Published | dict[str, bytes]) -> dict[str, Page]:
    """The pages of an edition, or of its files by path."""
    contents = edition.edition.contents if isinstance(edition, Published) else edition
    return {path: page_of(content) for path, content in contents.items() if path.endswith(".html")}


def structured_data(source: str) -> list[dict]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', source, re.DOTALL)
    assert found
    return json.loads(found[1])["@graph"]


# The same story, the same bytes


@pytest.mark.slow
def test_another_process_publishes_the_same_bytes(bundled: Published, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "waybill", "publish", "data", "--out", str(tmp_path / "again")]
    command += ["--base-url", BASE, "--service-worker"]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Pyongyang"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    assert tree(tmp_path / "again") == tree(bundled.out)


def test_the_manifest_names_every_file_with_its_hash(bundled: Published) -> None:
    written = tree(bundled.out)
    manifest = json.loads(written.pop("edition.json"))
    plain = {name: data for name, data in written.items() if not name.endswith((".gz", ".br"))}
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in plain.items()}
    assert {name: entry["sha256"] for name, entry in manifest["files"].items()} == hashes
    lines = "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))
    assert manifest["content_sha256"] == hashlib.sha256(lines.encode()).hexdigest()


def test_the_names_of_assets_hold_a_hash_of_their_content(bundled: Published) -> None:
    fetched = [
        n
        for n in tree(bundled.out)
        if n.startswith(("assets/", "cards/")) and not n.endswith((".gz", ".br"))
    ]
    assert len(fetched) >= 10
    assert all(re.fullmatch(r"\w+/[\w-]+\.[0-9a-f]{10}\.(js|css|json|png)", n) for n in fetched)


def test_compressed_copies_hold_what_they_stand_beside(bundled: Published) -> None:
    written = tree(bundled.out)
    copies = [name for name in written if name.endswith(".gz")]
    assert "index.html.gz" in copies
    assert all(gzip.decompress(written[name]) == written[name[:-3]] for name in copies)


def test_a_first_visit_loads_at_most_300_kilobytes_with_headers(bundled: Published) -> None:
    # That nothing else is fetched is held in tests/browser/test_edition.py.
    edition = bundled.edition
    # The most that a host is known to send for a file: GitHub Pages, in HTTP/1. nginx sends about 300 bytes.
    headers = 700 * len(edition.first_visit)
    assert edition.first_visit_bytes() + headers <= 300_000


def test_the_share_dialog_is_no_part_of_a_first_visit_and_is_kept_for_later_ones(
    bundled: Published,
) -> None:
    contents = bundled.edition.contents
    (script,) = (path for path in contents if re.fullmatch(r"assets/share\.\w+\.js", path))
    assert script not in bundled.edition.first_visit
    assert script in contents["sw.js"].decode()


# One code for both hosts


def test_the_edition_runs_the_program_that_was_built(bundled: Published) -> None:
    program = next(
        data.decode()
        for name, data in bundled.edition.contents.items()
        if re.fullmatch(r"assets/waybill\.\w+\.js", name)
    )
    assert program.startswith(assets.built("edition.js") + "waybill.edition({")


def read_arc(text: str) -> list[list[int]]:
    """The pairs of an encoded polyline, as web/map/basemap/read.js reads them."""
    numbers, value, shift = [], 0, 0
    for letter in text:
        digit = ord(letter) - 63
        value |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    return [[x, y] for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


def test_an_arc_of_the_light_base_map_is_an_encoded_polyline() -> None:
    # The example of Google's description of the algorithm.
    assert read_arc("_p~iF~ps|U_ulLnnqC_mqNvxq`@") == [
        [3850000, -12020000],
        [220000, -75000],
        [255200, -550300],
    ]


def test_the_light_base_map_keeps_every_line_and_its_ends(story: Story) -> None:
    full = json.loads(assets.basemap().content)
    light = json.loads(light_basemap(assets.basemap().content, story))
    for country in full["objects"]["countries"]["geometries"]:
        country.pop("id", None)  # nothing reads codes
        country["properties"].pop("a2", None)
    assert light["objects"] == full["objects"]
    assert len(light["arcs"]) == len(full["arcs"])
    (x_step, y_step), (x_coarse, y_coarse) = full["transform"]["scale"], light["transform"]["scale"]
    for fine, coarse in zip(full["arcs"], map(read_arc, light["arcs"]), strict=True):
        assert len(coarse) >= 2
        for pick in (
            lambda arc: arc[0],
            lambda arc: [sum(axis) for axis in zip(*arc, strict=True)],
        ):
            (fine_x, fine_y), (x, y) = pick(fine), pick(coarse)
            assert abs(fine_x * x_step - x * x_coarse) <= x_coarse
            assert abs(fine_y * y_step - y * y_coarse) <= y_coarse


# The pages


def test_the_first_page_says_every_leg_visit_and_claim(bundled: Published, story: Story) -> None:
    text = " ".join(pages(bundled)["index.html"].text.split())
    for leg in story.legs.values():
        assert f"{story.places[leg.origin].name} → {story.places[leg.destination].name}" in text
    for claim in story.claims.values():
        assert " ".join(claim.statement.split()) in text
        assert claim.claimant in text
    for visit in story.visits.values():
        assert ", ".join(visit.visitors) in text
    for step in story.info.steps:
        assert " ".join(step.text.split()) in text
    assert all(source.publisher in text for source in story.sources.values())


def test_each_step_has_a_page_that_unfurls_as_that_step(bundled: Published, story: Story) -> None:
    seen = set()
    for step in story.info.steps:
        page = pages(bundled)[f"step-{step.id}.html"]
        assert page.meta("og:title") == f"{step.title} – {story.info.title}"
        card = page.meta("og:image")
        assert card is not None
        assert card.startswith(f"{BASE}cards/step-{step.id}.")
        assert bundled.edition.contents[card.removeprefix(BASE)].startswith(b"\x89PNG")
        assert ("body", {"data-step": step.id}) in page.elements
        seen.add(card)
    assert len(seen) == len(story.info.steps) == 3


def test_every_address_in_a_page_is_a_file_of_the_edition_or_a_source(bundled: Published) -> None:
    written = bundled.edition.contents
    for name, page in pages(bundled).items():
        ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
        assert len(ids) == len(set(ids)), name
        for tag, attrs in page.elements:
            target = attrs.get("href") or attrs.get("src") or ""
            if not target or target == "data:,":
                continue
            if target.startswith(BASE):
                target = target.removeprefix(BASE) or "index.html"
            elif re.match("https?://", target):
                assert (tag, attrs.get("rel")) == ("a", "noopener noreferrer"), target
                continue
            page_path, _, anchor = target.partition("#")
            path = page_path.partition("?")[0]
            assert not path or path in written, f"{name}: {target}"
            assert not anchor or path or anchor in ids, f"{name}: {target}"


def test_no_page_has_a_script_or_a_style_of_its_own(bundled: Published) -> None:
    for name, page in pages(bundled).items():
        policies = [
            a["content"]
            for _, a in page.elements
            if a.get("http-equiv") == "Content-Security-Policy"
        ]
        assert len(policies) == 1, name
        assert policies[0].startswith("default-src 'none'"), name
        assert "unsafe" not in policies[0], name
        for tag, attrs in page.elements:
            assert tag != "style", name
            assert tag != "script" or attrs.get("src") or attrs.get("type") == "application/ld+json"
            assert not any(key == "style" or key.startswith("on") for key in attrs), (
                name,
                tag,
                attrs,
            )


def test_claims_are_marked_up_with_their_claimants_and_rated_by_nobody(
    bundled: Published, story: Story
) -> None:
    source = bundled.edition.contents["index.html"].decode()
    article, dataset = structured_data(source)
    assert "ClaimReview" not in source
    assert "Rating" not in source
    assert [c["author"]["name"] for c in article["mentions"]] == [
        c.claimant for c in story.claims.values() if c.verified != "no"
    ]
    assert dataset["temporalCoverage"].startswith("2023-")
    for download in dataset["distribution"]:
        assert download["contentUrl"].removeprefix(BASE) in bundled.edition.contents


def test_the_feed_links_to_what_stands_in_the_edition(bundled: Published) -> None:
    contents = bundled.edition.contents
    feed = contents["feed.atom"].decode()
    assert f'xml:base="{BASE}"' in feed
    found = re.findall(r'href="([^"]+)"', html.unescape(feed))
    claims = {target for target in found if target.startswith("claims.html#")}
    assert len(claims) > 50
    for target in found:
        path, _, anchor = target.partition("#")
        if path.startswith("http"):
            continue
        assert path in contents, target
        assert not anchor or f'id="{anchor}"' in contents[path].decode(), target
    assert f'href="{BASE}feed.atom"' in contents["index.html"].decode()


def test_with_an_address_links_to_it_are_absolute(bundled: Published) -> None:
    contents = bundled.edition.contents
    oembed = json.loads(contents["oembed-step-rail.json"])
    assert oembed["type"] == "rich"
    assert f'src="{BASE}step-rail.html?embed=true"' in oembed["html"]
    assert f"<loc>{BASE}step-rail.html</loc>" in contents["sitemap.xml"].decode()
    assert f"Sitemap: {BASE}sitemap.xml" in contents["robots.txt"].decode()


def test_without_an_address_no_page_claims_one(folder: Path, tmp_path: Path) -> None:
    done = publish(folder, tmp_path / "site", Options())
    assert "sitemap.xml" not in done.edition.contents
    assert json.loads(done.edition.contents["oembed-index.json"])["type"] == "link"
    links = [a for _, a in pages(done)["index.html"].elements if a.get("rel") == "canonical"]
    assert links == []


@pytest.mark.parametrize(
    "text", ["example.org", "ftp://example.org", "https://", "https://e.org/?a=1", "http://["]
)
def test_what_is_no_address_is_refused_as_a_base_url(text: str) -> None:
    with pytest.raises(PublishError, match="write the address the folder will have"):
        checked_base_url(text)


def test_a_title_of_its_own_stands_in_page_and_preview(folder: Path, tmp_path: Path) -> None:
    done = publish(folder, tmp_path / "site", Options(title='Two <b>"ports"</b>'))
    page = pages(done)["index.html"]
    assert page.meta("og:title") == 'Two <b>"ports"</b>'
    assert "b" not in [tag for tag, _ in page.elements if tag == "b"]


@pytest.mark.slow
def test_a_large_story_has_its_table_on_a_page_of_its_own(folder: Path, tmp_path: Path) -> None:
    rows = "".join(f"leg{n},rajin,dunay,2023-09-07\n" for n in range(501))
    (folder / "routes.csv").write_text("leg_id,origin,destination,start_date\n" + rows)
    done = publish(folder, tmp_path / "site", Options())
    assert "table.html" in done.edition.contents
    index = pages(done)["index.html"]
    assert "table" not in [tag for tag, _ in index.elements]
    assert ("a", {"href": "table.html"}) in index.elements
    assert pages(done)["table.html"].text.count("Rajin → Dunay") >= 501


# Nothing in a story's files runs


@pytest.mark.slow
def test_a_hostile_story_adds_no_element_to_any_page(
    bundled: Published, hostile_edition: Path
) -> None:
    written = tree(hostile_edition)
    usual = {tag for page in pages(bundled).values() for tag, _ in page.elements} | {
        "aside",
        "time",
    }
    for name, page in pages(written).items():
        assert {tag for tag, _ in page.elements} <= usual, name
        for tag, attrs in page.elements:
            assert not any(key.startswith("on") or key in ("style", "srcdoc") for key in attrs)
            assert tag != "script" or attrs.get("src") or attrs.get("type") == "application/ld+json"
            for key in ("href", "src"):
                address = attrs.get(key) or ""
                assert re.match(r"(?i)https?://|[\w./#?&=,-]*$|data:,$", address), (
                    name,
                    tag,
                    address,
                )
    script = next(v for k, v in written.items() if re.fullmatch(r"assets/story\.\w+\.js", k))
    assert b"<" not in script
    assert structured_data(written["index.html"].decode())


# All or nothing


def test_a_failure_while_writing_leaves_the_old_edition(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    publish(folder, out, Options())
    before = tree(out)
    (folder / "routes.csv").write_text(ROUTES + "back,dunay,rajin,2023-09-09\n")
    rename = os.rename

    def failing(source: Path, target: Path) -> None:
        if Path(target) == out.resolve() and Path(source).name == "new":
            raise OSError(28, "No space left on device")
        rename(source, target)

    monkeypatch.setattr(os, "rename", failing)
    with pytest.raises(PublishError, match="No space left on device"):
        publish(folder, out, Options())
    assert tree(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "story"]


def test_an_edition_is_replaced_as_a_whole(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(folder, out, Options(service_worker=True))
    done = publish(folder, out, Options())
    assert done.replaced
    assert tree(out) == done.edition.contents
    assert "sw.js" not in tree(out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "story"]


def test_a_folder_that_holds_something_else_is_refused(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("years of work")
    with pytest.raises(PublishError, match="is not empty and holds no edition"):
        publish(folder, other, Options())
    assert tree(other) == {"thesis.txt": b"years of work"}


def test_a_file_added_to_an_edition_is_not_lost(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(folder, out, Options())
    (out / "CNAME").write_text("example.org")
    with pytest.raises(PublishError, match="they would be lost: CNAME"):
        publish(folder, out, Options())
    assert (out / "CNAME").read_text() == "example.org"


@pytest.mark.parametrize("out", ["story", "."])
def test_the_folder_of_the_story_is_never_the_target(
    folder: Path, tmp_path: Path, out: str
) -> None:
    with pytest.raises(PublishError, match="give a folder of the edition's own"):
        publish(folder, tmp_path / out, Options())
    assert sorted(tree(folder)) == ["places.csv", "routes.csv"]


# The command


def test_a_story_with_faults_is_published_only_by_force(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "routes.csv").write_text(ROUTES + "lost,rajin,dunai,2023-09-08\n")
    out = tmp_path / "site"
    assert main(["publish", str(folder), "--out", str(out)]) == 1
    assert not out.exists()
    told = capsys.readouterr().err
    assert "routes.csv:3:destination: 'dunai'" in told
    assert "Nothing was published: the story has 1 fault" in told
    assert main(["publish", str(folder), "--out", str(out), "--force"]) == 0
    page = html.unescape((out / "index.html").read_text("utf-8"))
    assert "routes.csv:3:destination: 'dunai'" in page


def test_the_command_says_what_it_wrote(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", str(folder), "--out", str(tmp_path / "site")]) == 0
    told = capsys.readouterr().out
    assert f"Wrote {tmp_path / 'site'}\n" in told
    assert re.search(r"first visit: \d+ kB compressed", told)


@pytest.mark.parametrize("wrong", [["nowhere"], ["--base-url", "example.org"]])
def test_wrong_usage_exits_2_and_writes_nothing(
    folder: Path, tmp_path: Path, wrong: list[str]
) -> None:
    arguments = ["publish", *(wrong if "--" not in wrong[0] else [str(folder), *wrong])]
    assert main([*arguments, "--out", str(tmp_path / "site")]) == 2
    assert not (tmp_path / "site").exists()


def test_the_workflow_uses_the_command_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    workflow = (ROOT / ".github" / "workflows" / "publish.yml").read_text("utf-8")
    (line,) = re.findall(r"python -m waybill (publish .*)$", workflow, re.MULTILINE)
    with pytest.raises(SystemExit):
        main(["publish", "--help"])
    told = capsys.readouterr().out
    assert (ROOT / line.split()[1]).is_dir()
    assert all(option in told for option in re.findall(r"--[a-z-]+", line))
    assert "path: site" in workflow
    assert "--out site" in line


def test_publishing_builds_the_payload_once_and_writes_at_most_7000_bytes_a_leg(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Story] = []
    build_payload = files.build_payload

    def counted(story: Story) -> object:
        built.append(story)
        return build_payload(story)

    monkeypatch.setattr(files, "build_payload", counted)
    sizes = []
    for legs in (310, 410):  # above the number that a page draws one by one
        made = write_big_story(tmp_path / f"story-{legs}", legs)
        done = publish(made, tmp_path / f"site-{legs}", Options())
        sizes.append(sum(map(len, done.edition.contents.values())))
    assert len(built) == 2
    assert (sizes[1] - sizes[0]) / 100 < 7_000
