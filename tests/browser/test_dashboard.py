"""The dashboard as a first-time reader meets it: the map, its cards, the steps, the address."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from support.gestures import LEGS, PAINTED, WINDOW, centre, drawn, settled_view


def open_card(frame, kind: str, row_id: str):
    frame.evaluate("([kind, id]) => waybill.focus(kind, id)", [kind, row_id])
    card = frame.locator(".wb-card")
    expect(card).to_be_visible()
    return card


# ---- what one sees first


def test_the_map_shows_all_five_legs_and_nothing_is_asked_of_another_host(desk, dashboard):
    assert dashboard.evaluate("waybill.legs()") == LEGS
    assert desk.foreign_requests() == []
    assert desk.errors == []


def test_the_legs_are_drawn_in_their_modes_colours(dashboard):
    colours = dashboard.evaluate(
        """() => {
          const canvas = document.querySelector(".leaflet-wb-legs-pane canvas");
          const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          const wanted = Object.fromEntries(["--rail", "--unknown"].map(name => {
            const hex = getComputedStyle(document.querySelector('.wb')).getPropertyValue(name);
            return [name, [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16))];
          }));
          const found = { "--rail": 0, "--unknown": 0 };
          for (let i = 0; i < data.length; i += 4) {
            if (data[i + 3] < 250) continue;
            for (const [name, [r, g, b]] of Object.entries(wanted))
              if (Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b) < 12) found[name]++;
          }
          return found;
        }"""
    )
    assert colours["--rail"] > 500  # the inferred line across Russia
    assert colours["--unknown"] > 100  # the dots of the Gaza claim


def test_the_base_map_is_there_with_the_names_that_find_room(dashboard):
    names = {name.upper() for name in dashboard.locator(".wb-label-country").all_inner_texts()}
    assert (
        len(names & {"RUSSIA", "CHINA", "KAZAKHSTAN", "MONGOLIA", "JAPAN", "SYRIA", "TÜRKIYE"}) >= 4
    )


def test_the_head_says_what_is_claimed_by_whom_and_who_rejects_it(dashboard):
    head = dashboard.locator(".wb-head")
    expect(head.locator("h1")).to_have_text("From Rajin to Tikhoretsk: an alleged arms route")
    containers, distance, rail, hamas = head.locator(".wb-figs > div").all()
    expect(containers).to_contain_text(">1,000")
    expect(containers).to_contain_text("Said by White House, 13 Oct 2023")
    expect(containers).to_contain_text("Rejected by Kremlin, 17 Oct")
    expect(distance).to_contain_text("290 km stated")
    expect(distance).to_contain_text("202 km measured")
    expect(rail).to_contain_text("9,500–10,300 km")
    expect(rail).to_contain_text("Inferred by Waybill")
    expect(hamas).to_contain_text("Route not published")
    expect(hamas).to_contain_text("Rejected by North Korea")


def test_the_whole_dashboard_fits_on_one_screen_beside_each_other(dashboard):
    left, right = dashboard.locator(".wb-left"), dashboard.locator(".wb-right")
    a, b = left.bounding_box(), right.bounding_box()
    assert a["x"] + a["width"] <= b["x"]
    assert abs(a["height"] - b["height"]) < 2


def test_the_page_says_which_language_and_title_it_has(desk, dashboard):
    assert desk.page.title() != "Streamlit"
    assert dashboard.evaluate("document.documentElement.lang") == "en"


# ---- the steps of the story


@pytest.mark.parametrize(
    ("chip", "step", "place"),
    [
        ("Rajin → Dunay by sea", "ports", "dunay-port"),
        ("Dunay → Tikhoretsk by rail", "rail", "tikhoretsk"),
        ("The Gaza claim", "gaza", "gaza-border"),
    ],
)
def test_a_step_shows_its_place_and_says_what_is_known(desk, dashboard, chip, step, place):
    before = settled_view(dashboard)
    button = dashboard.locator(".wb-chip").filter(has_text=chip)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(dashboard.locator(".wb-chip[aria-pressed=true]")).to_have_count(1)
    expect(dashboard.locator(".wb-m-note")).to_contain_text(
        "White House" if step != "gaza" else "North Korea denied it on 13 October"
    )
    desk.page.wait_for_url(f"**step={step}**")
    after = settled_view(dashboard)
    assert after != before
    assert dashboard.evaluate(
        """id => {
          const box = document.querySelector(".wb-mapbox").getBoundingClientRect();
          const spot = document.querySelectorAll(".wb-m-press");
          return [...spot].some(el => el.getClientRects().length && el.getAttribute("aria-label").includes(id)
            && el.getBoundingClientRect().left >= box.left && el.getBoundingClientRect().right <= box.right
            && el.getBoundingClientRect().top >= box.top && el.getBoundingClientRect().bottom <= box.bottom);
        }""",
        {"dunay-port": "Dunay", "tikhoretsk": "Tikhoretsk", "gaza-border": "Israel–Gaza"}[place],
    )


def test_whole_route_goes_back_to_where_it_began(dashboard):
    start = settled_view(dashboard)
    dashboard.locator(".wb-chip").filter(has_text="Rajin → Dunay").click()
    assert settled_view(dashboard)["zoom"] > start["zoom"] + 1
    whole = dashboard.locator(".wb-chip").filter(has_text="Whole route")
    whole.click()
    expect(whole).to_have_attribute("aria-pressed", "true")
    assert settled_view(dashboard) == pytest.approx(start, abs=0.01)


# ---- cards


def test_the_card_of_a_leg_says_who_asserts_who_denies_and_what_corroborates(dashboard):
    dashboard.locator('.wb-m-badge[aria-label^="Leg: Dunay station → Tikhoretsk by rail"]').click()
    card = dashboard.locator(".wb-card")
    expect(card.locator("h2")).to_contain_text("Tikhoretsk by rail")
    rows = card.evaluate(
        """card => Object.fromEntries([...card.querySelectorAll("dt")].map(dt =>
          [dt.textContent, dt.nextElementSibling.textContent]))"""
    )
    assert (
        card.locator(".wb-card-head")
        .inner_text()
        .startswith("Both ends reported from images; path inferred")
    )
    assert "White House" in rows["Said by"]
    assert "Kremlin" in rows["Rejected by"]
    assert "North Korean Foreign Minister Choe Son Hui" in rows["Rejected by"]
    assert "Russian diplomat Oleg Burmistrov" in rows["Disputed by"]
    assert "RUSI" in rows["Corroborated"]
    assert "VOA" not in rows["Corroborated"]  # its images are of Rajin, not of the railway
    assert "VOA" in rows["Supports the claim, not the path"]
    assert "image of 28 Sept 2023, published 16 Oct 2023" in rows["Images, as described"]
    assert "Sept 2023 (uncertain) – 1 Oct 2023" in rows["When"]
    assert "no image shows the contents" in rows["Cargo, as claimed"]
    assert "no source in this record publishes the path" in rows["Path"]
    assert "290 km or 200 km" in rows["Where sources differ"]


def test_grades_are_given_in_words(dashboard):
    card = open_card(dashboard, "leg", "rajin-dunay")
    for words in ("usually reliable source", "possibly true"):
        expect(card).to_contain_text(words)


def test_the_quantity_is_the_claimants(dashboard):
    card = open_card(dashboard, "leg", "rajin-dunay")
    expect(card).to_contain_text(
        "more than 1,000 containers; said to be military equipment", ignore_case=True
    )


def test_a_leg_without_a_route_says_that_it_is_not_a_path(dashboard):
    card = open_card(dashboard, "leg", "gaza-claim")
    expect(card).to_contain_text("Only said; route not published")
    expect(card).to_contain_text("they are not a path")
    expect(card).to_contain_text("No route to measure; about 7,990 km straight between the places")


def test_links_to_sources_open_beside_the_page_and_cannot_reach_back(dashboard):
    open_card(dashboard, "leg", "rajin-dunay")
    links = dashboard.evaluate(
        """() => [...document.querySelectorAll(".wb a[href^=http]")]
          .filter(a => a.origin !== location.origin).map(a => [a.href, a.target, a.rel])"""
    )
    assert len(links) > 20
    assert {(target, rel) for _, target, rel in links} == {("_blank", "noopener noreferrer")}
    assert "https://www.kyivpost.com/post/22852" in [href for href, _, _ in links]


def test_the_card_of_a_place_says_where_it_is_and_how_surely(dashboard):
    dashboard.locator('.wb-m-press[aria-label^="Tikhoretsk, place"]').click()
    card = dashboard.locator(".wb-card")
    expect(card.locator("h2")).to_have_text("Tikhoretsk")
    expect(card).to_contain_text("Russia")
    expect(card).to_contain_text("45.85")
    expect(card).to_contain_text("within about")
    expect(card).to_contain_text("Image of 28 Sept 2023")
    expect(card).to_contain_text("drawn to here")


def test_escape_closes_the_card_and_gives_the_focus_back(desk, dashboard):
    badge = dashboard.locator('.wb-m-badge[aria-label^="Leg: Dunay station"]')
    badge.focus()
    desk.page.keyboard.press("Enter")
    expect(dashboard.locator("#wb-card-title")).to_be_focused()
    desk.page.keyboard.press("Escape")
    expect(dashboard.locator(".wb-card")).to_be_hidden()
    expect(badge).to_be_focused()


def test_escape_returns_to_the_step_that_was_shown(desk, dashboard):
    chip = dashboard.locator(".wb-chip").filter(has_text="by rail")
    chip.click()
    drawn(dashboard)
    open_card(dashboard, "leg", "dunay-tikhoretsk")
    desk.page.keyboard.press("Escape")
    expect(chip).to_have_attribute("aria-pressed", "true")


# ---- map and panel


def test_pointing_at_a_visit_in_the_panel_rings_its_place_on_the_map(dashboard):
    dashboard.locator('.wb-visit[data-id="v2b-kim-putin-vostochny"] h3').hover()
    ping = dashboard.locator(".wb-m-ping")
    expect(ping).to_have_count(1)
    pill = dashboard.locator('.wb-m-pill[aria-label^="Visit 4, Vostochny"]')
    (px, py), (qx, qy) = centre(ping), centre(pill)
    assert abs(px - qx) < 25
    assert abs(py - qy) < 25


def test_pointing_at_a_leg_in_the_panel_marks_it_on_the_map(dashboard):
    dashboard.locator("#wb-tab-legs").click()
    dashboard.locator('.wb-leg[data-id="dunay-tikhoretsk"] h3').hover()
    expect(dashboard.locator(".wb-m-badge-rail.is-hot")).to_have_count(1)


def test_pointing_at_a_visit_on_the_map_marks_it_in_the_panel(dashboard):
    dashboard.locator('.wb-m-pill[aria-label^="Visit 5, Komsomolsk"]').hover()
    expect(dashboard.locator(".wb-item.wb-hover")).to_have_attribute(
        "data-id", "v2c-kim-komsomolsk"
    )
    expect(dashboard.locator(".wb-tip")).to_contain_text("15 Sept 2023")


def test_choosing_a_visit_on_the_map_brings_its_card_into_view(dashboard):
    dashboard.locator("#wb-tab-claims").click()
    dashboard.locator('.wb-m-pill[aria-label^="Visit 5, Komsomolsk"]').click()
    expect(dashboard.locator("#wb-tab-visits")).to_have_attribute("aria-selected", "true")
    card = dashboard.locator('.wb-visit[data-id="v2c-kim-komsomolsk"]')
    expect(card).to_have_attribute("aria-current", "true")
    expect(card).to_be_in_viewport()


def test_choosing_an_image_on_the_map_shows_its_claim(dashboard):
    dashboard.locator('.wb-m-image[aria-label^="Image, 28 Sept 2023"]').click()
    expect(dashboard.locator("#wb-tab-claims")).to_have_attribute("aria-selected", "true")
    expect(dashboard.locator('[data-id="c2-rusi-depot-trains"][aria-current=true]')).to_be_visible()


def test_a_click_on_the_line_opens_the_legs_card(desk, dashboard):
    x, y = dashboard.evaluate(
        """() => {
          const badge = document.querySelector(".wb-m-badge-rail").getBoundingClientRect();
          const canvas = document.querySelector(".leaflet-wb-legs-pane canvas");
          const box = canvas.getBoundingClientRect();
          const ratio = canvas.width / box.width;
          const context = canvas.getContext("2d");
          const rail = getComputedStyle(document.querySelector('.wb')).getPropertyValue("--rail");
          const [r, g, b] = [1, 3, 5].map(i => parseInt(rail.slice(i, i + 2), 16));
          // A painted pixel of the rail line, well away from its badge.
          for (let x = badge.left - 120; x < badge.left - 40; x += 2)
            for (let y = badge.top - 120; y < badge.bottom + 120; y += 2) {
              const d = context.getImageData((x - box.left) * ratio, (y - box.top) * ratio, 1, 1).data;
              if (d[3] > 250 && Math.abs(d[0] - r) + Math.abs(d[1] - g) + Math.abs(d[2] - b) < 20
                && !document.elementFromPoint(x, y).closest(".wb-m-press")) return [x, y];
            }
          return [0, 0];
        }"""
    )
    frame_box = desk.page.locator("iframe").first.bounding_box()
    desk.page.mouse.click(frame_box["x"] + x, frame_box["y"] + y)
    expect(dashboard.locator(".wb-card h2")).to_contain_text("Tikhoretsk by rail")


def test_zoom_buttons_zoom_and_keep_the_centre(dashboard):
    before = settled_view(dashboard)
    dashboard.get_by_role("button", name="Zoom in").click()
    after = settled_view(dashboard)
    assert after["zoom"] == pytest.approx(before["zoom"] + 0.75, abs=0.06)
    assert (after["lat"], after["lon"]) == pytest.approx((before["lat"], before["lon"]), abs=0.2)
    assert dashboard.evaluate(PAINTED) > 0


# ---- the address


def test_the_address_is_left_alone_until_the_reader_does_something(reader, server):
    frame = reader.open()
    settled_view(frame)
    reader.page.wait_for_timeout(600)  # longer than the page waits before it writes the address
    assert reader.page.url == server.url + "/"


def test_a_fresh_page_with_the_address_shows_the_same(desk, dashboard, reader, server):
    dashboard.evaluate("waybill.setRange('2023-09-12', '2023-09-20')")
    dashboard.evaluate("waybill.setKnown('2023-10-16')")
    dashboard.locator("#wb-tab-legs").click()
    dashboard.evaluate("waybill.focus('leg', 'dunay-tikhoretsk')")
    settled_view(dashboard)
    dashboard.evaluate("waybill.setView(55, 90, 4.5)")
    drawn(dashboard)
    desk.page.wait_for_url("**map=55.0000,90.0000,4.50**")
    address = desk.page.url.removeprefix(server.url)
    for part in (
        "from=2023-09-12",
        "to=2023-09-20",
        "known=2023-10-16",
        "leg=dunay-tikhoretsk",
        "tab=legs",
        "data=",
    ):
        assert part in address

    frame = reader.open(address)
    assert frame.evaluate("waybill.range()") == ["2023-09-12", "2023-09-20"]
    assert frame.evaluate("waybill.known()") == "2023-10-16"
    assert frame.evaluate("waybill.view()") == pytest.approx(
        {"lat": 55, "lon": 90, "zoom": 4.5}, abs=0.01
    )
    expect(frame.locator(".wb-card h2")).to_contain_text("Tikhoretsk by rail")
    expect(frame.locator("#wb-tab-legs")).to_have_attribute("aria-selected", "true")
    assert frame.locator(".wb-tl-dates").inner_text() == "12–20 Sept 2023"
    assert reader.errors == []


def test_a_bad_link_shows_a_valid_view_and_says_so_quietly(alone):
    frame = alone.open("?from=yesterday&leg=atlantis")
    assert frame.evaluate("waybill.range()") == WINDOW
    notices = frame.locator(".wb-notices")
    expect(notices).to_contain_text("“yesterday” is not a date")
    expect(notices).to_contain_text("This story has no leg “atlantis”; the whole story is shown.")
    assert alone.reader.errors == []


def test_back_goes_one_choice_back_and_at_last_leaves_the_app(readers, server):
    fresh = readers.newcomer(server.url, reduced_motion="reduce")
    frame = fresh.open()
    length = fresh.page.evaluate("history.length")
    opened = settled_view(frame)
    frame.locator("#wb-to").press("ArrowLeft")
    frame.locator("#wb-to").press("ArrowLeft")
    fresh.page.wait_for_url("**to=2023-09-29**")
    frame.locator(".wb-chip").filter(has_text="by rail").click()
    fresh.page.wait_for_url("**step=rail**")
    frame.evaluate("document.querySelector('.wb-m-badge-rail').click()")
    fresh.page.wait_for_url("**leg=dunay-tikhoretsk**")
    expect(frame.locator(".wb-card")).to_be_visible()
    assert fresh.page.evaluate("history.length") == length + 3

    fresh.page.evaluate("history.back()")
    expect(frame.locator(".wb-card")).to_be_hidden()
    expect(frame.locator(".wb-chip[aria-pressed=true]")).to_contain_text("by rail")
    fresh.page.evaluate("history.back()")
    expect(frame.locator(".wb-chip[aria-pressed=true]")).to_have_text("Whole route")
    assert frame.evaluate("waybill.range()") == ["2023-09-07", "2023-09-29"]
    assert settled_view(frame) == pytest.approx(opened, abs=0.01)
    fresh.page.evaluate("history.forward()")
    expect(frame.locator(".wb-chip[aria-pressed=true]")).to_contain_text("by rail")
    fresh.page.evaluate("history.go(-2)")
    expect(frame.locator("#wb-to")).to_have_attribute("aria-valuetext", "1 Oct 2023")
    assert fresh.errors == []
    fresh.page.go_back()
    assert fresh.page.url == "about:blank"
    readers.dismiss(fresh)
