"""The timeline: everything follows a handle while it is held; keys, fingers and Play do the same."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from support.gestures import (
    LEGS,
    PAINTED,
    WINDOW,
    centre,
    counts,
    day_width,
    drag,
    drawn,
    settled_view,
    touch_drag,
)


def whole_record(frame):
    """Widen the axis, and wait for the end of the half second in which it does."""
    frame.get_by_role("button", name=re.compile("Whole record")).click()
    frame.wait_for_function("document.getElementById('wb-from').min < 19580")
    frame.wait_for_function(
        """() => {
          const width = document.querySelector(".wb-tl-ground svg").style.width;
          const same = width === window.widthBefore;
          window.widthBefore = width;
          return same;
        }""",
        polling=120,
    )


# ---- the mouse


def test_while_the_end_handle_is_dragged_everything_follows_before_it_is_let_go(desk, dashboard):
    page = desk.page
    url = page.url
    view = settled_view(dashboard)
    days = day_width(dashboard)
    seen = []
    for _ in drag(page, centre(dashboard.locator(".wb-tl-flag-b")), -19 * days, steps=19):
        drawn(dashboard)
        seen.append(
            (
                dashboard.evaluate("waybill.range()[1]"),
                counts(dashboard)["visits"],
                dashboard.locator(".wb-tl-dates").inner_text(),
            )
        )
        assert dashboard.evaluate("waybill.view()") == view
        assert dashboard.evaluate(PAINTED) > 1000
        assert page.url == url
    # One day a step, and the visits leave one by one.
    assert [end for end, _, _ in seen] == [f"2023-09-{day:02}" for day in range(30, 11, -1)]
    assert seen[0][1] == "9/14"
    assert [inside for end, inside, _ in seen if end == "2023-09-16"] == ["6/14"]
    assert seen[-1][1:] == ("2/14", "7–12 Sept 2023")

    page.wait_for_url("**to=2023-09-12**")
    assert dashboard.evaluate("waybill.range()") == ["2023-09-07", "2023-09-12"]
    assert dashboard.evaluate("waybill.view()") == view


def test_the_cards_follow_while_the_handle_is_still_held(desk, dashboard):
    held = drag(
        desk.page, centre(dashboard.locator(".wb-tl-flag-b")), -19 * day_width(dashboard), steps=4
    )
    for step in held:
        if step == 4:
            expect(dashboard.locator("#wb-pane-visits .wb-divider")).to_have_text(
                "Outside the dates shown (12)"
            )
            expect(dashboard.locator(".wb-visit:not(.wb-out)")).to_have_count(2)


def test_legs_fade_when_the_dates_leave_them_and_are_counted_live(desk, dashboard):
    whole_record(dashboard)
    days = day_width(dashboard)
    record = dashboard.evaluate("waybill.range()")
    assert record == ["2023-07-20", "2023-10-31"]
    seen = {}
    # From 20 July to 10 October: 82 days to the right.
    for _ in drag(desk.page, centre(dashboard.locator(".wb-tl-flag-a")), 82 * days, steps=41):
        drawn(dashboard)
        seen[dashboard.evaluate("waybill.range()[0]")] = (
            counts(dashboard)["legs"],
            dashboard.evaluate("waybill.legs()"),
        )
    assert seen["2023-09-30"] == ("5/5", LEGS)
    assert seen["2023-10-02"] == ("1/5", ["gaza-claim"])
    assert seen["2023-10-08"] == ("0/5", [])
    # Outside the dates they are still there, faintly.
    assert dashboard.evaluate(PAINTED) > 1000


def test_the_band_between_the_handles_moves_both(desk, dashboard):
    dashboard.evaluate("waybill.setRange('2023-09-10', '2023-09-20')")
    drawn(dashboard)
    a, b = (centre(dashboard.locator(flag)) for flag in (".wb-tl-flag-a", ".wb-tl-flag-b"))
    for _ in drag(desk.page, ((a[0] + b[0]) / 2, a[1]), 3 * day_width(dashboard)):
        pass
    drawn(dashboard)
    assert dashboard.evaluate("waybill.range()") == ["2023-09-13", "2023-09-23"]


def test_the_handles_cannot_pass_each_other(desk, dashboard):
    dashboard.evaluate("waybill.setRange('2023-09-10', '2023-09-14')")
    drawn(dashboard)
    for _ in drag(desk.page, centre(dashboard.locator(".wb-tl-flag-a")), 12 * day_width(dashboard)):
        first, last = dashboard.evaluate("waybill.range()")
        assert first <= last == "2023-09-14"
    drawn(dashboard)
    assert dashboard.evaluate("waybill.range()") == ["2023-09-14", "2023-09-14"]


def test_python_hears_of_a_drag_once_and_only_on_release(desk, dashboard):
    # Whatever the page still had to say is said with this.
    dashboard.locator("#wb-to").press("ArrowRight")
    desk.page.wait_for_url("**to=2023-10-02**")
    carrier = next(frame for frame in desk.page.frames if "/index.html" in frame.url)
    reports = carrier.evaluate_handle(
        """() => {
          const sent = [];
          const send = Streamlit.setComponentValue;
          Streamlit.setComponentValue = value => { sent.push(value); send.call(Streamlit, value); };
          return { sent, undo() { Streamlit.setComponentValue = send; } };
        }"""
    )
    for _ in drag(desk.page, centre(dashboard.locator(".wb-tl-flag-b")), -8 * day_width(dashboard)):
        drawn(dashboard)
        assert reports.evaluate("r => r.sent.length") == 0
    desk.page.wait_for_url("**to=2023-09-24**")
    sent = reports.evaluate("r => { r.undo(); return r.sent; }")
    assert len(sent) == 1
    assert "to=2023-09-24" in sent[0]["view"]


# ---- the keyboard


@pytest.mark.parametrize(
    ("handle", "key", "expected"),
    [
        ("#wb-to", "ArrowLeft", ["2023-09-07", "2023-09-30"]),
        ("#wb-to", "ArrowRight", ["2023-09-07", "2023-10-02"]),
        ("#wb-to", "PageDown", ["2023-09-07", "2023-09-24"]),
        ("#wb-to", "Shift+ArrowLeft", ["2023-09-07", "2023-09-24"]),
        ("#wb-to", "Home", ["2023-09-07", "2023-09-07"]),
        ("#wb-to", "End", ["2023-09-07", "2023-10-04"]),
        ("#wb-from", "ArrowRight", ["2023-09-08", "2023-10-01"]),
        ("#wb-from", "ArrowUp", ["2023-09-08", "2023-10-01"]),
        ("#wb-from", "PageUp", ["2023-09-14", "2023-10-01"]),
        ("#wb-from", "End", ["2023-10-01", "2023-10-01"]),
        ("#wb-from", "Home", ["2023-09-04", "2023-10-01"]),
    ],
)
def test_keys_move_a_handle(dashboard, handle, key, expected):
    dashboard.locator(handle).press(key)
    drawn(dashboard)
    assert dashboard.evaluate("waybill.range()") == expected


def test_leaving_the_short_axis_by_key_widens_it_to_the_whole_record(dashboard):
    end = dashboard.locator("#wb-to")
    end.press("End")
    end.press("End")
    drawn(dashboard)
    assert dashboard.evaluate("waybill.range()") == ["2023-09-07", "2023-10-31"]
    expect(dashboard.get_by_role("button", name=re.compile("Whole record"))).to_have_attribute(
        "aria-pressed", "true"
    )


def test_the_handles_are_real_range_inputs_that_speak_their_day(dashboard):
    start, end = dashboard.get_by_role("slider").all()[:2]
    for handle, name, day in (
        (start, "Start of the dates shown", "7 Sept 2023"),
        (end, "End of the dates shown", "1 Oct 2023"),
    ):
        assert handle.evaluate("el => [el.tagName, el.type, el.step]") == ["INPUT", "range", "1"]
        expect(handle).to_have_accessible_name(name)
        expect(handle).to_have_attribute("aria-valuetext", day)
    end.press("PageDown")
    expect(end).to_have_attribute("aria-valuetext", "24 Sept 2023")


def test_a_script_may_set_a_handle_as_a_reader_would(dashboard):
    dashboard.locator("#wb-to").evaluate(
        """el => { el.value = Number(el.value) - 5;
          el.dispatchEvent(new Event("input", { bubbles: true }));
          el.dispatchEvent(new Event("change", { bubbles: true })); }"""
    )
    drawn(dashboard)
    assert dashboard.evaluate("waybill.range()") == ["2023-09-07", "2023-09-26"]


def test_a_change_is_said_to_those_who_listen(dashboard):
    dashboard.locator("#wb-to").press("Home")
    expect(dashboard.locator(".wb-live")).to_have_text(
        "7 Sept 2023: 5 of 5 legs and 0 of 14 visits shown."
    )


# ---- touch


def test_one_finger_drags_a_handle_and_the_page_still_scrolls(phone):
    frame = phone.open()
    flag = frame.locator(".wb-tl-flag-b")
    flag.scroll_into_view_if_needed()
    days = day_width(frame)
    seen = []
    for _ in touch_drag(phone.page, centre(flag), -10 * days):
        drawn(frame)
        seen.append(frame.evaluate("waybill.range()[1]"))
    assert seen[-1] == "2023-09-21"
    assert len(set(seen)) > 4
    phone.page.wait_for_url("**to=2023-09-21**")

    # The same finger, up and down over the timeline, scrolls the page and moves no handle.
    before = frame.evaluate("waybill.range()")
    scrolled = "() => document.querySelector('[data-testid=stMain]').scrollTop"
    top = phone.page.evaluate(scrolled)
    lanes = frame.locator(".wb-tl-lanes").bounding_box()
    for _ in touch_drag(phone.page, (lanes["x"] + 40, lanes["y"] + 60), 0, -200):
        pass
    phone.page.wait_for_function(f"top => ({scrolled})() > top + 50", arg=top)
    assert frame.evaluate("waybill.range()") == before
    assert phone.errors == []
    assert phone.foreign_requests() == []


# ---- play, lengths, lanes


def test_play_moves_the_end_and_pause_keeps_the_day_reached(dashboard):
    play = dashboard.locator(".wb-tl-play")
    dashboard.get_by_label("Speed of playback").select_option("4")
    play.click()
    expect(play).to_have_text("Pause")
    dashboard.wait_for_function(
        "['2023-09-09', '2023-09-10', '2023-09-11'].includes(waybill.range()[1])"
    )
    play.click()
    expect(play).to_have_text("Resume")
    reached = dashboard.evaluate("waybill.range()")
    assert reached[0] == "2023-09-07"
    dashboard.page.wait_for_timeout(300)  # more than two days' worth of playing
    assert dashboard.evaluate("waybill.range()") == reached
    expect(dashboard.locator(".wb-ticker b")).to_have_text(re.compile(r"Sept 2023$"))
    dashboard.get_by_role("button", name="Stop").click()
    drawn(dashboard)
    assert dashboard.evaluate("waybill.range()") == WINDOW
    expect(dashboard.locator(".wb-ticker")).to_be_hidden()
    dashboard.get_by_label("Speed of playback").select_option("1")


def test_the_whole_record_and_back(dashboard):
    window = dashboard.locator(".wb-tl-seg button").first
    whole_record(dashboard)
    assert dashboard.evaluate("waybill.range()") == ["2023-07-20", "2023-10-31"]
    assert counts(dashboard)["visits"] == "13/14"
    assert counts(dashboard)["legs"] == "5/5"
    expect(window).to_have_attribute("aria-pressed", "false")
    window.click()
    drawn(dashboard)
    assert dashboard.evaluate("waybill.range()") == WINDOW


def test_what_lies_beyond_the_axis_is_counted_and_one_press_away(dashboard):
    dashboard.get_by_role("button", name=re.compile("later")).first.click()
    drawn(dashboard)
    assert dashboard.evaluate("waybill.range()") == ["2023-07-20", "2023-10-31"]


def test_the_lanes_hold_legs_as_said_visits_images_and_what_was_said(dashboard):
    names = dashboard.locator(".wb-tl-lname").all_inner_texts()
    assert [name for name in names if name] == [
        "Legs, as said",
        "Visits",
        "Images",
        "Said, rejected",
    ]
    lanes = dashboard.locator(".wb-tl-lane")
    expect(lanes.nth(0)).to_contain_text("Rajin → Dunay by sea")
    expect(lanes.nth(3)).to_contain_text("No claim in this record dates from these weeks")


def test_an_end_that_somebody_stated_is_square_and_one_that_nobody_dated_fades(dashboard):
    def ends(leg: str) -> list[str]:
        bar = dashboard.locator(".wb-tl-bar").filter(has_text=leg).first
        return bar.evaluate(
            """bar => [...bar.querySelectorAll('.wb-tl-end:not([hidden])')]
              .map(end => end.classList.contains('wb-tl-end-a') ? 'start' : 'end')"""
        )

    assert ends("Rajin → Dunay by sea") == ["start", "end"]
    assert ends("Dunay station → Tikhoretsk by rail") == ["end"]


def test_every_mark_on_the_timeline_is_a_button_with_a_name(dashboard):
    whole_record(dashboard)
    marks = dashboard.locator(".wb-tl-lanes .wb-tl-mark")
    assert marks.count() > 15
    for mark in marks.all():
        assert mark.evaluate("el => el.tagName") == "BUTTON"
        expect(mark).to_have_accessible_name(re.compile(r"\w{3}"))


def test_a_press_on_a_mark_opens_what_it_stands_for(dashboard):
    dashboard.locator(".wb-tl-visit").filter(has_text=re.compile("^4$")).click()
    expect(dashboard.locator('.wb-visit[data-id="v2b-kim-putin-vostochny"]')).to_have_attribute(
        "aria-current", "true"
    )
    dashboard.locator(".wb-tl-bar").filter(has_text="Rajin → Dunay by sea").click()
    expect(dashboard.locator(".wb-card h2")).to_contain_text("Dunay by sea")


def test_a_press_on_a_mark_of_several_lists_them_to_choose_from(dashboard):
    whole_record(dashboard)
    mark = dashboard.locator('.wb-tl-visit[aria-label^="2 visits. Visit 3"]')
    choices = dashboard.locator(".wb-tl-choose button")
    mark.click()
    expect(choices).to_have_text(
        [re.compile("^Visit 3, 12 Sept 2023: "), re.compile("^Visit 4, 13 Sept 2023: ")]
    )
    choices.nth(1).click()
    expect(dashboard.locator('.wb-visit[data-id="v2b-kim-putin-vostochny"]')).to_have_attribute(
        "aria-current", "true"
    )
    expect(choices.first).to_be_hidden()
    mark.press("Enter")
    expect(choices.first).to_be_focused()
    dashboard.page.keyboard.press("Escape")
    expect(choices.first).to_be_hidden()
    expect(mark).to_be_focused()
