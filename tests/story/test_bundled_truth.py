"""Every mark of the bundled story answers "who says so, when, where was that published"."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from waybill.documents.method import method_html
from waybill.documents.table import table_html
from waybill.evidence.measures import run_checks
from waybill.evidence.standing import standing
from waybill.payload.encode import build_payload
from waybill.story import read_story
from waybill.story.day import Day
from waybill.view.days import story_days
from waybill.view.select import select
from waybill.view.view import View

ROOT = Path(__file__).parents[2]
STORY = read_story(ROOT / "data").story
CHECKS = {result.check.id: result for result in run_checks(STORY)}
RECORD = story_days(STORY)[1]


def october(day: int) -> Day:
    return Day(2023, 10, day)


# ---- claimant, date and source, or the word "inferred"


def speaks(claim_ids) -> bool:
    """Is there a claim with a claimant, a day and a source among these?"""
    rows = [STORY.claims[claim_id] for claim_id in claim_ids]
    return any(claim.claimant and claim.stated_on and claim.sources for claim in rows)


@pytest.mark.parametrize("leg_id", list(STORY.legs))
def test_every_leg_has_a_claimant_a_day_and_a_source(leg_id):
    assert speaks(STORY.legs[leg_id].claims)


@pytest.mark.parametrize(
    "leg_id", [k for k, leg in STORY.legs.items() if leg.path_basis == "inferred"]
)
def test_every_line_of_ours_is_called_inferred(leg_id):
    leg = STORY.legs[leg_id]
    assert "inferred" in standing(STORY, leg).words
    assert "inferred" in leg.note or "assumption" in leg.note


@pytest.mark.parametrize("visit_id", list(STORY.visits))
def test_every_visit_has_who_when_and_a_source(visit_id):
    visit = STORY.visits[visit_id]
    assert visit.visitors
    assert any(STORY.sources[source].published_on for source in visit.sources)
    assert bool(visit.quote) == bool(visit.quote_by)


@pytest.mark.parametrize("place_id", list(STORY.places))
def test_every_place_is_somebodys_or_inferred(place_id):
    place = STORY.places[place_id]
    claimed = any(place_id in c.places and c.sources for c in STORY.claims.values())
    visited = any(v.place == place_id and v.sources for v in STORY.visits.values())
    words = f"{place.position_source} {place.note}"
    ours = re.search(r"inferred|assumed|Assumed|Measuring point|Settlement centre", words)
    assert place.position_source
    assert claimed or visited or ours


@pytest.mark.parametrize("figure", STORY.info.figures, ids=lambda figure: figure.label)
def test_every_figure_has_a_claimant_or_is_called_inferred(figure):
    basis = f"{figure.basis} {CHECKS[figure.check].check.basis if figure.check else ''}"
    assert speaks(figure.claims) or "nferred" in basis


@pytest.mark.parametrize("claim_id", list(STORY.claims))
def test_every_claim_has_a_source_or_is_marked_as_not_verified(claim_id):
    claim = STORY.claims[claim_id]
    assert claim.sources or claim.verified == "no"
    assert claim.source_reliability
    assert claim.information_credibility
    assert "Grade:" in claim.note


@pytest.mark.parametrize("claim_id", [k for k, c in STORY.claims.items() if c.kind == "image"])
def test_every_image_has_a_day_a_publisher_and_what_it_cannot_show(claim_id):
    image = STORY.claims[claim_id]
    assert image.observed_start
    assert image.claimant
    assert image.limits
    assert "is said to show" in image.statement or "are said to show" in image.statement


def test_the_ten_conflicts_stand_at_marks_and_have_sources():
    conflicts = STORY.info.conflicts
    assert [conflict.id for conflict in conflicts] == [f"n{n}" for n in range(1, 11)]
    for conflict in conflicts:
        assert conflict.claims or conflict.legs or conflict.visits
        assert "s01" in conflict.sources  # the article itself
        assert len(conflict.sources) > 2
        assert method_html(STORY).count(f'id="conflict-{conflict.id}"') == 1


def test_a_visit_outside_the_article_says_so():
    outside = [
        v.visit_id
        for v in STORY.visits.values()
        if "not in El Mundo’s article" in v.extra.get("article", "")
    ]
    assert outside == ["v6-putin-pyongyang"]
    assert "not in El Mundo’s article" in table_html(STORY, View(*RECORD))


# ---- literal states, day by day


def shown(day: Day | None):
    found = select(STORY, View(*RECORD, known=day))
    legs = {leg.leg_id for leg in (*found.legs.inside, *found.legs.outside)}
    visits = {visit.visit_id for visit in (*found.visits.inside, *found.visits.outside)}
    return legs, visits, {claim.claim_id for claim in (*found.claims.inside, *found.claims.outside)}


KIM = {
    "v2-kim-departs", "v2a-kim-khasan", "v2b-kim-putin-vostochny", "v2c-kim-komsomolsk",
    "v2d-kim-knevichi", "v2d-kim-vladivostok", "v2e-kim-artyom", "v2f-kim-tumangang", "v2g-kim-returns",
}  # fmt: skip
AUTUMN = {"v3-lavrov-beijing", "v4-putin-beijing", "v5-lavrov-pyongyang"}
LEGS = {"pyongyang-rajin", "rajin-dunay", "dunay-transfer", "dunay-tikhoretsk", "gaza-claim"}
SEA = STORY.legs["rajin-dunay"]


@pytest.mark.parametrize(
    ("day", "legs", "visits", "claims"),
    [
        (12, {"gaza-claim"}, {"v1-shoigu"} | KIM, 16),
        (13, LEGS, {"v1-shoigu"} | KIM, 32),
        (16, LEGS, {"v1-shoigu"} | KIM, 39),
        (17, LEGS, {"v1-shoigu"} | KIM, 51),
        (20, LEGS, {"v1-shoigu"} | KIM | AUTUMN, 67),
    ],
)
def test_what_had_been_published_by_that_day(day, legs, visits, claims):
    found_legs, found_visits, found_claims = shown(october(day))
    assert found_legs == legs
    assert found_visits == visits
    assert len(found_claims) == claims


def test_today_everything_is_there():
    legs, visits, claims = shown(None)
    assert (legs, visits, claims) == (LEGS, set(STORY.visits), set(STORY.claims))


@pytest.mark.parametrize(
    ("day", "words", "voices"),
    [
        (october(12), None, None),
        (october(13), "Only said; path inferred", "Said by White House"),
        (
            october(16),
            "Both ends reported from images; path inferred",
            "Said by White House; corroborated by VOA, RUSI; disputed by Russian diplomat Oleg Burmistrov",
        ),
        (
            october(17),
            "Both ends reported from images; path inferred",
            "Said by White House; corroborated by VOA, RUSI; disputed by Russian diplomat Oleg Burmistrov; "
            "rejected by Kremlin",
        ),
        (
            october(20),
            "Both ends reported from images; path inferred",
            "Said by White House; corroborated by VOA, RUSI; disputed by Russian diplomat Oleg Burmistrov; "
            "rejected by Kremlin, Russian Foreign Minister Sergei Lavrov",
        ),
        (
            None,
            "Both ends reported from images; path inferred",
            "Said by White House; corroborated by VOA, RUSI, CSIS Beyond Parallel; disputed by Russian "
            "diplomat Oleg Burmistrov; rejected by Kremlin, Russian Foreign Minister Sergei Lavrov, "
            "North Korean Foreign Minister Choe Son Hui",
        ),
    ],
)
def test_the_sea_leg_and_who_stands_where(day, words, voices):
    known = standing(STORY, SEA, day)
    assert (known and known.words, known and known.voices) == (words, voices)


@pytest.mark.parametrize("day", [12, 13, 16, 17, 20])
def test_the_table_of_a_day_names_nobody_who_spoke_later(day):
    document = table_html(STORY, View(*RECORD, known=october(day)))
    later = {c.claimant for c in STORY.claims.values() if c.stated_on.last > october(day)}
    earlier = {c.claimant for c in STORY.claims.values() if c.stated_on.last <= october(day)}
    named = {
        name
        for name in later - earlier
        # names of offices that also stand in what others say
        if re.search(rf"<(?:b|th scope=\"row\")>{re.escape(name)}<", document)
    }
    assert named == set()
    assert ("1,000 containers" in document) == (day >= 13)
    assert ("Kremlin" in document) == (day >= 17)
    assert "Choe Son Hui</b>" not in document


# ---- words

CLAIMS = list(STORY.claims.values())
# What a statement of one side begins or is built with, so that it never stands as a finding of ours.
ATTRIBUTED = re.compile(
    r"\b(?:is|are) (?:said|called|put at|believed|rejected|dismissed|named as|reported to)\b|"
    r"\breportedly\b|\bshow(?:s)?\b|could not be confirmed|\b(?:it|he|she) (?:says|reports)\b",
    re.IGNORECASE,
)
# Votes, official acts and procedure: public acts, not allegations.
ACTS = {
    "article-invasion", "un-general-assembly-vote", "un-security-council-veto", "us-sanctions-angara",
    "us-sanctions-maria", "un-panel-2023", "un-panel-veto",
}  # fmt: skip


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.claim_id)
def test_no_statement_stands_as_a_finding_of_this_record(claim):
    assert claim.claim_id in ACTS or ATTRIBUTED.search(claim.statement), claim.statement


FORBIDDEN = re.compile(
    r"\b(?:reveal(?:s|ed)?|expos(?:es|ed)|admit(?:s|ted)?|prove(?:s|d)|smuggl\w+|illicit|confirm(?:s|ed)|"
    r"delivered|delivers|regime|clandestine)\b",
    re.IGNORECASE,
)
# Words of the two scales and of positions, and of what is not claimed.
ALLOWED = (
    "confirmed by other sources",
    "not confirmed",
    "could not be confirmed",
    "Position not confirmed",
    "was not confirmed",
    "not yet confirmed",
)


def strings_of_data():
    for file in ("claims.csv", "places.csv", "routes.csv", "visits.csv"):
        with (ROOT / "data" / file).open(encoding="utf-8", newline="") as rows:
            for number, row in enumerate(csv.DictReader(rows), 2):
                for column, text in row.items():
                    if text and column not in ("quote", "sources"):
                        yield f"{file}:{number}:{column}", text
    for number, line in enumerate((ROOT / "data/story.toml").read_text("utf-8").splitlines(), 1):
        yield f"story.toml:{number}", line


SCRIPTS = [
    path
    for path in sorted((ROOT / "waybill/web").rglob("*.js"))
    if not {"dist", "test"} & set(path.parts)
]
TEMPLATES = sorted((ROOT / "waybill").rglob("templates/*.html"))
assert SCRIPTS
assert TEMPLATES


def strings_of_the_page():
    for path in SCRIPTS:
        text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)
        for string in re.findall(r'"([^"\n]{12,})"|`([^`]{12,})`', text):
            yield path.name, "".join(string)
    for path in TEMPLATES:
        text = re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>", " ", path.read_text("utf-8"), flags=re.DOTALL)
        for line in text.splitlines():
            if line.strip():
                yield path.name, line.strip()


@pytest.mark.parametrize("strings", [strings_of_data, strings_of_the_page])
def test_no_sentence_uses_a_word_that_takes_a_side(strings):
    found = []
    for where, text in strings():
        unquoted = re.sub(r"“[^”]*”", "", text)
        for words in ALLOWED:
            unquoted = unquoted.replace(words, "")
        if hit := FORBIDDEN.search(unquoted):
            found.append((where, hit[0], text[:80]))
    assert found == []


def test_the_payload_of_an_earlier_day_needs_no_word_of_a_later_one():
    # What the browser may show is decided row by row, field by field: every row has its day.
    payload = build_payload(STORY)
    for kind in ("places", "visits", "claims", "steps", "figures", "checks", "conflicts"):
        assert all(row["known"] for row in payload[kind]), kind
    assert all(leg["standings"][0]["known"] for leg in payload["legs"])
    assert payload["info"]["later"].keys() == {"standfirst", "window_label"}
