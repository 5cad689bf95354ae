"""Any year from 9999 before our era on goes through everything that draws, writes or tells a story."""

from pathlib import Path

import pytest
from support.tiny_stories import Files, write_files

from waybill.card.render import render_card
from waybill.edition.build import Options, build_edition
from waybill.evidence.disclosure import disclose
from waybill.evidence.lines import earlier_lines
from waybill.export import KINDS, export
from waybill.payload.encode import build_payload, payload_json
from waybill.story import Story, read_story
from waybill.story.day import iso_year
from waybill.view.link import parse_view, to_query
from waybill.view.sentence import sentence
from waybill.view.view import whole_view


def files(year: int) -> Files:
    y = iso_year(year)
    toml = (lambda day: f"{y}-{day}") if year > 0 else (lambda day: f'"{y}-{day}"')
    return {
        "places.csv": "place_id,name,latitude,longitude\na,A,26,34\nb,B,10,76\nc,C,12,50\n",
        "routes.csv": "leg_id,origin,destination,start_date,end_date,via,path_basis,claims\n"
        f"one,a,b,{y}-01-01,{y}-12-31,c,unknown,said|seen\ntwo,b,a,{y},,,inferred,said\n",
        "claims.csv": "claim_id,statement,claimant,stated_on,stance,about,kind,places,observed_start,"
        "sources\n"
        f"said,S,A,{y}-01-01,asserts,,statement,c,,s\n"
        f"seen,S,B,{y}-12-31,corroborates,said,image,a|c,{y}-06,s\n",
        "sources.csv": f"source_id,publisher,published_on\ns,P,{y}-12-31\n",
        "visits.csv": f"visit_id,visitors,place,start_date\nv,X,a,{y}-12-31\n",
        "story.toml": f"window = [{toml('01-01')}, {toml('12-31')}]\n"
        f"record = [{toml('01-01')}, {toml('12-31')}]\n"
        f'[[corrections]]\ndate = {toml("12-31")}\ntext = "T"\n'
        f'[[steps]]\nid = "s"\ntitle = "S"\nwindow = [{toml("01-01")}, {toml("01-01")}]\n',
    }


@pytest.fixture(params=[-9999, -217, 0, 1, 79, 999, 9999])
def story(request: pytest.FixtureRequest, tmp_path: Path) -> Story:
    write_files(tmp_path, files(request.param))
    result = read_story(tmp_path)
    assert result.problems == ()
    assert result.story is not None
    return result.story


def test_a_story_of_any_year_is_drawn_written_and_told(story: Story) -> None:
    view = whole_view(story)
    query = to_query(view, "0")
    assert parse_view(dict(part.split("=") for part in query.split("&") if part), story)[0] == view
    sentence(view, story)
    for leg in story.legs.values():
        earlier_lines(story, leg)
    for known in (None, view.start, view.end):
        disclose(story, known)
    payload_json(build_payload(story))
    render_card(story, view)
    for kind in KINDS:
        export(story, view, kind)


@pytest.mark.slow
def test_an_edition_of_any_year_is_built(story: Story) -> None:
    build_edition(story, Options())
