"""Services that are asked for places: bounded, polite, kept, and never trusted. The service is one of ours."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from support.geocoder import TRIPOLI, Told, started

from waybill.gazetteer.lookup import Neighbour
from waybill.importing.decisions import read_decisions
from waybill.importing.services import answers, asking
from waybill.importing.services.asking import NoAnswerError, Query, Service
from waybill.importing.services.background import OF_ONE, Questions
from waybill.importing.session import import_files
from waybill.limiter import BusyError
from waybill.settings import Geocoder


@pytest.fixture
def told() -> Iterator[Told]:
    with started() as one:
        yield one


class Ledger:
    """Kept answers and turns in memory; nobody really waits."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Any] = {}
        self.turns: list[float] = []
        self.wait = 0.0
        self.pauses: list[float] = []
        self.left = 0.0

    def answer(self, provider: str, query: str) -> Any:
        return self.kept.get((provider, query))

    def keep(self, provider: str, query: str, answer: Any) -> None:
        self.kept[provider, query] = json.loads(json.dumps(answer))

    def take_turn(self, provider: str, seconds: float, longest: float) -> float:
        if self.wait <= longest:
            self.turns.append(seconds)
        return self.wait

    def leave_alone(self, provider: str, seconds: float) -> None:
        self.pauses.append(seconds)

    def left_alone(self, provider: str) -> float:
        return self.left


def service(told: Told, kind: str = "nominatim", path: str = "") -> Service:
    return Service(Geocoder(kind, "http", f"127.0.0.1:{told.port}{path}"), "Waybill (a test)")


def look_up(told: Told, name: str = "Tripoli", country: str = "", kind: str = "nominatim", **more):
    return service(told, kind, **more).look_up(Query(name, country), Ledger(), lambda _: None)


def refusal(told: Told) -> str:
    with pytest.raises(NoAnswerError) as refused:
        look_up(told)
    return str(refused.value)


def test_nominatim_is_asked_for_several_answers_in_a_country_by_a_named_program(told: Told):
    told.answers([TRIPOLI])
    (found,) = look_up(told, "  Tripoli ", "LB", path="/own")
    ((path, query, agent),) = told.asked
    assert (path, agent) == ("/own/search", "Waybill (a test)")
    assert (query["q"], query["limit"], query["countrycodes"]) == (["Tripoli"], ["5"], ["lb"])
    assert (found.location, found.country, found.admin1) == (
        (34.4367, 35.8497),
        "LB",
        "North Governorate",
    )
    assert (found.kind, found.radius_km) == ("city", 8.0)
    assert found.gazetteer_id == "nominatim:relation/8000001"
    day = found.as_of
    assert (
        found.position_source
        == f"Nominatim relation/8000001, {day} (© OpenStreetMap contributors, ODbL)"
    )


def test_photon_and_pelias_are_read_too(told: Told):
    own = {
        "osm_type": "N",
        "osm_id": 7,
        "osm_value": "harbour",
        "name": "Port",
        "countrycode": "LB",
    }
    spot = {"type": "Point", "coordinates": [35.82, 34.46]}
    told.answers({"features": [{"properties": own, "geometry": spot}]})
    (found,) = look_up(told, country="LB", kind="photon")
    assert told.asked[-1][1]["q"] == ["Tripoli, Lebanon"]
    assert (found.gazetteer_id, found.kind, found.radius_km) == ("photon:node/7", "port", 3.0)
    own = {"gid": "geonames:locality:9", "layer": "locality", "name": "Port", "source": "geonames"}
    told.answers({"features": [{"properties": own, "geometry": spot}]})
    (found,) = look_up(told, country="LB", kind="pelias")
    assert told.asked[-1][1]["boundary.country"] == ["LB"]
    assert found.position_source.endswith("(GeoNames, CC BY 4.0)")


def test_nothing_found_is_no_error_and_is_kept(told: Told):
    ledger, one = Ledger(), service(told)
    assert one.look_up(Query("Nowhere"), ledger) == ()
    assert one.look_up(Query(" NOWHERE "), ledger) == ()
    assert (len(told.asked), ledger.turns) == (1, [1.0])


