"""Who says so, how good is that, who disputes it, and what was known when: in the browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from support.gestures import ALL_WORDS, LEGS, counts, drawn
from support.running import ROOT

from waybill.evidence.standing import standing
from waybill.story import read_story
from waybill.story.day import Day

STORY = read_story(ROOT / "data").story
NOT_YET = "Not yet reported"
NOTHING_WAITS = [False] * 4


def known_on(frame, day: str | None):
    frame.evaluate("day => waybill.setKnown(day)", day)
    drawn(frame)


def figures(frame) -> list[str]:
    return frame.locator(".wb-figs > div").all_inner_texts()


# ---- the two clocks, day by day


@pytest.mark.parametrize(
    ("day", "bar", "legs", "tabs", "waiting", "rejected"),
    [
        ("2023-10-12", "4 legs, 4 visits and 4 images not yet reported", ["gaza-claim"], ("9/14", "1/5", "15"),
         [True, True, True, False], None),
        ("2023-10-13", "4 visits and 1 image not yet reported", LEGS, ("9/14", "5/5", "27"),
         NOTHING_WAITS, "No direct response in this record by that day"),
        ("2023-10-16", "4 visits not yet reported", LEGS, ("9/14", "5/5", "34"),
         NOTHING_WAITS, "Disputed by Russian diplomat Oleg Burmistrov"),
        ("2023-10-17", "4 visits not yet reported", LEGS, ("9/14", "5/5", "39"),
         NOTHING_WAITS, "Rejected by Kremlin, 17 Oct"),
        ("2023-10-20", "1 visit not yet reported", LEGS, ("9/14", "5/5", "55"),
         NOTHING_WAITS, "Rejected by Kremlin, 17 Oct, and 1 other"),
    ],
)  # fmt: skip
def test_what_the_page_and_its_figures_show_as_known_on_a_day(
    dashboard, day, bar, legs, tabs, waiting, rejected
):
    known_on(dashboard, day)
    expect(dashboard.locator(".wb-kn")).to_contain_text(bar)
    assert dashboard.evaluate("waybill.legs()") == legs
    found = counts(dashboard)
    assert (found["visits"], found["legs"], found["claims"]) == tabs
    expect(dashboard.locator(".wb-title")).to_contain_text("of this record had been published")
    texts = figures(dashboard)
    assert [NOT_YET in text for text in texts] == waiting
    if rejected:
        expect(dashboard.locator(".wb-figs > div").first).to_contain_text(
            re.compile(rejected.replace(" ", r"\s"))
        )
    for text, out in zip(texts, waiting, strict=True):
        assert not out or not re.search(r"1,000|\b290|\b202\b|9,500|ontainer|Depot", text)


def test_today_nothing_is_left_out(dashboard):
    expect(dashboard.locator(".wb-kn")).to_be_hidden()
    assert dashboard.evaluate("waybill.legs()") == LEGS
    expect(dashboard.locator(".wb-title")).to_contain_text("who claims it, who rejects it")
    assert not any(NOT_YET in text for text in figures(dashboard))


def test_the_browser_names_the_same_voices_as_the_one_function(dashboard):
    dashboard.locator("#wb-tab-legs").click()
    for day in ("2023-10-13", "2023-10-16", "2023-10-17", "2023-10-20", None):
        known_on(dashboard, day)
        for leg_id, leg in STORY.legs.items():
            known = standing(STORY, leg, day and Day.fromisoformat(day))
            card = dashboard.locator(f'.wb-leg[data-id="{leg_id}"]')
            expect(card.locator(".wb-standing")).to_contain_text(known.words)
            terms, texts = (
                card.locator("dt").all_inner_texts(),
                card.locator("dd").all_inner_texts(),
            )
            rows = dict(zip(terms, texts, strict=True))
            expected = {
                "Corroborated": known.corroborated_by,
                "Rejected": known.rejected_by,
                "Disputed": tuple(n for n in known.disputed_by if n not in known.rejected_by),
            }
            for term, names in expected.items():
                said = rows.get(term, "")
                if names:
                    # A long list is cut at a word; what stands there is its beginning.
                    assert "; ".join(names).startswith(said.removesuffix("…")), (day, leg_id, term)
                    assert said
                else:
                    assert said == "" or said.startswith("No direct response"), (day, leg_id, term)


def test_a_place_known_only_later_tells_nothing(dashboard):
    known_on(dashboard, "2023-10-12")
    dashboard.evaluate("waybill.focus('place', 'tikhoretsk')")
    drawn(dashboard)
    card = dashboard.locator(".wb-card")
    expect(card.locator("h2")).to_have_text("A place not yet named")
    assert "Tikhoretsk" not in card.inner_text()
    known_on(dashboard, "2023-10-13")
    expect(card.locator("h2")).to_have_text("Tikhoretsk")
    assert "RUSI" not in card.inner_text()
    known_on(dashboard, "2023-10-16")
    expect(card).to_contain_text("Image of 28 Sept 2023")


def test_iran_is_not_on_the_map_before_somebody_named_it(dashboard):
    shape = "() => [...document.querySelectorAll('.wb-m-ring')].map(el => el.getAttribute('aria-label')).sort()"
    dashboard.evaluate("waybill.focus('step', 'gaza')")
    known_on(dashboard, "2023-10-12")
    assert [name for name in dashboard.evaluate(shape) if name.startswith("Iran")] == []
    dashboard.evaluate("waybill.focus('leg', 'gaza-claim')")
    drawn(dashboard)
    assert "Iran" not in dashboard.locator(".wb-card").inner_text()
    known_on(dashboard, "2023-10-13")
    expect(dashboard.locator(".wb-card")).to_contain_text("named in between: Iran")


def test_the_letter_of_a_grade_shows_at_once_and_the_number_when_its_reports_were_out(dashboard):
    dashboard.locator("#wb-tab-claims").click()
    grade = dashboard.locator('.wb-claim[data-id="c1-containers"] > .wb-gradeline')
    for day, words in (
        ("2023-10-16", "left out on this day: it weighs reports published later"),
        ("2023-10-31", "possibly true"),
        (None, "possibly true"),
    ):
        known_on(dashboard, day)
        expect(grade).to_contain_text("usually reliable source")
        expect(grade).to_contain_text(words)


def test_the_outcome_and_the_quote_of_a_visit_wait_for_their_sources(dashboard):
    visit = dashboard.locator('.wb-visit[data-id="v2b-kim-putin-vostochny"]')
    for day, there, not_there in (
        ("2023-09-14", "The outcome is left out", "no agreement was signed"),
        ("2023-10-30", "The outcome is left out", "full and unconditional support"),
        ("2023-10-31", "no agreement was signed", "left out"),
        (None, "full and unconditional support", "left out"),
    ):
        known_on(dashboard, day)
        expect(visit).to_contain_text(there)
        expect(visit).not_to_contain_text(not_there)


def test_how_the_story_came_out_walks_from_publication_to_publication(dashboard):
    known_on(dashboard, "2023-10-12")
    dashboard.get_by_role("button", name="How the story came out").click()
    ticker = dashboard.locator(".wb-ticker")
    expect(ticker).to_contain_text("13 Oct 2023")
    expect(ticker).to_contain_text("White House said: More than 1,000 containers")
    expect(ticker).to_contain_text("15 Oct 2023")
    dashboard.locator(".wb-kn").get_by_role("button", name="Pause").click()
    drawn(dashboard)
    assert dashboard.evaluate("waybill.known()") == "2023-10-15"
    assert dashboard.evaluate("waybill.link()").count("known=2023-10-15") == 1


# ---- who says so: every mark


def test_the_card_of_every_leg_has_a_claimant_a_day_and_a_source_and_says_how_it_is_known(
    dashboard,
):
    card = dashboard.locator(".wb-card")
    for leg_id in LEGS:
        dashboard.evaluate("id => waybill.focus('leg', id)", leg_id)
        drawn(dashboard)
        expect(card).to_contain_text(re.compile(r"White House|Radio Free Asia"))
        expect(card).to_contain_text(re.compile(r"\d{1,2} Oct"))
        assert card.locator(".wb-sources a").count() > 0
        path = "nferred" if STORY.legs[leg_id].path_basis == "inferred" else "not a path"
        expect(card).to_contain_text(path)


def test_every_visit_and_claim_in_the_panel_has_a_day_and_a_source(dashboard):
    bare = dashboard.evaluate(
        """() => {
          document.getElementById("wb-tab-visits").click();
          waybill.setRange("2023-07-20", "2023-10-31");
          return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(
            [...document.querySelectorAll(".wb-visit")].filter(el =>
              !/\\d/.test(el.querySelector(".wb-visit-date").textContent) || !el.querySelector(".wb-src")).map(el => el.dataset.id)))));
        }"""
    )
    assert bare == []
    dashboard.locator("#wb-tab-claims").click()
    drawn(dashboard)
    without = dashboard.evaluate(
        """() => [...document.querySelectorAll(".wb-claim")].filter(el =>
          !el.querySelector(".wb-src") && !el.querySelector(".wb-tag")).map(el => el.dataset.id)"""
    )
    assert without == []


def test_the_words_of_a_claim_never_stand_without_the_one_who_said_them(dashboard):
    dashboard.locator("#wb-tab-claims").click()
    drawn(dashboard)
    heads = dashboard.locator(".wb-claim h3").all_inner_texts()
    assert len(heads) == 47
    verbs = (
        r" (?:said|reported|published an image|rejected|disputed|gave another account) (?:on|in) "
    )
    assert [head for head in heads if not re.search(verbs, head.split(":")[0] + " ")] == []


# ---- stated against computed, conflicts, images, trips


def test_stated_and_computed_stand_together_on_the_cards(dashboard):
    dashboard.evaluate("waybill.focus('leg', 'dunay-tikhoretsk')")
    drawn(dashboard)
    card = dashboard.locator(".wb-card")
    for check, words in {
        "rail-length": ["about 9,500–10,300 km", "Inferred by Waybill", "8,473 km"],
        "pace": [
            "about 520 km a day over 19 days",
            "about 620 km a day over 16 days",
            "not verified",
        ],
    }.items():
        details = card.locator(f'[data-check="{check}"]')
        details.locator("summary").click()
        for part in words:
            expect(details).to_contain_text(part)
    dashboard.evaluate("waybill.focus('place', 'tikhoretsk')")
    drawn(dashboard)
    border = card.locator('[data-check="border"]')
    border.locator("summary").click()
    for part in (
        "290 km",
        "RUSI: The distance is put at about 200 km.",
        "202 km",
        "No definition of the 290 km is in this record",
    ):
        expect(border).to_contain_text(part)
    border.get_by_role("button", name="Show the measured lines on the map").click()
    drawn(dashboard)
    expect(dashboard.locator(".wb-m-note")).to_contain_text(
        "No definition of the 290 km is in this record"
    )
    dashboard.evaluate("waybill.focus(null)")


def test_the_figures_lead_to_what_they_were_compared_with(dashboard):
    # In a window as low as this one, what a figure was compared with is one press away.
    dashboard.get_by_role("button", name="More", exact=True).click()
    dashboard.get_by_role("button", name="Line drawn: 8,473 km").click()
    drawn(dashboard)
    expect(dashboard.locator(".wb-card h2")).to_contain_text("Tikhoretsk by rail")
    dashboard.get_by_role("button", name="What images are said to show").click()
    drawn(dashboard)
    claim = dashboard.locator('.wb-claim[data-id="c1-containers"]')
    expect(claim).to_have_class(re.compile("wb-current"))
    claim.locator('[data-check="containers"] summary').click()
    expect(claim.locator('[data-check="containers"]')).to_contain_text(
        "No image shows the contents."
    )
    dashboard.get_by_role("button", name="Less", exact=True).click()


def test_every_conflict_stands_at_a_mark_it_concerns(dashboard):
    for conflict in STORY.info.conflicts:
        kind, row_id = (
            ("leg", conflict.legs[0])
            if conflict.legs
            else ("visit", conflict.visits[0])
            if conflict.visits
            else ("claim", conflict.claims[0])
        )
        dashboard.evaluate("([kind, id]) => waybill.focus(kind, id)", [kind, row_id])
        drawn(dashboard)
        where = ".wb-card" if kind == "leg" else f'.wb-{kind}[data-id="{row_id}"]'
        note = dashboard.locator(where).locator(f'[data-conflict="{conflict.id}"]').first
        expect(note).to_contain_text(conflict.title)
        expect(note).to_contain_text(conflict.text[:60])
        assert note.locator("a").count() > 0


IMAGES = [c for c in STORY.claims.values() if c.kind == "image" and c.observed_start and c.places]


def test_every_image_is_a_mark_of_its_own(dashboard):
    labels = dashboard.evaluate(
        "() => [...document.querySelectorAll('.wb-tl-image')].map(el => el.getAttribute('aria-label')).join('\\n')"
    )
    assert labels.count("Image") >= 4
    for image in IMAGES:
        dashboard.evaluate("id => waybill.focus('claim', id)", image.claim_id)
        drawn(dashboard)
        entry = dashboard.locator(f'[data-kind="claim"][data-id="{image.claim_id}"]').first
        expect(entry).to_contain_text(image.claimant)
        expect(entry).to_contain_text("Cannot show: " + image.limits.split(".")[0])
        expect(entry).to_contain_text(re.compile("[Ii]mage of .*, published "))


def test_a_trip_is_one_with_its_stops_under_one_heading(dashboard):
    dashboard.evaluate("waybill.setRange('2023-07-20', '2023-10-31')")
    drawn(dashboard)
    heads = dashboard.locator("#wb-pane-visits .wb-trip")
    expect(heads.nth(0)).to_contain_text("Kim Jong Un, 10–19 Sept 2023: one trip, 9 stops")
    expect(heads.nth(0)).to_contain_text("In the dates the White House gave")
    expect(heads.nth(1)).to_contain_text("Sergei Lavrov, 16–19 Oct 2023: one trip, 2 stops")
    expect(heads.nth(1)).to_contain_text("After the dates the White House gave")
    expect(dashboard.locator('[data-id="v1-shoigu"]')).to_contain_text(
        "Before the dates the White House gave"
    )
    outside = dashboard.locator('[data-id="v6-putin-pyongyang"]')
    expect(outside.locator(".wb-extra")).to_be_visible()
    expect(outside.locator(".wb-extra")).to_have_text(
        "Article: not in El Mundo’s article, which reports only that media expected it"
    )
    dashboard.evaluate("waybill.setRange('2023-09-07', '2023-10-01')")


# ---- the claims page


def claims_page(visitor, query: str = ""):
    visitor.page.goto(f"{visitor.base}/claims{query}")
    expect(visitor.page.locator(".wb-doc-thread").first).to_be_visible(timeout=30_000)
    return visitor.page.locator("[data-testid=stMain]")


def test_from_a_claim_on_the_map_to_its_page_and_back_with_the_same_view(visitor):
    frame = visitor.open("/?known=2023-10-17&from=2023-09-10&to=2023-09-30&claim=c1-containers")
    frame.locator('.wb-claim[data-id="c1-containers"]').get_by_role(
        "link", name="This claim on the claims page"
    ).click()
    first = visitor.page.locator(".wb-doc-thread").first
    expect(first).to_contain_text("The claim you came for", timeout=30_000)
    expect(first).to_contain_text("Kremlin")
    expect(visitor.page.locator("[data-testid=stMain]")).not_to_contain_text("Choe")
    first.get_by_role("link", name="Rajin → Dunay").first.click()
    frame = visitor.frame()
    assert frame.evaluate("[waybill.known(), ...waybill.range()]") == [
        "2023-10-17",
        "2023-09-10",
        "2023-09-30",
    ]
    expect(frame.locator(".wb-card h2")).to_have_text(re.compile("Rajin.*Dunay by sea"))
    assert visitor.errors == []


def test_the_claims_page_filters_and_its_address_keeps_the_filter(visitor):
    main = claims_page(visitor, "?stance=denies&leg=rajin-dunay&known=2023-10-20")
    expect(main).to_contain_text(
        "2 of 75 statements in 4 threads, by step of the story, then by day of publication; "
        "20 statements not yet published on the day set"
    )
    chosen = main.locator("[data-testid=stMultiSelect]").nth(1)
    expect(chosen).to_contain_text("denies")
    expect(main.locator("svg.wb-doc-chart")).to_have_attribute("aria-label", re.compile("2 denies"))
    main.get_by_role("button", name="Dates (1)").click()
    visitor.page.locator("[data-testid=stDateInput]").nth(2).get_by_role(
        "button", name=re.compile("[Cc]lear")
    ).click()
    expect(main).to_contain_text("3 of 75 statements in 4 threads,")
    expect(visitor.page).not_to_have_url(re.compile("known="))
    assert visitor.errors == []
    assert visitor.foreign_requests() == []


def test_a_long_section_shows_its_first_threads_and_the_rest_on_a_press(visitor):
    main = claims_page(visitor)
    part = main.locator(".wb-doc-part").last
    threads = part.locator(".wb-doc-thread")
    assert threads.count() > 5
    expect(threads.nth(4)).to_be_visible()
    expect(threads.nth(5)).to_be_hidden()
    part.get_by_text("more threads").click()
    expect(threads.last).to_be_visible()
    # A link to a thread that is not shown shows it.
    last = threads.last.get_attribute("id")
    main = claims_page(visitor, f"?order=steps#{last}")
    expect(main.locator(f".wb-doc-thread[id='{last}']")).to_be_in_viewport()


def test_the_filters_stand_in_one_row_and_the_chart_is_low_with_a_table_and_a_bad_filter_is_left_aside(
    visitor,
):
    # A bad filter in the address is left aside, so that this is the whole page.
    main = claims_page(
        visitor, "?stance=maybe&leg=nowhere&known=yesterday&claim=none&after=2023-99-99"
    )
    expect(main).to_contain_text("75 statements in 47 threads, by step of the story")
    expect(main.locator("[data-testid=stException]")).to_have_count(0)
    widgets = ("stTextInput", "stMultiSelect", "stSelectbox", "stPopover")
    found = main.locator(", ".join(f"[data-testid={name}]" for name in widgets))
    expect(found).to_have_count(7)
    rows = [box["y"] + box["height"] for one in found.all() if (box := one.bounding_box())]
    assert len(rows) == 7
    assert max(rows) - min(rows) < 8
    chart = main.locator("svg.wb-doc-chart").bounding_box()
    assert chart
    assert chart["height"] < 720 / 3
    expect(main.locator("svg.wb-doc-chart rect").first).to_be_visible()
    main.get_by_text("The same as a table").click()
    table = main.get_by_role("region", name="Table of statements over time")
    expect(table).to_be_visible()
    expect(table.locator("tr").filter(has_text="Oct 2023")).to_contain_text("31")


def test_an_anchor_of_the_method_page_leads_there(visitor):
    visitor.page.goto(f"{visitor.base}/method#corrections")
    expect(visitor.page.locator("#corrections")).to_be_in_viewport(timeout=30_000)
    for name in ("Grades", "Stated against computed", "How to report an error"):
        visitor.page.get_by_role("link", name=name, exact=True).click()
        heading = visitor.page.get_by_role("heading", name=name, exact=True)
        expect(heading).to_be_in_viewport()


def test_the_claims_page_on_a_phone(phone):
    phone.page.goto(f"{phone.base}/claims?claim=c2-route")
    expect(phone.page.locator(".wb-doc-thread").first).to_be_visible(timeout=30_000)
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert phone.page.evaluate(wide) == 0
    words = phone.page.evaluate(ALL_WORDS)
    assert "usually reliable source" in words


@pytest.mark.parametrize(
    ("step", "day", "later"),
    [("rail", "2023-10-16", "17 October"), ("gaza", "2023-10-20", "31 October")],
)
def test_the_note_of_a_step_tells_nothing_later_than_the_day(dashboard, step, day, later):
    note = dashboard.locator(".wb-m-note")
    dashboard.evaluate("([step, day]) => { waybill.setKnown(day); waybill.focus('step', step); }", [step, day])  # fmt: skip
    expect(note).to_contain_text("As of")
    expect(note).not_to_contain_text(later)
    dashboard.evaluate("waybill.setKnown(null)")
    expect(note).to_contain_text(later)


def test_who_rejects_a_claim_is_not_listed_as_if_it_joined_in(dashboard):
    dashboard.evaluate("waybill.setKnown('2023-10-26')")
    words = dashboard.locator(".wb-kn-last")
    expect(words).to_contain_text("are said to be complete. Rejected by Kremlin")


def test_a_place_card_names_those_who_reject_what_is_said_of_it(dashboard):
    dashboard.evaluate("waybill.focus('place', 'rajin')")
    images = dashboard.locator(".wb-card dt").filter(has_text="Images").locator("+ dd")
    expect(images).to_contain_text("Rejected by Kremlin")
