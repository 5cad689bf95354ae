"""A text begins on the side on which its own script does, in documents, editions and the first picture."""

import pytest

from waybill.web.assets import WEB

EDGES = """(element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const [text, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
  return [text.left - box.left, box.right - text.right];
}"""


@pytest.mark.parametrize(
    ("sheet", "around"),
    [("documents.css", "wb-doc"), ("edition.css", "wbe-text"), ("waybill.css", "wb-head")],
)
def test_hebrew_begins_at_the_right_and_english_at_the_left(browser, sheet, around):
    page = browser.new_page()
    style = (WEB / "dist" / sheet).read_text("utf-8")
    page.set_content(
        f"<style>{style} .{around} {{ display: block }} p {{ margin: 0; padding: 0 }}</style>"
        f'<div class="{around}"><p id="he">חיפה, Haifa.</p><p id="en">Haifa, חיפה.</p></div>'
    )
    left, right = page.locator("#he").evaluate(EDGES)
    assert right < 1 < left
    left, right = page.locator("#en").evaluate(EDGES)
    assert left < 1 < right
    page.close()
