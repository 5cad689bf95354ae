"""The card: its size, the same bytes for the same view, what it says and what it must not say."""

import io
import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from support.running import ROOT

from waybill.card import fonts
from waybill.card import map as card_map
from waybill.card.basemap import load_basemap
from waybill.card.fonts import drawable, fit, width, wrap
from waybill.card.render import render_card
from waybill.card.words import NameList, card_words
from waybill.export import export
from waybill.geo.mercator import unit_points
from waybill.story import read_story
from waybill.story.day import Day
from waybill.story.model import Leg, Place, Step, Story, StoryInfo
from waybill.view.extract import extract
from waybill.view.sentence import sentence
from waybill.view.view import MapPosition, whole_view


def words(story, view):
    return card_words(extract(story, view), view)


def pixels(card):
    return np.asarray(Image.open(io.BytesIO(card)).convert("RGB"), dtype=int)


def test_a_card_is_a_png_of_1200_by_630(story, window):
    image = Image.open(io.BytesIO(render_card(story, window)))
    assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "RGB")


def test_the_same_view_gives_the_same_bytes(story, window):
    assert render_card(story, window) == render_card(story, replace(window))


def test_cards_of_different_views_differ(story, window):
    views = [
        window,
        replace(window, theme="dark"),
        replace(window, focus=("leg", "rajin-dunay")),
        replace(window, focus=("step", "gaza")),
        replace(window, known=Day(2023, 10, 12)),
        replace(window, end=Day(2023, 9, 20)),
        replace(window, position=MapPosition(45.0, 36.0, 6.0)),
    ]
    cards = [render_card(story, view) for view in views]
    assert all(a != b for a, b in itertools.combinations(cards, 2))


def test_tab_and_embed_change_nothing(story, window):
    assert render_card(story, replace(window, tab="claims", embed=True)) == render_card(
        story, window
    )


def test_the_rail_leg_is_drawn_when_known_and_not_before(story, window):
    rail = np.array([0xB5, 0x38, 0x0A])

    def share(view):
        return (np.abs(pixels(render_card(story, view)) - rail).sum(axis=2) < 40).sum()

    assert share(window) > 1500
    assert share(replace(window, known=Day(2023, 10, 12))) == 0


def test_the_dark_card_is_dark(story, window):
    assert pixels(render_card(story, window))[2, 2].tolist() == [255, 255, 255]
    assert pixels(render_card(story, replace(window, theme="dark")))[2, 2].tolist() == [14, 17, 23]


def test_a_leg_in_focus_is_alleged_and_names_both_sides(story, window):
    said = words(story, replace(window, focus=("leg", "rajin-dunay")))
    assert said.title == "Angara (as claimed): Rajin → Dunay by sea"
    assert said.lead == (
        "Alleged: more than 1,000 containers, said to be military equipment and munitions; "
        "no image shows the contents. Both ends reported from images; path inferred."
    )
    assert said.said == NameList("Said by", ("White House",))
    assert said.rejected.words == "Rejected or disputed by"
    assert "Kremlin" in said.rejected.names
    assert said.dates == "7 Sept – 1 Oct 2023"
    assert said.foot.endswith(" · CC BY 4.0")


def test_a_step_says_in_one_sentence_how_each_leg_is_known(story, window):
    def lead(step, **changes):
        return words(story, replace(window, focus=("step", step), **changes)).lead

    assert lead("ports") == (
        "Alleged: Pyongyang → Rajin (only said; route not published) and Rajin → Dunay "
        "(both ends reported from images; path inferred)."
    )
    assert lead("gaza") == "Alleged: only said; route not published."


