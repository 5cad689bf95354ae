"""Claims as threads in time: filtered, never torn, nothing later than the day set, and a chart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.days import days as random_days
from support.hostile_stories import hostile_story, write
from support.hostile_texts import HEADERS, PRODUCT, TEXTS
from support.markup import Markup

from waybill.documents.chart import chart
from waybill.documents.claims import chart_svg, chart_table_html, claims_html
from waybill.evidence.statements import statements
from waybill.evidence.threads import ClaimFilter, threads
from waybill.story import read_story
from waybill.story.day import Day
from waybill.story.model import STANCES
from waybill.view.view import default_view

ROOT = Path(__file__).parents[2]
STORY = read_story(ROOT / "data").story
VIEW = default_view(STORY)
ALL = ClaimFilter()


def october(day: int) -> Day:
    return Day(2023, 10, day)


def ids(wanted: ClaimFilter) -> list[list[str]]:
    return [[e.claim.claim_id for e in thread.entries] for thread in threads(STORY, wanted)]


def html(wanted: ClaimFilter) -> str:
    return claims_html(STORY, wanted, VIEW)


# ---- threads


def test_every_claim_stands_in_exactly_one_thread():
    found = [claim_id for thread in ids(ALL) for claim_id in thread]
    assert sorted(found) == sorted(STORY.claims)


def test_the_thread_of_the_containers_in_time():
    (thread,) = [t for t in ids(ALL) if t[0] == "c1-containers"]
    assert thread == [
        *("c1-containers", "c1-voa-ships", "c1-burmistrov-disputes", "c1-rusi-movement"),
        *("c1-kremlin-rejects", "c1-lavrov-rumors", "c1-choe-rejects", "c1-csis-najin"),
    ]


def test_threads_stand_in_order_of_publication_and_the_one_asked_for_first():
    days = [STORY.claims[thread[0]].stated_on.last for thread in ids(ALL)]
    assert days == sorted(days)
    assert ids(ClaimFilter(claim_id="c1-kremlin-rejects"))[0][0] == "c1-containers"


@pytest.mark.parametrize(
    ("day", "thread"),
    [
        (12, None),
        (13, ["c1-containers"]),
        (16, ["c1-containers", "c1-voa-ships", "c1-burmistrov-disputes", "c1-rusi-movement"]),
        (17, ["c1-containers", "c1-voa-ships", "c1-burmistrov-disputes", "c1-rusi-movement", "c1-kremlin-rejects"]),
    ],
)  # fmt: skip
def test_a_thread_grows_with_the_day(day, thread):
    found = {t[0]: t for t in ids(ClaimFilter(known=october(day)))}
    assert found.get("c1-containers") == thread


def test_an_answer_to_something_not_yet_public_stands_alone_until_it_is():
    early = ids(ClaimFilter(known=Day(2022, 10, 1)))
    assert ["c4-dprk-denies-september"] in early
    late = ids(ClaimFilter(known=Day(2022, 11, 30)))
    assert ["c4-shells", "c4-dprk-denies-september", "c4-dprk-denies-november"] in late
    assert ["c4-dprk-denies-september"] not in late


# ---- filters


def test_a_filter_keeps_the_whole_thread_and_says_what_is_outside_it():
    found = threads(STORY, ClaimFilter(claimants=frozenset({"Kremlin"})))
    assert [[e.claim.claim_id for e in t.entries if e.wanted] for t in found] == [
        ["c1-kremlin-rejects"],
        ["us-image-rajin-kremlin-rejects"],
        ["us-image-dunay-kremlin-rejects"],
        ["us-image-tikhoretsk-kremlin-rejects"],
        ["c2-kremlin-rejects"],
        ["c2-kirby-kremlin-rejects"],
        ["article-arming-kremlin-rejects"],
        ["c3-peskov-rejects"],
        ["article-us-warnings-kremlin-rejects"],
    ]
    assert found[0].root.claim.claim_id == "c1-containers"
    assert not found[0].root.wanted
    assert html(ClaimFilter(claimants=frozenset({"Kremlin"}))).count("outside the filter") == 20


def test_by_stance():
    found = threads(STORY, ClaimFilter(stances=frozenset({"denies"})))
    wanted = [e.claim for t in found for e in t.entries if e.wanted]
    assert len(wanted) == 29
    assert len(statements(STORY, wanted)) == 11  # one reply may answer several claims
    assert {claim.stance for claim in wanted} == {"denies"}


def test_by_leg():
    found = threads(STORY, ClaimFilter(leg_id="gaza-claim"))
    assert [t.root.claim.claim_id for t in found] == [
        *("c7-rfa-f7", "c9-reuters-experts", "c8-jcs-122mm"),
        *("c9-jcs-intermediaries", "c9-jenzen-jones-iran"),
    ]


def test_by_day_of_publication():
    found = threads(STORY, ClaimFilter(first=october(20), last=october(20)))
    assert [e.claim.claim_id for t in found for e in t.entries if e.wanted] == ["c1-lavrov-rumors"]


def test_nothing_fits():
    assert "No claim fits." in html(ClaimFilter(first=Day(2021, 1, 1), last=Day(2021, 1, 2)))
    assert chart_svg(STORY, ClaimFilter(first=Day(2021, 1, 1), last=Day(2021, 1, 2))) == ""


claimants = st.frozensets(st.sampled_from(sorted({c.claimant for c in STORY.claims.values()})))
stances = st.frozensets(st.sampled_from(STANCES))
days = st.none() | random_days(Day(2022, 1, 1), Day(2025, 12, 31))


@given(claimants, stances, days, days, days)
def test_a_thread_is_never_torn_and_holds_nothing_later(who, stance, first, last, known):
    wanted = ClaimFilter(claimants=who, stances=stance, first=first, last=last, known=known)
    for thread in threads(STORY, wanted):
        shown = {e.claim.claim_id for e in thread.entries}
        assert any(e.wanted for e in thread.entries)
        for claim in STORY.claims.values():
            public = known is None or claim.stated_on.last <= known
            if claim.about in shown:
                assert (claim.claim_id in shown) == public
        assert all(known is None or e.claim.stated_on.last <= known for e in thread.entries)


# ---- the document


def test_a_claim_has_claimant_day_words_source_both_grades_and_its_marks():
    document = html(ALL)
    start = document.index('id="c1-kremlin-rejects"')
    entry = document[start : document.index("</li>\n<li id=", start)]
    for words in (
        "<b>Kremlin</b> rejected this",
        "17 Oct 2023",
        "“without providing any proof”",
        'href="https://www.themoscowtimes.com/2023/10/17/',
        "reliability of the source cannot be judged",
        "truth of the information cannot be judged",
        "./?from=2023-09-07&amp;to=2023-10-01&amp;claim=c1-kremlin-rejects&amp;tab=claims",
        "place=moscow",
    ):
        assert words in entry
    assert 'class="is-apart is-here">F<' in entry


def test_an_archived_copy_is_linked_where_there_is_one():
    story = STORY.model_copy(
        update={
            "sources": {
                **STORY.sources,
                "s07": STORY.sources["s07"].model_copy(
                    update={"archived_url": "https://archive.example/s07"}
                ),
            }
        }
    )
    document = claims_html(story, ALL, VIEW)
    assert (
        document.count('<a href="https://archive.example/s07"') == 8
    )  # once for each claim it answers
    assert "archived copy" not in html(ALL)


@pytest.mark.parametrize(
    ("day", "letter", "number", "note"),
    [(16, True, False, False), (30, True, False, False), (31, True, True, True)],
)
def test_the_grade_and_the_note_wait_for_what_they_weigh(day, letter, number, note):
    document = html(ClaimFilter(known=october(day), claim_id="c1-containers"))
    root = document[document.index('id="c1-containers"') :]
    root = root[: root.index("<ol ")]
    assert ("usually reliable source" in root) == letter
    assert ("possibly true" in root) == number
    assert ("left out on this day" in root) == (not number)
    assert ("no UN body is known" in root) == note


def test_the_day_set_stands_in_the_links_to_the_map():
    document = html(ClaimFilter(known=october(16)))
    links = re.findall(r'href="\./\?([^"]+)"', document)
    assert links
    assert all("known=2023-10-16" in link for link in links)


def test_nobody_who_spoke_later_is_named():
    document = html(ClaimFilter(known=october(12)))
    for name in ("Kremlin", "RUSI", "VOA", "Choe", "Tikhoretsk", "ontainer", "Lavrov"):
        assert name not in document


# ---- the chart


def test_the_chart_counts_every_statement_once():
    drawn = chart(statements(STORY, STORY.claims.values()))
    assert {lane.stance: lane.total for lane in drawn.lanes} == {
        "asserts": 47,
        "corroborates": 10,
        "disputes": 7,
        "denies": 11,
    }
    assert sum(sum(counts) for _, counts in drawn.rows) == 75
    assert drawn.unit == "month"


def test_a_short_time_is_drawn_day_by_day():
    wanted = ClaimFilter(leg_id="rajin-dunay", known=october(20))
    claims = [e.claim for t in threads(STORY, wanted) for e in t.entries if e.wanted]
    drawn = chart(claims)
    assert drawn.unit == "day"
    assert [words for words, _ in drawn.rows] == [f"{day} Oct 2023" for day in (13, 15, 16, 17, 20)]


def test_the_chart_and_its_table_hold_the_same_numbers():
    svg, table = chart_svg(STORY, ALL), chart_table_html(STORY, ALL)
    drawn = sorted(int(n) for n in re.findall(r'class="wb-doc-count">(\d+)<', svg))
    listed = sorted(int(n) for n in re.findall(r"<td>(\d+)</td>", table))
    assert drawn == listed
    assert sum(listed) == 75
    assert 'role="img"' in svg
    assert "47 asserts, 10 corroborates, 7 disputes, 11 denies" in svg
    assert "\n" not in svg  # a line end would let a page read it as Markdown


@given(st.lists(st.sampled_from(list(STORY.claims.values())), min_size=1))
def test_no_bar_leaves_its_row(claims):
    drawn = chart(claims)
    for lane in drawn.lanes:
        for bar in lane.bars:
            assert 0 < bar.height <= 26
            assert drawn.gutter - 20 <= bar.x
            assert bar.x + bar.width <= drawn.width + 20
            assert bar.y + bar.height == pytest.approx(lane.base, abs=0.11)


# ---- hostile data


def test_hostile_claims_are_text(tmp_path):
    write(tmp_path, hostile_story(list(TEXTS.values()), HEADERS))
    story = read_story(tmp_path).story
    view = default_view(story)
    document = claims_html(story, ALL, view)
    found = Markup(document)
    assert found.dangers() == []
    assert PRODUCT not in document
    assert found.tags <= {
        "a",
        "article",
        "b",
        "blockquote",
        "dd",
        "details",
        "nav",
        "div",
        "dl",
        "dt",
        "em",
        "h2",
        "h3",
        "i",
        "li",
        "ol",
        "p",
        "section",
        "small",
        "span",
        "summary",
        "ul",
    }
    svg = chart_svg(story, ALL)
    assert Markup(svg).tags <= {"svg", "text", "line", "rect"}
    assert "pwned" not in svg


def test_one_reply_to_several_claims_not_yet_public_stands_once():
    # KCNA's denial of 13 October also answers El Mundo's article of 19 October.
    on_13 = [claim_id for thread in ids(ClaimFilter(known=october(13))) for claim_id in thread]
    assert "c7-kcna-denies" in on_13
    assert "c7-article-kcna-denies" not in on_13
    on_19 = [claim_id for thread in ids(ClaimFilter(known=october(19))) for claim_id in thread]
    assert {"c7-kcna-denies", "c7-article-kcna-denies"} <= set(on_19)


def test_a_denial_made_before_the_claim_is_not_called_an_answer_to_it():
    document = html(ALL)
    start = document.index('id="c4-dprk-denies-september"')
    assert "had already denied such claims" in document[start : document.index("</p>", start)]
    # On its own it hints at nothing to come.
    assert "had already denied" not in html(ClaimFilter(known=Day(2022, 10, 1)))
