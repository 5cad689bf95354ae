"""Nothing in a story's files, in an upload or in a link ever runs, on either side."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

import pytest
from playwright.sync_api import Frame, Page, expect
from support.hostile_stories import RECORD, faulty_story, hostile_story, line
from support.hostile_texts import BAD_URLS, FLOODS, GOOD_URLS, HEADERS, HOST, MARKER, PRODUCT, TEXTS
from support.markup import DRAWING_TAGS, TEXT_TAGS, Markup, words
from support.node_rules import NodeRules
from support.readers import Reader, Readers
from support.running import FolderServer

from waybill.story import Story
from waybill.web.assets import WEB

PAYLOADS = list(TEXTS.values())

LINK_PARAMETERS = (
    "from", "to", "known", "leg", "visit", "claim", "place", "step", "tab", "map", "data", "theme", "lang", "embed_options", "claimant",
    "stance", "after", "before", "__proto__", "constructor",
)  # fmt: skip


def query(text: str) -> str:
    return "?" + "&".join(f"{name}={quote(text)}" for name in LINK_PARAMETERS)


NASTIEST = query(
    "<img src=x onerror=window.__pwned=true>{{6007*7001}}\u202e\u2028'\"\\`${6007*7001}"
)


# In every frame, from before its first script: each element and address that ever enters the page.
WATCH = """
(() => {
  const bad = (window.__bad = []);
  const ADDRESSES = ["href", "xlink:href", "src", "srcset", "srcdoc", "action", "formaction", "data", "poster", "background", "ping", "style"];
  const ACTIVE = new Set(["script", "iframe", "object", "embed", "base", "meta", "link", "img", "image", "use", "source", "video", "audio",
    "form", "style", "math", "foreignobject", "animate", "set", "marquee", "portal", "frame", "applet"]);
  const OURS = /__pwned|payload\\.invalid/;
  function look(el) {
    if (!(el instanceof Element)) return;
    const tag = el.localName.toLowerCase();
    // A description for chats and feeds is text that nothing runs; one that redirects is not.
    // So is the title of the feed that the page names, and that of the map's frame: addresses are looked at below.
    const isTitled = tag === "iframe" || (tag === "link" && el.getAttribute("rel") === "alternate");
    const isWords = isTitled || (tag === "meta" && !el.hasAttribute("http-equiv"));
    if (ACTIVE.has(tag) && !isWords && OURS.test(el.outerHTML)) bad.push(el.outerHTML.slice(0, 200));
    for (const { name, value } of el.attributes) {
      if (/^on/i.test(name)) bad.push(tag + " " + name + "=" + value.slice(0, 100));
      if (!ADDRESSES.includes(name.toLowerCase())) continue;
      const isLink = tag === "a" && name === "href";
      if (OURS.test(value) && !(isLink && /^https?:\\/\\//i.test(value))) bad.push(tag + " " + name + "=" + value.slice(0, 100));
      if (isLink && !["http:", "https:"].includes(el.protocol)) bad.push(tag + " " + name + "=" + value.slice(0, 100));
      if (/^[\\s\\x00-\\x20]*(java|vb)script\\s*:/i.test(value)) bad.push(tag + " " + name + "=" + value.slice(0, 100));
    }
  }
  new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === "attributes") look(record.target);
      for (const node of record.addedNodes) {
        look(node);
        if (node instanceof Element) node.querySelectorAll("*").forEach(look);
      }
    }
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ADDRESSES });
  addEventListener("securitypolicyviolation", (event) => bad.push("policy: " + event.blockedURI + " " + event.violatedDirective));
})();
"""

OUR_CONTROLS = (
    "bdi button canvas fieldset footer input label legend main optgroup option output select"
)
FRAME_TAGS = TEXT_TAGS | DRAWING_TAGS | set(OUR_CONTROLS.split())

DRIVE = """
async ({ kinds, publicDays, record, window: first }) => {
  const api = window.waybill;
  const root = document.querySelector(".wb");
  const frames = async (count = 2) => { for (let i = 0; i < count; i++) await new Promise((done) => requestAnimationFrame(done)); };
  const texts = { cards: {}, tips: [], tickers: [], tags: [] };
  const tags = new Set();
  const take = () => root.querySelectorAll("*").forEach((el) => tags.add(el.localName));
  const over = (el) => {
    const { left, top } = el.getBoundingClientRect();
    const at = { bubbles: true, clientX: left + 3, clientY: top + 3, pointerType: "mouse" };
    el.dispatchEvent(new PointerEvent("pointerover", at));
    el.dispatchEvent(new PointerEvent("pointerenter", { ...at, bubbles: false }));
    const tip = root.querySelector(".wb-tip");
    if (tip && !tip.hidden) texts.tips.push(tip.textContent);
    el.dispatchEvent(new PointerEvent("pointerout", at));
    el.dispatchEvent(new PointerEvent("pointerleave", { ...at, bubbles: false }));
  };
  const unfold = () => {
    root.querySelectorAll("details").forEach((el) => (el.open = true));
    root.querySelectorAll(".wb-more[aria-expanded=false]").forEach((el) => el.click());
  };
  await api.ready;

  for (const kind of ["leg", "place"])
    for (const id of kinds[kind]) {
      api.focus(kind, id);
      const card = root.querySelector(".wb-card");
      card.querySelectorAll(".wb-more[aria-expanded=false]").forEach((el) => el.click());
      texts.cards[kind + " " + id] = card.textContent;
    }
  await frames();
  take();
  api.focus(null);
  for (const id of kinds.step) { api.focus("step", id); await frames(1); }
  for (const chip of [...root.querySelectorAll(".wb-chip")].slice(0, 12)) chip.click();
  for (const kind of ["visit", "claim"]) {
    for (const id of kinds[kind].slice(0, 25)) api.focus(kind, id);
    await frames();
    unfold();
    take();
    texts[kind] = root.querySelector("[role=tabpanel]:not([hidden])").textContent;
  }
  root.querySelector("#wb-tab-legs").click();
  await frames();
  unfold();
  texts.leg = root.querySelector("[role=tabpanel]:not([hidden])").textContent;
  api.focus(null);

  for (const range of [record, first]) {
    api.setRange(...range);
    await frames();
    for (const mark of root.querySelectorAll(".wb-timeline button, .wb-mapbox button, .wb-item")) over(mark);
    for (const mark of root.querySelectorAll(".wb-m-press, .wb-tl-mark, .wb-tl-bar"))
      if (mark.isConnected) mark.click();
    await frames();
    take();
    api.focus(null);
  }
  for (const day of publicDays) {
    api.setKnown(day);
    const play = root.querySelector(".wb-kn-icon");
    if (!play) continue;
    play.closest("button").click();
    await frames(1);
    texts.tickers.push(root.querySelector(".wb-left").textContent);
    play.closest("button").click();
  }
  take();
  api.setKnown(null);
  root.querySelector(".wb-filter-open").click();
  await frames();
  take();
  const share = root.querySelector(".wb-share-open");
  share.click();  // the dialog's script is fetched now
  for (let i = 0; i < 600 && !document.querySelector(".wb-share .wb-x"); i++) await frames(1);
  texts.share = [...document.querySelectorAll(".wb-share textarea")].map((field) => field.value);
  for (const choice of document.querySelectorAll(".wb-share input[type=radio]")) {
    choice.click();
    texts.share.push(...[...document.querySelectorAll(".wb-share textarea")].map((field) => field.value));
  }
  document.querySelector(".wb-share .wb-x").click();
  await frames();
  texts.all = root.textContent;
  texts.tags = [...tags];
  return texts;
}
"""


@dataclass
class Attack:
    """One app over one folder whose story is exchanged, and one page that visits it."""

    server: FolderServer
    reader: Reader
    log_start: int
    dialogs: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page:
        return self.reader.page

    def load(self, files: dict[str, str]) -> Story:
        return self.server.show(files)

    def nothing_ran(self) -> None:
        for frame in self.page.frames:
            found = frame.evaluate("[window.__pwned, ({}).__pwned, window.__bad]")
            assert found[:2] == [None, None], f"a payload ran in {frame.url}"
            assert found[2] == [], f"data became markup in {frame.url}"
        assert self.dialogs == []
        assert self.reader.errors == []
        assert self.reader.foreign_requests() == []
        assert not any(HOST in url for url in self.reader.requests if "?" not in url)
        assert not MARKER.exists()
        assert PRODUCT not in "".join(frame.content() for frame in self.page.frames)
        log = self.server.log.read_bytes()[self.log_start :]
        assert b"Traceback" not in log
        assert self.page.locator("[data-testid=stException]").count() == 0


@pytest.fixture(scope="module")
def attack(readers: Readers, folder_server: FolderServer) -> Iterator[Attack]:
    MARKER.unlink(missing_ok=True)
    folder_server.show(hostile_story(PAYLOADS, HEADERS))
    # A smaller window than others have is quicker to draw.
    viewport = {"width": 1280, "height": 720}
    reader = readers.newcomer(folder_server.url, reduced_motion="reduce", viewport=viewport)
    opened = Attack(folder_server, reader, len(folder_server.log.read_bytes()))
    reader.page.add_init_script(WATCH)
    reader.page.on("dialog", lambda shown: (opened.dialogs.append(shown.message), shown.dismiss()))
    yield opened
    readers.dismiss(reader)


def drive(frame: Frame, story: Story) -> dict:
    """Visit everything that the frame can show; what it said meanwhile."""
    days = sorted({claim.stated_on.last.isoformat() for claim in story.claims.values()})
    return frame.evaluate(
        DRIVE,
        {
            "kinds": {
                "leg": list(story.legs),
                "place": list(story.places),
                "visit": list(story.visits),
                "claim": list(story.claims),
                "step": [step.id for step in story.info.steps][::2],
            },
            "publicDays": days[::3],
            "record": [day.isoformat() for day in RECORD],
            "window": [day.isoformat() for day in story.info.window or RECORD],
        },
    )


@pytest.mark.parametrize("third", [0, 1, 2])
def test_no_cell_runs_anywhere_on_the_dashboard(attack: Attack, third: int) -> None:
    # In thirds: with more than forty legs the timeline draws a histogram instead of bars.
    story = attack.load(hostile_story(PAYLOADS[third::3], HEADERS[third::3]))
    frame = attack.reader.open()
    seen = drive(frame, story)
    box = frame.locator(".wb-mapbox")
    for at in range(0, 700, 140):
        box.hover(position={"x": 60 + at, "y": 40 + at * 3 % 300}, force=True)
    attack.nothing_ran()
    assert set(seen["tags"]) <= FRAME_TAGS
    for leg in story.legs.values():
        card = words(seen["cards"][f"leg {leg.leg_id}"])
        for text in (leg.cargo, leg.vessel, story.places[leg.origin].name, *leg.extra.values()):
            assert words(text) in card
    for place in story.places.values():
        card = words(seen["cards"][f"place {place.place_id}"])
        for text in (place.name, place.note, place.position_source, *place.aliases):
            assert words(text) in card
    panels = {kind: words(seen[kind]) for kind in ("visit", "claim", "leg")}
    for claim in story.claims.values():
        assert words(claim.claimant) in panels["claim"]
    for visit in story.visits.values():
        assert words(visit.quote) in panels["visit"]
    for place in story.places.values():
        assert words(place.name)[:100] in panels["leg"]
    whole = words(seen["all"])
    for step in story.info.steps:
        assert words(step.title)[:40] in whole
    # Code to embed is one frame of ours, whatever the title holds.
    for code in (text for text in seen["share"] if "<iframe" in text):
        embedded = Markup(code)
        assert [tag for tag, _ in embedded.elements] == ["iframe"]
        assert embedded.elements[0][1]["src"].startswith(attack.server.url)
        assert set(embedded.elements[0][1]) <= {"src", "title", "width", "height", "style", "loading", "allow"}  # fmt: skip
    assert any("<iframe" in text for text in seen["share"])
    # The hints of marks and bars, and the sentence of the day while a playback runs.
    names = [words(place.name)[:60] for place in story.places.values()]
    tips, tickers = words(" ".join(seen["tips"])), words(" ".join(seen["tickers"]))
    assert sum(name in tips for name in names) > len(names) / 2
    assert sum(name in tickers for name in names) > len(names) / 2


@pytest.mark.parametrize("path", ["/table", "/claims", "/method", "/downloads"])
def test_no_cell_and_no_link_parameter_runs_on_the_pages_of_text(attack: Attack, path: str) -> None:
    """With the nastiest parameters in the address, where Streamlit reads them too."""
    story = attack.load(hostile_story(PAYLOADS, HEADERS))
    attack.page.goto(attack.server.url + path + NASTIEST)
    # The claims page comes in parts, one after another; its threads hold the statements.
    part = ":has(.wb-doc-thread)" if path == "/claims" else ""
    document = attack.page.locator(f".wb-doc{part}").last
    expect(document).to_be_visible()
    attack.nothing_ran()
    found = document.evaluate("el => [...el.querySelectorAll('*')].map((e) => e.localName)")
    assert set(found) <= TEXT_TAGS | DRAWING_TAGS
    shown = words(document.text_content() or "")
    if path == "/method":
        assert all(words(source.title) in shown for source in story.sources.values())
    elif path != "/downloads":
        assert all(words(claim.statement) in shown for claim in story.claims.values())
    assert words(story.info.title).split()[0] in words(attack.page.title())


def test_no_cell_runs_in_a_page_without_scripts(attack: Attack, readers: Readers) -> None:
    attack.load(hostile_story(PAYLOADS, HEADERS))
    reader = readers.meet("without JavaScript", attack.server.url, java_script_enabled=False)
    for path in ("/", "/table"):
        answer = reader.page.goto(attack.server.url + path)
        assert answer is not None
        document = Markup(answer.text())
        assert document.dangers() == []
        assert words("<script>window.__pwned=true</script>") in words(document.text)
        assert not any("__pwned" in script for script in document.scripts)
        assert PRODUCT not in answer.text()
    assert reader.foreign_requests() == []
    assert not any(url.endswith("/x") for url in reader.requests)


def test_faults_with_payloads_or_with_cells_too_long_are_a_banner_of_text(attack: Attack) -> None:
    """And no crash: the last good story stays."""
    attack.load(hostile_story(PAYLOADS[:6]))
    attack.reader.open()
    files = faulty_story(PAYLOADS)
    # Before the others: a long list of faults is cut.
    columns, rows = files["places.csv"].split("\n", 1)
    long = {**FLOODS, "long": "x" * 100_001}
    for name in ("combining", "bidi", "arrows", "no-break-spaces", "long"):
        row = line(columns, place_id=name, name=long[name], latitude="1", longitude="2")
        columns += f"\n{row}".rstrip("\n")
    files["places.csv"] = f"{columns}\n{rows}"
    attack.load(files)
    attack.reader.open()
    page = attack.page
    expect(page.get_by_text("The last good version is shown.")).to_be_visible()
    page.get_by_text("Show the faults").click()
    faults = page.locator("[data-testid=stExpander] [data-testid=stText]").first
    expect(faults).to_contain_text("<script>window.__pwned=true</script>")
    expect(faults).to_contain_text("at most 100,000 are read")
    expect(faults).to_contain_text("more than 200 combining marks on one letter")
    expect(faults).to_contain_text("more than 2,000 characters without a space")
    attack.nothing_ran()


def test_uploaded_files_and_their_names_are_text(attack: Attack) -> None:
    # The banner of faults, above, has every payload, in the same words by the same function.
    files = faulty_story(PAYLOADS[::4])
    names = (
        "<img src=x onerror=window.__pwned=true>.csv",
        "{{7*7}}.csv",
        "![x](http:,,payload.invalid).csv",
    )
    page = attack.page
    page.goto(attack.server.url + "/check")
    shown = page.locator("[data-testid=stMain]")
    upload = page.locator("input[type=file]")
    upload.set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": text.encode()} for name, text in files.items()]
    )  # fmt: skip
    expect(page.get_by_text("to look at:")).to_be_visible()
    expect(shown).to_contain_text("'<script>window.__pwned=true</script>' is not an id")
    # Beside names that are none of a story's, everything is read as tables.
    attack.nothing_ran()
    page.reload()
    table = f"from,to,{PAYLOADS[0]}\n" + "".join(f'"{one}","{one}","{one}"\n' for one in names)
    upload.set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": table.encode()} for name in names]
    )
    for name in names:
        expect(shown).to_contain_text(f"{name}: 3 rows → journeys")
    expect(shown).to_contain_text("3. Which places these are")
    for one in page.get_by_test_id("stExpander").all():
        one.locator("summary").click()
    attack.nothing_ran()


def test_no_link_parameter_runs(attack: Attack, rules: NodeRules) -> None:
    story = attack.load(hostile_story(PAYLOADS[:6]))
    # Every payload in every parameter, as the frame reads them …
    rules.load("hostile", story)
    read = rules.many("read_link", [("hostile", query(text)[1:]) for text in PAYLOADS])
    assert {link["focus"]["id"] for link in read if link["focus"]} == {"constructor"}
    assert all(len(link["notes"]) >= 8 for link in read if link["focus"] is None)
    # … and the nastiest in the address itself; for the pages of text see above.
    frame = attack.reader.open("/" + NASTIEST)
    assert "<img src=x onerror" in frame.locator(".wb-notices").text_content()
    attack.nothing_ran()
    # Days at both ends of the calendar and a position outside the world.
    attack.reader.open("/?from=0100-01-01&to=9999-12-31&known=9999-12-31&map=99999,99999,99999")
    attack.nothing_ran()


def test_an_address_that_slipped_through_the_reading_is_no_link(attack: Attack) -> None:
    story = attack.load(hostile_story(PAYLOADS[: len(BAD_URLS)]))

    def poison(route) -> None:
        answer = route.fetch()
        payload = answer.json()
        for at, source in enumerate(payload["sources"]):
            source["url"] = BAD_URLS[at % len(BAD_URLS)]
            source["archived_url"] = BAD_URLS[(at + 7) % len(BAD_URLS)]
        route.fulfill(response=answer, body=json.dumps(payload))

    attack.page.route("**/story.*.json", poison)
    try:
        frame = attack.reader.open()
        panel = "[role=tabpanel]:not([hidden])"
        frame.evaluate("waybill.focus('claim', 'constructor')")
        frame.wait_for_function(f"document.querySelector('{panel}').textContent.includes('(no address)')")  # fmt: skip
        frame.evaluate("(ids) => ids.forEach((id) => waybill.focus('leg', id))", list(story.legs))
        hrefs = frame.evaluate("[...document.querySelectorAll('a[href]')].map((a) => a.getAttribute('href'))")  # fmt: skip
    finally:
        attack.page.unroute("**/story.*.json")
    attack.nothing_ran()
    assert [href for href in hrefs if not href.startswith((attack.server.url, "#wb-"))] == []


def with_dom_module(attack: Attack) -> tuple[Page, str]:
    """An empty page of the app's host, and the address of core/dom.js for it to import."""
    attack.page.route("**/source/dom.js", lambda route: route.fulfill(path=WEB / "core/dom.js"))
    attack.page.goto(f"{attack.server.url}/_stcore/health")
    return attack.page, f"{attack.server.url}/source/dom.js"