def test_a_step_whose_legs_nobody_claims_is_not_alleged():
    places = {
        p: Place(place_id=p, name=p.upper(), latitude=0, longitude=i) for i, p in enumerate("abc")
    }
    legs = {
        leg_id: Leg.model_validate(
            {"leg_id": leg_id, "origin": leg_id[0], "destination": leg_id[1], "start_date": "2023"}
        )
        for leg_id in ("ab", "bc", "ca")
    }
    step = Step(id="s", title="All", legs=("ab", "bc", "ca"))
    plain = Story(info=StoryInfo(title="T", steps=(step,)), places=places, legs=legs)
    assert (
        words(plain, replace(whole_view(plain), focus=("step", "s"))).lead
        == "No source given for the route."
    )


def test_the_cargo_of_a_leg_that_nobody_claims_is_not_alleged():
    leg = {"leg_id": "ab", "origin": "a", "destination": "b", "start_date": "2023"}
    places = {p: Place(place_id=p, name=p.upper(), latitude=0, longitude=0) for p in "ab"}
    plain = Story(
        info=StoryInfo(title="T"),
        places=places,
        legs={"ab": Leg.model_validate({**leg, "cargo": "corn", "vessel": "Razoni"})},
    )
    said = words(plain, replace(whole_view(plain), focus=("leg", "ab")))
    assert said.title == "Razoni: A → B"
    assert said.lead == "Corn. No source given for the route."


def test_legs_without_dates_are_counted_apart():
    undated = read_story(ROOT / "tests/cases/files/21-undated").story
    view = whole_view(undated)
    assert words(undated, view).lead == (
        "2 legs in these dates, and 1 leg whose dates are not stated."
    )
    assert words(undated, replace(view, undated=False)).lead == "2 legs in these dates."


def test_a_story_without_any_date_has_none_on_its_card():
    leg = {"leg_id": "ab", "origin": "a", "destination": "b"}
    places = {p: Place(place_id=p, name=p.upper(), latitude=0, longitude=0) for p in "ab"}
    undated = Story(info=StoryInfo(title="T"), places=places, legs={"ab": Leg.model_validate(leg)})
    said = words(undated, whole_view(undated))
    assert (said.lead, said.dates) == ("1 leg whose dates are not stated.", "")
    assert sentence(whole_view(undated), undated) == (
        "Legs and visits: 1 leg whose dates are not stated"
    )


def test_runs_of_one_path_have_one_badge_with_their_number(monkeypatch):
    written = []
    monkeypatch.setattr(card_map, "draw_badges", lambda canvas, legs, labels: written.extend(legs))
    render_card(read_story(ROOT / "tests/cases/files/09-shuttle").story)
    assert [badged.runs for badged in written] == [("run1", "run2", "run3", "run4", "run5", "run6")]


def test_the_whole_story_has_its_own_title_and_standfirst(story, window):
    said = words(story, window)
    assert said.title == story.info.title
    assert said.lead == story.info.standfirst
    assert said.known == ""


def test_a_known_on_day_names_no_later_denial(story, window):
    said = words(story, replace(window, known=Day(2023, 10, 14), focus=("leg", "rajin-dunay")))
    assert said.known == "as known on 14 Oct 2023"
    assert said.rejected == NameList("No direct response in this record by that day")
    assert "only said; path inferred" in said.lead.lower()


@pytest.mark.parametrize(
    ("focus", "title"),
    [
        (("leg", "rajin-dunay"), "A leg not yet reported"),
        (("claim", "c1-containers"), "A claim not yet published"),
        (("visit", "v5-lavrov-pyongyang"), "A visit not yet reported"),
    ],
)
def test_what_was_not_yet_published_is_not_named(story, window, focus, title):
    said = words(story, replace(window, known=Day(2023, 9, 1), focus=focus))
    assert said.title == title
    assert said.lead.endswith("had been published in this record by 1 Sept 2023.")
    everything = f"{said.title} {said.lead} {said.said} {said.rejected}"
    assert "White House" not in everything
    assert "Lavrov" not in everything


def test_a_denial_in_focus_is_not_called_alleged(story, window):
    said = words(story, replace(window, focus=("claim", "c1-kremlin-rejects")))
    assert said.title == "Kremlin rejected this on 17 Oct 2023"
    assert said.lead == "The allegation is rejected: the US side, it says, offers no proof."