def test_a_kept_answer_is_the_answer(told: Told):
    told.answers([TRIPOLI])
    ledger, one = Ledger(), service(told)
    assert one.look_up(Query("Tripoli"), ledger) == one.look_up(Query("tripoli"), ledger)
    assert len(told.asked) == 1


def test_a_turn_is_waited_for_and_one_that_is_far_is_not_taken(told: Told):
    ledger, slept = Ledger(), []
    ledger.wait = 2.5
    service(told).look_up(Query("A"), ledger, slept.append)
    assert slept == [2.5]
    ledger.wait = 100.0
    with pytest.raises(NoAnswerError, match="its next free turn is in 100 seconds"):
        service(told).look_up(Query("B"), ledger, slept.append)
    assert (slept, len(told.asked)) == ([2.5], 1)
    assert ledger.turns == [1.0]


def test_a_question_that_waited_while_another_was_refused_is_not_asked(told: Told):
    ledger = Ledger()

    def sleep(_: float) -> None:
        ledger.left = 3000.0

    with pytest.raises(NoAnswerError, match=r"left alone for 3,000 seconds"):
        service(told).look_up(Query("A"), ledger, sleep)
    assert told.asked == []


def test_a_refusal_lets_the_service_alone_and_takes_no_turn_more(told: Told):
    told.status, told.headers = 429, {"Retry-After": "120"}
    ledger = Ledger()
    with pytest.raises(NoAnswerError):
        service(told).look_up(Query("A"), ledger, lambda _: None)
    assert (ledger.turns, ledger.pauses) == ([1.0], [120.0])


@pytest.mark.parametrize(
    ("status", "headers", "words"),
    [
        (403, {}, "does not let this server ask"),
        (500, {}, "Nominatim could not answer (HTTP 500)"),
        (503, {}, "Nominatim could not answer (HTTP 503)"),
        (302, {"Location": "http://169.254.169.254/"}, "could not answer (HTTP 302)"),
        (429, {"Retry-After": "120"}, "asked too often. It is left alone for 120 seconds"),
        (429, {"Retry-After": "9" * 40}, "left alone for 3,600 seconds"),
    ],
)
def test_a_refusal_is_told_in_a_sentence_and_is_not_nothing_found(told, status, headers, words):
    told.status, told.headers = status, headers
    told.body = b"<script>alert(1)</script>"
    assert words in refusal(told)
    assert len(told.asked) == 1


def test_a_service_that_is_not_there_is_told(told: Told):
    gone = Service(Geocoder("nominatim", "http", "127.0.0.1:9"), "Waybill (a test)")
    with pytest.raises(NoAnswerError, match=r"at 127\.0\.0\.1:9 cannot be reached"):
        gone.look_up(Query("A"), Ledger())


@pytest.mark.parametrize("drip", [0.1, 5.0])
def test_a_service_that_drips_is_cut_off(told: Told, monkeypatch, drip):
    monkeypatch.setattr(asking, "TIMEOUT_SECONDS", 0.3)
    told.drip, told.body = drip, b"[" + b" " * 300 + b"]"
    begun = time.monotonic()
    assert "did not answer within" in refusal(told)
    assert time.monotonic() - begun < 4


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"no json",
        b"[" * 100_000,
        b"{}",
        b'{"features": 7}',
        b"null",
        b'"text"',
        b"[" + b"1," * 300_000 + b"1]",
        b'[{"osm_type": "node"}]',
        b'[{"osm_type": "node", "osm_id": 1, "name": "X", "lat": "NaN", "lon": "0"}]',
        b'[{"osm_type": "node", "osm_id": 1, "name": "X", "lat": 1e999, "lon": "0"}]',
        b'[{"osm_type": "node", "osm_id": 1, "name": "X", "lat": true, "lon": [0]}]',
        b'[{"osm_type": {}, "osm_id": "1;drop", "name": "X", "lat": "1", "lon": "0"}]',
        b'[{"osm_type": "node", "osm_id": 1, "name": ["X"], "lat": "1", "lon": "0"}]',
    ],
)
def test_an_answer_that_is_no_list_of_places_is_told_as_that(told: Told, body: bytes):
    told.body = body
    assert refusal(told) == "Nominatim answered with something that is no list of places."


