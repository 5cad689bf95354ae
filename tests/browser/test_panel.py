"""The panel: visits, legs and claims in words; what is outside the dates or not yet public."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from support.gestures import ALL_WORDS, LEGS, WINDOW, centre, counts, day_width, drag, drawn

# Named for the first time after 12 October 2023.
LATER_NAMES = ["Kremlin", "Burmistrov", "Choe", "RUSI", "VOA", "Jenzen", "Kirby", "Tikhoretsk,"]


def known_on(frame, day: str | None):
    frame.evaluate("day => waybill.setKnown(day)", day)
    drawn(frame)


def tab(frame, name: str):
    frame.locator(f"#wb-tab-{name}").click()
    drawn(frame)


# ---- visits


def test_visits_stand_in_order_of_date_trip_by_trip_and_those_outside_are_greyed_under_a_divider(
    dashboard,
):
    cards = dashboard.locator("#wb-pane-visits .wb-visit")
    ids = cards.evaluate_all("cards => cards.map(card => card.dataset.id)")
    assert ids == [
        "v2-kim-departs", "v2a-kim-khasan", "v2b-kim-putin-vostochny", "v2c-kim-komsomolsk", "v2d-kim-knevichi",
        "v2d-kim-vladivostok", "v2e-kim-artyom", "v2f-kim-tumangang", "v2g-kim-returns",
        "v1-shoigu", "v3-lavrov-beijing", "v5-lavrov-pyongyang", "v4-putin-beijing", "v6-putin-pyongyang",
    ]  # fmt: skip
    outside = dashboard.locator(".wb-visit.wb-out")
    assert outside.evaluate_all("cards => cards.map(card => card.dataset.id)") == ids[9:]
    divider = dashboard.locator("#wb-pane-visits .wb-divider")
    expect(divider).to_have_text("Outside the dates shown (5)")
    assert divider.evaluate("el => el.previousElementSibling.dataset.id") == "v2g-kim-returns"
    grey = dashboard.evaluate(
        "getComputedStyle(document.querySelector('.wb')).getPropertyValue('--ink3')"
    )
    colour = outside.first.locator("h3").evaluate("el => getComputedStyle(el).color")
    assert "#{:02x}{:02x}{:02x}".format(*map(int, re.findall(r"\d+", colour)[:3])) == grey


def test_a_visit_says_who_met_whom_where_and_what_came_of_it(dashboard):
    card = dashboard.locator('[data-id="v2b-kim-putin-vostochny"]')
    expect(card).to_contain_text("Kim Jong Un")
    expect(card).to_contain_text("Vladimir Putin")
    expect(card).to_contain_text("Vostochny Cosmodrome")
    expect(card).to_contain_text("no agreement was signed")
    expect(card.locator("blockquote")).to_contain_text(
        "“full and unconditional support” Kim Jong Un"
    )
    expect(card).to_contain_text("Sources:")


def test_choosing_a_visit_outside_the_dates_widens_them_to_hold_it(dashboard):
    dashboard.locator('[data-id="v5-lavrov-pyongyang"] .wb-opener').click()
    drawn(dashboard)
    assert dashboard.evaluate("waybill.range()") == ["2023-09-07", "2023-10-19"]
    expect(dashboard.locator('[data-id="v5-lavrov-pyongyang"]')).to_have_attribute(
        "aria-current", "true"
    )


def test_an_empty_selection_says_so_and_offers_the_way_back(dashboard):
    dashboard.evaluate("waybill.setRange('2023-09-07', '2023-09-09')")
    empty = dashboard.locator(".wb-empty")
    expect(empty).to_contain_text("No visit in these dates.")
    expect(dashboard.locator("#wb-pane-visits .wb-divider")).to_have_text(
        "Outside the dates shown (14)"
    )
    assert counts(dashboard)["visits"] == "0/14"
    empty.get_by_role("button", name="Back to 7 Sept – 1 Oct 2023").click()
    drawn(dashboard)
    assert dashboard.evaluate("waybill.range()") == WINDOW
    dashboard.evaluate("waybill.setRange('2023-09-07', '2023-09-09')")
    empty.get_by_role("button", name="Show the whole record").click()
    drawn(dashboard)
    assert dashboard.evaluate("waybill.range()") == ["2023-07-20", "2023-10-31"]


# ---- legs and claims


def test_the_legs_tab_says_of_each_leg_how_it_is_known(dashboard):
    tab(dashboard, "legs")
    cards = dashboard.locator("#wb-pane-legs .wb-leg")
    assert cards.evaluate_all("cards => cards.map(card => card.dataset.id)") == LEGS
    standings = cards.locator(".wb-standing > span").all_inner_texts()
    assert standings == [
        "Only said; route not published",
        "Both ends reported from images; path inferred",
        "Only said; the two ends cannot be told apart; path inferred",
        "Both ends reported from images; path inferred",
        "Only said; route not published",
    ]
    expect(cards.nth(1)).to_contain_text("White House")
    expect(cards.nth(1)).to_contain_text("Kremlin")
    expect(dashboard.locator("#wb-pane-legs")).to_contain_text("none is a proven delivery")


# The claims tab from top to bottom: {heading: [ids of the cards under it]}.
CLAIM_GROUPS = """() => {
  const groups = {};
  let heading = "";
  for (const el of document.querySelectorAll("#wb-pane-claims .wb-list > :is(.wb-divider, .wb-claim)"))
    if (el.matches(".wb-divider")) groups[(heading = el.textContent)] = [];
    else (groups[heading] ??= []).push(el.dataset.id);
  return groups;
}"""
ON_THE_WAY = {
    "c1-containers", "c2-route", "c2-kirby-depot", "us-image-rajin", "us-image-dunay", "us-image-tikhoretsk",
}  # fmt: skip
TO_GAZA = {"c7-rfa-f7", "c8-jcs-122mm", "c9-jcs-intermediaries", "c9-jenzen-jones-iran"}


def threads(ids):
    return f"{len(ids)} thread{'s' * (len(ids) != 1)}"


def threads_counted(frame):
    """The number of threads that the tab gives with its number of statements."""
    expect(frame.locator("#wb-tab-claims .wb-hidden")).to_have_text("75 statements in 47 threads")
    assert counts(frame)["claims"] == "75"
    return 47


def claim_groups(frame):
    """(heading of what comes first, its ids, heading of the rest, its ids)."""
    (first, ids), (others, rest) = frame.evaluate(CLAIM_GROUPS).items()
    assert first == f"{first.rpartition(' (')[0]} ({threads(ids)})"
    assert others == f"Other claims in this record ({threads(rest)})"
    return first.rpartition(" (")[0], ids, rest


def test_the_claims_tab_begins_with_the_legs_and_visits_in_the_dates_and_hides_no_other(dashboard):
    tab(dashboard, "claims")
    heading, first, rest = claim_groups(dashboard)
    assert heading == "About the legs and visits in the dates shown"
    assert first[0] == "c1-containers"
    assert set(first) >= ON_THE_WAY | TO_GAZA
    assert "un-general-assembly-vote" in rest
    assert len({*first, *rest}) == len(first) + len(rest) == threads_counted(dashboard)
    published = dashboard.locator("#wb-pane-claims .wb-list > .wb-divider + .wb-claim").last
    assert published.get_attribute("data-id") == rest[0] == "un-general-assembly-vote"


@pytest.mark.parametrize(
    ("kind", "name", "heading", "tied", "others"),
    [
        ("step", "gaza", "About this step: The Gaza claim", TO_GAZA, ON_THE_WAY),
        ("step", "rail", "About this step: Dunay → Tikhoretsk by rail", {"c2-distance"}, TO_GAZA),
        (
            "leg",
            "rajin-dunay",
            "About this leg: Angara (as claimed): Rajin → Dunay",
            {"c2-route"},
            TO_GAZA,
        ),
        ("place", "iran", "About this place: Iran", {"c9-jenzen-jones-iran"}, ON_THE_WAY),
        (
            "visit",
            "v5-lavrov-pyongyang",
            "Naming Pyongyang, on the days of this visit",
            {"article-no-comment"},
            ON_THE_WAY,
        ),
    ],
)
def test_what_is_chosen_comes_first_in_the_claims_tab(dashboard, kind, name, heading, tied, others):
    dashboard.evaluate("([kind, name]) => waybill.focus(kind, name)", [kind, name])
    tab(dashboard, "claims")
    found, first, rest = claim_groups(dashboard)
    assert re.sub(r"\s+", " ", found) == heading
    assert tied <= set(first)
    assert others <= set(rest)


def test_a_visit_that_no_claim_is_about_says_so(dashboard):
    dashboard.evaluate("waybill.focus('visit', 'v3-lavrov-beijing')")
    tab(dashboard, "claims")
    expect(dashboard.locator("#wb-pane-claims .wb-intro")).to_contain_text(
        "No claim in this record is tied to this visit."
    )


def test_choosing_a_claim_leaves_every_claim_where_it_is(dashboard):
    dashboard.evaluate("waybill.focus('step', 'gaza')")
    tab(dashboard, "claims")
    before = dashboard.evaluate(CLAIM_GROUPS)
    dashboard.locator('.wb-claim[data-id="c4-shells"] .wb-opener').click()
    drawn(dashboard)
    assert dashboard.evaluate(CLAIM_GROUPS) == before
    expect(dashboard.locator('.wb-claim[data-id="c4-shells"]')).to_have_attribute(
        "aria-current", "true"
    )


def test_when_legs_leave_the_dates_the_cards_move_and_what_is_read_stays_in_sight(dashboard):
    tab(dashboard, "claims")
    dashboard.evaluate(
        """() => {
          const pane = document.getElementById("wb-pane-claims");
          window.cards = [...pane.querySelectorAll(".wb-claim")];
          pane.scrollTop = 1500;
        }"""
    )
    in_sight = """() => {
      const top = document.getElementById("wb-pane-claims").getBoundingClientRect().top;
      const card = cards.find(card => window.read ? card === read : card.getBoundingClientRect().bottom > top);
      window.read = card;
      return [card.dataset.id, Math.round(card.getBoundingClientRect().top - top)];
    }"""
    before, (reading, place) = dashboard.evaluate(CLAIM_GROUPS), dashboard.evaluate(in_sight)
    dashboard.evaluate("waybill.setRange('2023-10-03', '2023-10-06')")
    drawn(dashboard)
    heading, first, _ = claim_groups(dashboard)
    assert heading == "About the legs in the dates shown"
    assert not ON_THE_WAY & set(first)
    assert set(first) >= TO_GAZA
    found, now = dashboard.evaluate(in_sight)
    assert found == reading
    assert abs(now - place) <= 1
    # The same cards, none of them made anew.
    assert dashboard.evaluate("cards.every(card => card.isConnected)")
    dashboard.evaluate("waybill.setRange('2023-09-07', '2023-10-01')")
    drawn(dashboard)
    assert dashboard.evaluate(CLAIM_GROUPS) == before


def test_while_a_handle_is_held_no_claim_moves(desk, dashboard):
    dashboard.evaluate("waybill.setRange('2023-09-25', '2023-10-06')")
    tab(dashboard, "claims")
    before = dashboard.evaluate(CLAIM_GROUPS)
    start = centre(dashboard.locator(".wb-tl-flag-a"))
    for _ in drag(desk.page, start, 8 * day_width(dashboard), steps=4):
        drawn(dashboard)
        assert dashboard.evaluate(CLAIM_GROUPS) == before
    drawn(dashboard)
    assert dashboard.evaluate("waybill.range()[0]") == "2023-10-03"
    assert dashboard.evaluate(CLAIM_GROUPS) != before


def test_the_keyboard_goes_through_the_claims_as_the_eye_does(dashboard):
    dashboard.evaluate("waybill.focus('step', 'gaza')")
    tab(dashboard, "claims")
    tops = dashboard.locator("#wb-pane-claims .wb-opener").evaluate_all(
        "buttons => buttons.map(button => button.getBoundingClientRect().top)"
    )
    assert len(tops) == threads_counted(dashboard)
    assert tops == sorted(tops)


def test_what_comes_first_is_what_had_been_published_by_that_day(dashboard):
    known_on(dashboard, "2023-10-12")
    tab(dashboard, "claims")
    heading, first, _ = claim_groups(dashboard)
    assert heading == "About the legs and visits in the dates shown"
    assert first == ["c7-rfa-f7"]


def test_the_claims_tab_puts_every_answer_below_what_it_answers(dashboard):
    tab(dashboard, "claims")
    card = dashboard.locator('.wb-claim[data-id="c1-containers"]')
    answers = card.locator(".wb-replies li").evaluate_all(
        "lines => lines.map(line => line.dataset.id)"
    )
    assert answers == [
        "c1-voa-ships", "c1-burmistrov-disputes", "c1-rusi-movement", "c1-kremlin-rejects", "c1-lavrov-rumors",
        "c1-choe-rejects", "c1-csis-najin",
    ]  # fmt: skip
    line = card.locator('[data-id="c1-kremlin-rejects"]')
    expect(line).to_contain_text(
        "Kremlin rejected this: The allegation is rejected: the US side, it says, offers no proof. “without providing any proof”"
    )
    expect(line).to_contain_text("17 Oct")
    # An answer is as large as what it answers about.
    sizes = card.evaluate(
        "card => ['.wb-by', '.wb-replies li'].map(s => getComputedStyle(card.querySelector(s)).fontSize)"
    )
    assert sizes[0] == sizes[1]


def test_a_claim_that_nobody_answered_says_so_of_this_record_only(dashboard):
    tab(dashboard, "claims")
    card = dashboard.locator('.wb-claim[data-id="csis-tumangang"]')
    expect(card).to_contain_text("No direct response in this record")


def test_what_is_not_verified_is_marked(dashboard):
    tab(dashboard, "claims")
    expect(dashboard.locator('.wb-claim[data-id="us-image-dunay"]')).to_contain_text("not verified")


def test_tabs_are_changed_with_the_arrow_keys(dashboard):
    dashboard.locator("#wb-tab-visits").focus()
    for key, name in (
        ("ArrowRight", "legs"),
        ("ArrowRight", "claims"),
        ("ArrowRight", "visits"),
        ("End", "claims"),
    ):
        dashboard.locator(":focus").press(key)
        expect(dashboard.locator(f"#wb-tab-{name}")).to_be_focused()
        expect(dashboard.locator(f"#wb-pane-{name}")).to_be_visible()
    expect(dashboard.get_by_role("tabpanel")).to_have_count(1)


def test_the_list_scrolls_inside_and_not_the_page(desk, dashboard):
    pane = dashboard.locator("#wb-pane-visits")
    assert pane.evaluate("pane => pane.scrollHeight > pane.clientHeight")
    box = pane.bounding_box()
    desk.page.mouse.move(box["x"] + 50, box["y"] + 50)
    desk.page.mouse.wheel(0, 200)
    dashboard.wait_for_function("document.getElementById('wb-pane-visits').scrollTop > 100")


# ---- as known on a day


def test_the_day_before_it_was_said_the_claim_of_the_containers_is_nowhere(alone):
    # A fresh page, so that nothing of a later day can be left over.
    frame = alone.open("?known=2023-10-12")
    for name in ("visits", "legs", "claims"):
        tab(frame, name)
    words = frame.evaluate(ALL_WORDS)
    assert "ontainer" not in words
    assert [name for name in LATER_NAMES if name in words] == []
    assert ">1,000" not in words
    assert "290" not in words
    assert frame.evaluate("waybill.legs()") == ["gaza-claim"]
    expect(frame.locator(".wb-chip").nth(1)).to_have_text(re.compile("Not yet reported"))
    expect(frame.locator(".wb-kn")).to_contain_text("As known on 12 Oct 2023")

    # The day after, everything the White House said is there, and still nothing later.
    known_on(frame, "2023-10-13")
    for name in ("visits", "legs", "claims"):
        tab(frame, name)
    words = frame.evaluate(ALL_WORDS)
    assert "More than 1,000 containers" in words
    assert "290" in words
    assert frame.evaluate("waybill.legs()") == LEGS
    assert [name for name in LATER_NAMES[:-1] if name in words] == []
    assert alone.reader.errors == []


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2023-10-13", "Only said; path inferred"),
        ("2023-10-15", "Only said; one end reported from images; path inferred"),
        ("2023-10-16", "Both ends reported from images; path inferred"),
    ],
)
def test_the_sea_leg_stands_as_it_stood_that_day(dashboard, day, words):
    dashboard.evaluate("waybill.focus('leg', 'rajin-dunay')")
    known_on(dashboard, day)
    expect(dashboard.locator(".wb-card .wb-standing span").last).to_have_text(words)


def test_a_missing_answer_is_said_of_that_day(dashboard):
    known_on(dashboard, "2023-10-13")
    tab(dashboard, "claims")
    expect(dashboard.locator('.wb-claim[data-id="c1-containers"]')).to_contain_text(
        "No direct response in this record by that day"
    )


def test_stepping_from_publication_to_publication(dashboard):
    known_on(dashboard, "2023-10-12")
    bar = dashboard.locator(".wb-kn")
    bar.get_by_role("button", name="Next →").click()
    drawn(dashboard)
    assert dashboard.evaluate("waybill.known()") == "2023-10-13"
    bar.get_by_role("button", name="← Previous").click()
    bar.get_by_role("button", name="← Previous").click()
    drawn(dashboard)
    assert dashboard.evaluate("waybill.known()") == "2023-10-09"
    bar.get_by_role("button", name="Show all").click()
    expect(bar).to_be_hidden()
    assert dashboard.evaluate("waybill.known()") is None


def test_the_switch_shows_the_record_as_it_was_and_back(dashboard):
    switch = dashboard.get_by_role("button", name="As known on…")
    switch.click()
    drawn(dashboard)
    assert dashboard.evaluate("waybill.known()") is not None
    assert dashboard.evaluate("waybill.range()") == ["2023-07-20", "2023-10-31"]
    expect(dashboard.locator("#wb-known")).to_be_visible()
    switch.click()
    drawn(dashboard)
    assert dashboard.evaluate("waybill.known()") is None