def test_only_web_addresses_become_links(attack: Attack) -> None:
    frame, module = with_dom_module(attack)
    make = """async ([module, urls]) => { const { outsideLink } = await import(module); return urls.map((url) => { const a = outsideLink(url, "<b>"); return [a.localName, a.getAttribute("href"), a.textContent, a.rel || null, a.target || null]; }); }"""
    plain = ["span", None, "<b>", None, None]
    assert frame.evaluate(make, [module, list(BAD_URLS)]) == [plain] * len(BAD_URLS)
    for tag, href, text, rel, target in frame.evaluate(make, [module, list(GOOD_URLS)]):
        assert (tag, text, rel, target) == ("a", "<b>", "noopener noreferrer", "_blank")
        assert re.match(r"https?://", href)
    safe = "async ([module, urls]) => urls.map((await import(module)).safeUrl)"
    assert frame.evaluate(safe, [module, list(BAD_URLS)]) == [None] * len(BAD_URLS)
    ours = ["./a.json", "../../waybill-files/a.js", "/a", "#wb-panel", "https://example.org/"]
    assert frame.evaluate(safe, [module, ours]) == ours
    assert frame.evaluate(safe, [module, [None, "", 0, {}, ["x"]]]) == [None] * 5


def test_elements_never_take_code_as_an_attribute(attack: Attack) -> None:
    frame, module = with_dom_module(attack)
    refused = """async ([module, name]) => { const { h } = await import(module); try { return h("a", { [name]: "javascript:window.__pwned=true" }).outerHTML; } catch (error) { return error.message; } }"""
    for name in ("onclick", "ONCLICK", "style", "srcdoc"):
        answer = frame.evaluate(refused, [module, name])
        assert answer == f"h: the attribute {name} could run code"
    for name in ("href", "src"):
        assert frame.evaluate(refused, [module, name]) == "<a></a>"
    attack.nothing_ran()


def test_cells_of_100_000_characters_leave_the_page_usable(attack: Attack) -> None:
    files = hostile_story([FLOODS["tags"], "b", "c", "d"])
    story = attack.load(files)
    frame = attack.reader.open()
    for kind, ids in (("leg", story.legs), ("place", story.places), ("claim", story.claims)):
        frame.evaluate("([kind, ids]) => ids.forEach((id) => waybill.focus(kind, id))", [kind, list(ids)])  # fmt: skip
    frame.evaluate("waybill.setKnown('2023-07-21')")
    assert len(frame.evaluate("waybill.setKnown(null), waybill.legs()")) == len(story.legs)
    attack.nothing_ran()
    for path in ("/table", "/method"):
        attack.page.goto(attack.server.url + path)
        expect(attack.page.locator(".wb-doc").last).to_be_visible(timeout=60_000)
        attack.nothing_ran()
