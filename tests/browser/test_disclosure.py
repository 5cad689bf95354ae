"""The dashboard tells no text of a row before its day, whatever is open, and from that day on tells it.

tests/evidence/test_every_surface.py walks what Python makes; tests/parity/test_disclosure.py holds the
front end's state to the same days. Here is what stands on the page.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from support.fields import Field, fields_of, publication_dates
from support.readers import Readers
from support.staggered_story import staggered_story
from support.static_site import Site, map_page

from waybill.evidence.dates import is_out
from waybill.story import Story
from waybill.story.day import Day

# Opens everything in turn and collects every text and every name of an element on the page.
READ = """async ([known, focuses]) => {
  const page = window.waybill, root = document.querySelector(".wb"), found = new Set();
  const frames = async (count) => { for (; count; count--) await new Promise(requestAnimationFrame); };
  const collect = () => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) found.add(walker.currentNode.data);
    for (const el of root.querySelectorAll("*"))
      for (const name of ["aria-label", "aria-valuetext", "title", "alt"])
        if (el.hasAttribute(name)) found.add(el.getAttribute(name));
  };
  page.setKnown(known);
  for (const tab of ["visits", "legs", "claims"]) {
    document.getElementById("wb-tab-" + tab).click();
    await frames(2);
    collect();
  }
  for (const [kind, id] of focuses) {
    page.focus(kind, id);
    await frames(2);
    collect();
  }
  page.focus(null);
  await frames(2);
  return [...found].join("\\n");
}"""
# On the page these are told as words of another form, or only where something else is chosen.
ELSEWHERE = {("sources", "extra"), ("corrections", "text")}
# Of an answer the panel tells the words and not the record's remarks, which the claims page has.
ANSWERS = {"denial", "report"}


def is_told(field: Field) -> bool:
    """Is the page to tell this text at all?"""
    of_answer = field.kind == "claims" and field.row_id in ANSWERS
    return field.column not in ELSEWHERE and not (of_answer and field.name in ("note", "extra"))


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return staggered_story(tmp_path_factory.mktemp("staggered"))


@pytest.fixture(scope="module")
def page(readers: Readers, story: Story) -> Iterator[Page]:
    with Site({"/": map_page()}, story=story) as site:
        opened = readers.meet("desktop", site.url).page
        opened.emulate_media(reduced_motion="reduce")
        opened.set_viewport_size({"width": 1024, "height": 600})  # a smaller one is quicker to draw
        opened.goto(site.url)
        opened.wait_for_selector(".wb[data-ready]")
        yield opened


def told(page: Page, story: Story, day: Day | None) -> str:
    focuses = [
        *(("leg", row) for row in story.legs),
        *(("visit", row) for row in story.visits),
        *(("claim", row) for row in story.claims),
        *(("place", row) for row in story.places),
        *(("step", step.id) for step in story.info.steps),
    ]
    return str(page.evaluate(READ, [day and day.isoformat(), focuses]))


def test_no_text_stands_on_the_page_before_its_day_and_each_does_from_then_on(page, story):
    fields = fields_of(story)
    days = publication_dates(story)
    for day in [days[0].plus(-1), *days, None]:
        text = told(page, story, day)
        early = [f for f in fields if not is_out(f.day, day) and f.text in text]
        assert early == [], day
        missing = [f for f in fields if is_out(f.day, day) and is_told(f) and f.text not in text]
        assert missing == [], day
