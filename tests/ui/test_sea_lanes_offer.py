"""On the import page a course along the sea lanes is offered where a leg by sea crosses land: chosen, kept, taken back."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest
from support.own_story_page import bring, said, sound
from ui.test_own_story import app

from waybill.importing.files.sheet import ImportRefusedError
from waybill.importing.recipe import Recipe, from_json
from waybill.importing.session import Imported, import_files

__all__ = ["app"]

LEGS = (
    b"from,to,date,mode,via\n"
    b"Odesa,Alexandria,2022-08-01,sea,\n"
    b"Odesa,Alexandria,2022-08-03,sea,\n"
    b"Alexandria,Odesa,2022-08-09,sea,Istanbul\n"
    b"Odesa,Istanbul,2022-08-04,road,\n"
)
PLACES = (
    b"name,lat,lon,country\nOdesa,46.4825,30.7233,UA\nIstanbul,41.01,28.95,TR\n"
    b"Alexandria,31.19,29.88,EG\n"
)
FILES = {"legs.csv": LEGS, "places.csv": PLACES}
WORDS = "Odesa → Alexandria (2 legs): over land for "


def box(app: AppTest, words: str):
    found = [one for one in app.checkbox if words in one.label.replace("\\", "")]
    assert len(found) == 1, [one.label for one in app.checkbox]
    return found[0]


def paths(recipe: Recipe) -> list[tuple[str, str]]:
    found: Imported = import_files(list(FILES.items()), recipe)
    return [(leg.get("path", ""), leg.get("path_basis", "")) for leg in found.draft.legs]


def test_the_course_is_offered_chosen_shown_and_taken_back(app) -> None:
    bring(app, FILES)
    assert "Lines by sea that cross land" in said(app)
    offer = box(app, WORDS)
    assert not offer.value
    assert "What you choose is drawn along the sea lanes of searoute" in said(app)
    assert "not a reported course: such a line is marked as inferred" in said(app)
    sound(offer.check().run())
    assert app.session_state["waybill-own-story"].recipe.sea_lanes == [
        ("Odesa", "Alexandria", "UA", "EG")
    ]
    taken = box(app, "2 legs drawn along the sea lanes")
    assert taken.value
    sound(taken.uncheck().run())
    assert app.session_state["waybill-own-story"].recipe.sea_lanes == []
    assert not box(app, WORDS).value


def test_nothing_is_drawn_along_the_lanes_unless_somebody_chose_it() -> None:
    assert {path for path, _ in paths(Recipe())} == {""}


def test_a_choice_holds_for_legs_by_sea_that_no_sheet_says_more_of_in_that_direction() -> None:
    chosen = paths(Recipe(sea_lanes=[("ODESA", "alexandria"), ("Odesa", "Istanbul")]))
    assert chosen[:2] == [("network", "inferred")] * 2
    assert [path for path, _ in chosen[2:]] == ["", ""]
    assert paths(Recipe(sea_lanes=[("Alexandria", "Odesa")]))[2][0] == ""


def test_the_recipe_keeps_the_choice_and_says_nothing_where_there_is_none() -> None:
    kept = Recipe(sea_lanes=[("Odesa", "Alexandria")]).to_json()
    assert json.loads(kept)["sea_lanes"] == [["Odesa", "Alexandria"]]
    assert from_json("recipe.json", kept.encode()).sea_lanes == [("Odesa", "Alexandria")]
    assert "sea_lanes" not in Recipe().to_json()


def test_the_folder_to_download_is_drawn_as_it_was_chosen(app) -> None:
    bring(app, FILES)
    sound(box(app, WORDS).check().run())
    files = app.session_state["own-outcome"].files
    assert files["routes.csv"].count(b"network") == 2
    assert b'"sea_lanes"' in files["recipe.json"]


TWO_OF_A_NAME = {
    "legs.csv": b"from,to,to country,date,mode\nOdesa,Tripoli,LY,2022-08-01,sea\n"
    b"Odesa,Tripoli,LB,2022-08-03,sea\n",
    "places.csv": b"name,lat,lon,country\nOdesa,46.4825,30.7233,UA\nTripoli,32.9,13.18,LY\n"
    b"Tripoli,34.45,35.82,LB\n",
}


def test_two_places_of_one_name_are_two_choices_that_say_their_countries(app) -> None:
    bring(app, TWO_OF_A_NAME)
    box(app, "Odesa → Tripoli (LB): over land for ")
    sound(box(app, "Odesa → Tripoli (LY): over land for ").check().run())
    recipe = app.session_state["waybill-own-story"].recipe
    assert recipe.sea_lanes == [("Odesa", "Tripoli", "UA", "LY")]
    drawn = import_files(list(TWO_OF_A_NAME.items()), recipe).draft.legs
    assert [leg["path"] for leg in drawn] == ["network", ""]
    assert box(app, "Odesa → Tripoli (LY): 1 leg drawn along the sea lanes").value
    assert not box(app, "Odesa → Tripoli (LB): over land for ").value


def test_a_recipe_without_countries_holds_for_both_and_each_choice_is_read_once() -> None:
    text = '{"version": 1, "sea_lanes": [["Odesa", "Tripoli"], ["Odesa", "Tripoli"]]}'
    recipe = from_json("recipe.json", text.encode())
    assert recipe.sea_lanes == [("Odesa", "Tripoli")]
    drawn = import_files(list(TWO_OF_A_NAME.items()), recipe).draft.legs
    assert [leg["path"] for leg in drawn] == ["network", "network"]


@pytest.mark.parametrize("wrong", ['["Odesa"]', '"ab"', '["a", "b", "c"]', "7"])
def test_a_choice_that_names_no_two_ends_is_refused(wrong: str) -> None:
    with pytest.raises(ImportRefusedError, match="is not a recipe of an import"):
        from_json("recipe.json", f'{{"version": 1, "sea_lanes": [{wrong}]}}'.encode())


def test_names_with_hyphens_have_switches_of_their_own(app) -> None:
    legs = b"from,to,date,mode\nOdesa-Old,Port,2022-08-01,sea\nOdesa,Old-Port,2022-08-03,sea\n"
    places = (
        b"name,lat,lon,country\nOdesa,46.4825,30.7233,UA\nOdesa-Old,46.4825,30.7233,UA\n"
        b"Port,31.19,29.88,EG\nOld-Port,31.19,29.88,EG\n"
    )
    bring(app, {"legs.csv": legs, "places.csv": places})
    sound(box(app, "Odesa-Old → Port: over land for ").check().run())
    assert not box(app, "Odesa → Old-Port: over land for ").value