def test_texts_of_an_answer_are_short_lines_and_numbers_are_on_the_globe(told: Told):
    hostile = {
        **TRIPOLI,
        "osm_id": 5,
        "name": "A\x00\u202eB|C" + "x" * 10_000,
        "addresstype": ["country"],
        "type": "country",
        "boundingbox": ["-1e400", "nan", {}, "180"],
        "address": {"state": 7, "country_code": "<b>"},
    }
    told.answers([hostile, {**TRIPOLI, "lat": "91"}, 7, None, *[TRIPOLI] * 50])
    first, second = look_up(told)
    assert first.name.startswith("A B|C")
    assert len(first.name) <= 200
    assert (first.admin1, first.country, first.kind, first.radius_km) == ("", "", "area", 1.0)
    assert second.name == "Tripoli"


def test_an_answer_that_was_decided_stands_with_its_licence_and_beats_every_look_up(told: Told):
    told.answers([{**TRIPOLI, "name": "Tripoli (El Mina)"}])
    (found,) = look_up(told)
    decided = (
        "name,decision,place,place_country,kind,latitude,longitude,radius_km,gazetteer_id,position_source\n"
        f"Tripoli,yes,{found.name},LB,city,34.4367,35.8497,8,{found.gazetteer_id},{found.position_source!r}\n"
    ).replace("'", '"')
    sheets = [("legs.csv", b"from,to,date\nOdesa,TRIPOLI,2022-08-01\n")]
    decisions = read_decisions("decisions.csv", decided.encode())
    imported = import_files(sheets, None, decisions)
    place = next(p for p in imported.draft.places.values() if p.written == "TRIPOLI")
    assert (place.latitude, place.longitude, place.country) == ("34.4367", "35.8497", "LB")
    assert (place.radius_km, place.kind, place.aliases) == ("8", "city", ["Tripoli (El Mina)"])
    assert place.position_source == found.position_source
    assert place.extra["gazetteer_id"] == "nominatim:relation/8000001"
    again = read_decisions("decisions.csv", imported.decisions.to_csv().encode())
    assert again == imported.decisions


def test_a_candidate_says_whose_it_is_and_how_far_from_its_neighbours(told: Told):
    told.answers([TRIPOLI])
    (found,) = look_up(told)
    one = answers.candidate(found, "tripoli", "LY", [Neighbour("Beirut", (33.89, 35.5))])
    assert one.why == (
        "same name, by Nominatim",
        "in Lebanon, not LY",
        "69 km from Beirut",
        "© OpenStreetMap contributors, ODbL",
    )


# Beside the page


def settled(questions: Questions, query: Query):
    for _ in range(200):
        state = questions.state(query)
        if state is not None and not state.waits:
            return state
        time.sleep(0.01)
    raise AssertionError("still waiting")


def test_a_question_waits_beside_the_page_and_is_asked_once():
    go, asked = threading.Event(), []

    def answer(query: Query):
        asked.append(query)
        go.wait(5)
        return ()

    questions, query = Questions(answer), Query("A")
    assert questions.state(query) is None
    questions.ask(query, "ann")
    questions.ask(query, "bob")
    state = questions.state(query)
    assert state is not None
    assert state.waits
    go.set()
    assert settled(questions, query).found == ()
    questions.ask(query, "ann")
    assert asked == [query]


def test_a_question_that_failed_may_be_asked_again():
    faults: list[Exception] = [RuntimeError("secret"), NoAnswerError("It is away.")]

    def answer(query: Query):
        if faults:
            raise faults.pop()
        return ()

    questions, query = Questions(answer), Query("A")
    for fault in ("It is away.", "The question could not be asked. Try again later."):
        questions.ask(query, "ann")
        assert settled(questions, query).fault == fault
    questions.ask(query, "ann")
    assert settled(questions, query).found == ()


def test_one_visitor_cannot_take_all_the_turns():
    go = threading.Event()
    questions = Questions(lambda query: (go.wait(5), ())[1])
    for number in range(OF_ONE):
        questions.ask(Query(str(number)), "ann")
    with pytest.raises(BusyError):
        questions.ask(Query("one more"), "ann")
    questions.ask(Query("another's"), "bob")
    go.set()
