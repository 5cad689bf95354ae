"""What axe finds wrong with a page for readers with a screen reader, a keyboard or weak eyes."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page

SCRIPT = Axe().axe_script

EVERY_RULE = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""The sets of axe's rules that this project keeps."""

COLOURS = ("color-contrast", "link-in-text-block")
"""What can differ between light and dark: the elements, their names and sizes are the same."""

STREAMLITS_OWN = {"presentation-role-conflict"}
"""What axe finds in Streamlit's own widgets: the box for uploads is a <section> without a role that
is also made focusable."""

# Measuring a contrast costs axe some milliseconds for each piece of text, because it asks what lies
# behind it: nine seconds for a long page. Text that looks like text before it has the same contrast,
# so two pieces of each look are measured: of the same colours, sizes and grounds, up to the page.
# Every other rule is tried on every element. A frame in the page is another document, to be looked at
# by itself.
FIND = """async ([within, tags, rules]) => {
  const roots = within ? [...document.querySelectorAll(within)] : [document];
  if (!roots.length) throw new Error("nothing matches " + within);
  const speaks = (el) => el.matches("input, select, textarea")
    || [...el.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const grounds = new Map();
  const ground = (el) => {
    if (!grounds.has(el)) grounds.set(el, groundOf(el));
    return grounds.get(el);
  };
  const groundOf = (el) => {
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(el);
    const own = [backgroundColor, backgroundImage, opacity].join(" ");
    const behind = el.parentElement ? ground(el.parentElement) : "";
    return own === "rgba(0, 0, 0, 0) none 1" ? behind : own + "; " + behind;
  };
  const looks = new Map();
  for (const el of roots.flatMap((root) => [...root.querySelectorAll("*")])) {
    if (!speaks(el) || !el.checkVisibility({ visibilityProperty: true })) continue;
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(el);
    const look = [color, fontSize, fontWeight, textShadow, ground(el)].join("; ");
    const alike = looks.get(look) || [];
    if (alike.length < 2) looks.set(look, [...alike, el]);
  }
  const measured = [...looks.values()].flat();
  // They keep the mark until the page is looked at again: axe may name an element by it.
  document.querySelectorAll("[data-measured]").forEach((el) => el.removeAttribute("data-measured"));
  measured.forEach((el) => el.setAttribute("data-measured", ""));
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-measured]" }] });
  const chosen = rules || tags ? { runOnly: rules || tags } : {};
  const { violations } = await axe.run(within ? { include: roots } : document, { resultTypes: ["violations"], iframes: false, ...chosen });
  return violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target.join(" "))]);
}"""


def violations(
    page: Page | Frame,
    within: str = "",
    tags: Sequence[str] = (),
    rules: Sequence[str] = (),
) -> dict[str, list[str]]:
    """Return what axe finds: rule → the elements that break it, as selectors.

    Args:
        page: the document to look at.
        within: a selector; only what it matches is looked at, all of it at once: axe reads the whole
            document each time.
        tags: the sets of axe's rules that are tried; without any, those that axe tries by itself.
        rules: single rules that are tried instead of sets.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    return dict(page.evaluate(FIND, [within, list(tags) or None, list(rules) or None]))