def test_a_place_that_only_bends_an_inferred_line_is_attributed_to_nobody(story, window):
    said = words(story, replace(window, focus=("place", "khabarovsk")))
    assert "no source in this record says that it was passed" in said.lead
    assert (said.said, said.rejected) == (NameList(), NameList())


def test_what_supports_a_denied_claim_names_the_denial(story, window):
    said = words(story, replace(window, focus=("claim", "c7-jcs-f7")))
    assert any(name.startswith("North Korea") for name in said.rejected.names)


def test_an_image_that_was_not_read_is_only_attributed(story, window):
    said = words(story, replace(window, focus=("claim", "us-image-dunay")))
    assert said.title == "An image attributed to White House, 13 Oct 2023"
    assert said.lead.endswith("Not verified.")


def test_a_story_without_claims_or_licence_has_a_card():
    places = {
        "a": Place(place_id="a", name="한국" * 40, latitude=-18, longitude=178),
        "b": Place(place_id="b", name="B" * 300, latitude=-14, longitude=-172),
    }
    leg = Leg.model_validate(
        {"leg_id": "l", "origin": "a", "destination": "b", "start_date": "2023"}
    )
    story = Story(info=StoryInfo(title="W" * 500), places=places, legs={"l": leg})
    assert Image.open(io.BytesIO(render_card(story))).size == (1200, 630)
    assert words(story, whole_view(story)).lead == "1 leg in these dates."


@given(st.text(max_size=300), st.integers(30, 600))
def test_no_text_is_wider_than_its_room(text, room):
    text = drawable(text)
    assert width(fit(text, 20, 400, room), 20) <= room
    lines = wrap(text, 20, 400, room, 2)
    assert len(lines) <= 2
    assert all(width(line, 20) <= room for line in lines)


def test_a_shortened_line_ends_in_an_ellipsis_and_a_whole_one_does_not():
    assert fit("Rajin to Dunay by sea", 20, 400, 120).endswith("…")
    assert fit("Rajin", 20, 400, 120) == "Rajin"


def test_a_text_is_on_one_line_without_marks_that_turn_it_round():
    assert drawable("Пхеньян – “Pyŏngyang”") == "Пхеньян – “Pyŏngyang”"
    assert drawable("a\u202eb\nc") == "a b c"


def test_without_source_sans_a_card_is_drawn_in_plain_letters(story, window, monkeypatch):
    monkeypatch.setattr(fonts, "_source_sans", lambda: None)
    for cached in (fonts.font, fonts._unshaped, fonts.can_draw, fonts.face_of, fonts.width):
        cached.cache_clear()
    try:
        assert drawable("Séoul → “Dunay” 7 – 9") == 'Seoul -> "Dunay" 7 - 9'
        card = render_card(story, window)
    finally:
        monkeypatch.undo()
        for cached in (fonts.font, fonts._unshaped, fonts.can_draw, fonts.face_of, fonts.width):
            cached.cache_clear()
    assert card != render_card(story, window)


def test_names_are_dropped_from_the_end_and_counted():
    assert list(NameList("Said by", ("A", "B, Inc", "C")).variants()) == [
        "Said by A, B, Inc and C",
        "Said by A, B, Inc and 1 more",
        "Said by A and 2 more",
    ]


def test_crimea_is_drawn_without_a_border_to_ukraine():
    # Perekop, 46.1° N 33.7° E: no recognised border within some 100 km
    base = load_basemap()
    low = unit_points([(46.6, 33.2)])[0]
    high = unit_points([(45.4, 34.8)])[0]
    inside = ((base.borders.points > low) & (base.borders.points < high)).all(axis=1)
    assert not inside.any()


def test_the_png_download_is_the_card(story, window):
    download = export(story, window, "png")
    assert download.file_name == "tikhoretsk-2023-09-07_2023-10-01.png"
    assert download.content == render_card(story, window)
