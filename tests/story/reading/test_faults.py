"""Each fault is named once, with its place, its value and what would be right."""

from collections.abc import Callable

import pytest
from support.tiny_stories import Files

from waybill.story import ReadResult

Read = Callable[[Files], ReadResult]
Lines = Callable[[Files], list[str]]

PLACES = "place_id,name,latitude,longitude\nrajin,Rajin,42.23,130.295\ndunay,Dunay,42.883,132.35\n"
ROUTES = "leg_id,origin,destination,start_date\nsea,rajin,dunay,2023-09-07\n"
CLAIMS = (
    "claim_id,statement,claimant,stated_on,stance,about,sources,kind\n"
    "containers,Shipped,White House,2023-10-13,asserts,,s03,\n"
)
CLOSED = "leg_id,origin,destination,start_date,{column}\nsea,rajin,dunay,2023,{value}\n"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("a,A,\"45,85\",1", ":latitude: '45,85' is not a number of decimal degrees: it has a decimal "
         "comma; did you mean '45.85'?"),
        ("a,A,130.3,42.2", ":latitude: '130.3' is outside -90 to 90 degrees: latitude and "
         "longitude look swapped; did you mean latitude '42.2' and longitude '130.3'?"),
        ("a,A,91,100", ":latitude: '91' is outside -90 to 90 degrees"),
        ("a,A,1,190", ":longitude: '190' is outside -180 to 180 degrees; did you mean '-170'?"),
        ("a,A,,5", ":latitude: is empty; every row needs it"),
        ("a,A,nan,5", ":latitude: 'nan' is not a number of decimal degrees"),
        ("a,A,0,0.0", ":latitude: warning: '0' with longitude 0 is a point at sea in the Gulf of "
         "Guinea; is that the position?"),
        ("a,,1,2", ":name: is empty; every row needs it"),
        (",A,1,2", ":place_id: is empty; every row needs it"),
        ("Novo Port,A,1,2", ":place_id: 'Novo Port' is not an id; write letters and digits of "
         "any script, and - _ . / : +, beginning with a letter or digit; did you mean 'novo-port'?"),
        ("rajin,A,1,2", ":place_id: 'rajin' is already the place_id of row 2"),
        ("a,A,1", ": row has 3 cells where the header has 4; write a comma for each empty cell"),
        ("a,A,1,2,3", ": row has 5 cells where the header has 4; put a cell that holds a comma in "
         "double quotes"),
        ("a,A\0,1,2", ":name: 'A\\x00' holds a NUL byte"),
        ('a,"A"B,1,2', ": a quoted cell goes on after its closing quote; write a double quote "
         'inside a quoted cell twice ("")'),
        ('a,"A,1,2', ": a double quote is opened in this row and never closed"),
        ('a,"=HYPERLINK(1)",1,2', ":name: warning: '=HYPERLINK(1)' begins with =, so a spreadsheet "
         "would run it as a formula"),
        ("a,@SUM,1,2", ":name: warning: '@SUM' begins with @, so a spreadsheet would run it as a "
         "formula"),
    ],
)  # fmt: skip
def test_a_fault_in_a_row_of_places(lines: Lines, row: str, problem: str) -> None:
    assert lines({"places.csv": f"{PLACES}{row}\n"}) == [f"places.csv:4{problem}"]


@pytest.mark.parametrize("cell", ["-5", "+82 10", "-", "-1,5", "- 5"])
def test_numbers_and_lone_signs_are_no_formulas(lines: Lines, cell: str) -> None:
    assert lines({"places.csv": f'{PLACES}a,"{cell}",-1,+2\n'}) == []


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("mode", "train", "'train' is not a mode; allowed: sea, rail, road, air, unknown; "
         "did you mean 'rail'?"),
        ("path_basis", "infered", "'infered' is not a path_basis; allowed: observed, inferred, "
         "unknown; did you mean 'inferred'?"),
        ("quantity_qualifier", "over", "'over' is not a quantity_qualifier; allowed: about, "
         "at least, more than, up to; did you mean 'more than'?"),
        ("quantity", '"1,000"', "'1,000' is not a number; did you mean '1000'?"),
        ("quantity", "-5", "'-5' is less than 0"),
        ("quantity", "1e999", "'1e999' is too large a number"),
        ("quantity", "about 300", "'about 300' is not a number; it says 'about', which goes into "
         "quantity_qualifier; did you mean quantity '300' and quantity_qualifier 'about'?"),
        ("quantity", "1000 containers", "'1000 containers' is not a number; it names a unit, which goes into "
         "quantity_unit; did you mean quantity '1000' and quantity_unit 'containers'?"),
        ("quantity", "300-500", "'300-500' is not a number; it is a range; write one number, with "
         "'at least' or 'up to' in quantity_qualifier"),
        ("quantity", "NaN", "'NaN' is not a number"),
        ("quantity", "1_000", "'1_000' is not a number"),
        ("sequence", "first", "'first' is not a whole number"),
        ("end_date", "2022-12-31", "'2022-12-31' is before the start_date '2023'"),
        ("end_date", "12/09/2023", "'12/09/2023' is not a date; write 2023-09-12, 2023-09 or 2023, "
         "with ? for uncertain or ~ for approximate; it could be 2023-09-12 or 2023-12-09"),
        ("end_date", "2023-02-30", "'2023-02-30' is not a day of the calendar: Feb 2023 has 28 "
         "days"),
        ("via", "dunai", "'dunai' is not a place_id in places.csv; the row is left out; "
         "did you mean 'dunay'?"),
        ("route_id", "To Russia", "'To Russia' is not an id; write letters and digits of any "
         "script, and - _ . / : +, beginning with a letter or digit; did you mean 'to-russia'?"),
    ],
)  # fmt: skip
def test_a_faulty_cell_of_routes(read: Read, column: str, value: str, problem: str) -> None:
    routes = ROUTES + "other,dunay,rajin,2023\n"
    header, *rows = routes.splitlines()
    result = read({
        "routes.csv": f"{header},{column}\n{rows[0]},\nother,dunay,rajin,2023,{value}\n"
    })  # fmt: skip
    assert [str(p) for p in result.problems] == [f"routes.csv:3:{column}: {problem}"]
    assert result.story is not None
    assert list(result.story.legs) == ["sea"]


def test_all_faults_of_a_row_are_told_at_once(lines: Lines) -> None:
    routes = (
        "leg_id,origin,destination,start_date,end_date,mode,quantity\n"
        "sea,rajin,dunay,2023,,,\n"
        "b,rajn,dunay,2023-9-7,,se,x\n"
        "c,rajin,rajin,2023-02,2023-01,boat,-1\n"
    )
    assert [line.split(" ")[0] for line in lines({"routes.csv": routes})] == [
        "routes.csv:3:origin:",
        "routes.csv:3:quantity:",
        "routes.csv:3:start_date:",
        "routes.csv:3:mode:",
        "routes.csv:4:mode:",
        "routes.csv:4:quantity:",
        "routes.csv:4:end_date:",
        "routes.csv:4:destination:",
    ]


def test_a_leg_to_itself(lines: Lines) -> None:
    assert lines({"routes.csv": ROUTES + "loop,rajin,rajin,2023\n"}) == [
        "routes.csv:3:destination: 'rajin' is the origin as well; say in via where it turned, or give "
        "another destination"
    ]


def test_a_leg_there_and_back_says_where_it_turned(lines: Lines) -> None:
    header, sea = ROUTES.splitlines()
    rows = f"{header},via\n{sea},\nloop,rajin,rajin,2023,dunay\n"
    assert lines({"routes.csv": rows}) == []


def test_an_unknown_place_is_looked_for_by_name_and_alias_too(lines: Lines) -> None:
    assert lines({"routes.csv": ROUTES + "b,Rason,dunay,2023\n"}) == [
        "routes.csv:3:origin: 'Rason' is not a place_id in places.csv; the row is left out; "
        "did you mean 'rajin'?"
    ]


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("kind", "harbour", "'harbour' is not a kind; allowed: capital, city, port, station, depot, "
         "airfield, border, site, area, waypoint; did you mean 'port'?"),
        ("radius_km", "-3", "'-3' is less than 0"),
        ("radius_km", "3 km", "'3 km' is not a number; did you mean '3'?"),
        ("country", "kp", "'kp' is not an ISO 3166-1 alpha-2 country code: two capital letters; "
         "did you mean 'KP'?"),
    ],
)  # fmt: skip
def test_a_faulty_optional_cell_of_places(
    lines: Lines, column: str, value: str, problem: str
) -> None:
    header, *rows = PLACES.splitlines()
    places = f"{header},{column}\n{rows[0]},\n{rows[1]},\nx,X,1,2,{value}\n"
    assert lines({"places.csv": places}) == [f"places.csv:4:{column}: {problem}"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("d,No,NK,2023-10-17,denies,containers,,", ":sources: warning: is empty; say where the "
         "denial was published"),
        ("d,No,NK,2023-10-17,denies,,s03,", ":about: warning: is empty; say which claim this one "
         "denies"),
        ("d,No,NK,2023-10-17,,containers,s03,", ":about: warning: 'containers' is a claim to answer, "
         "and the stance is 'asserts'; write another stance"),
        ("d,No,NK,2023-10-17,denies,contaners,s03,", ":about: 'contaners' is not a claim_id in "
         "claims.csv; the reference is left out; did you mean 'containers'?"),
        ("d,No,NK,2023-10-17,denies,d,s03,", ":about: 'd' is this claim itself; a claim answers "
         "another one"),
        ("d,No,NK,2023-10-17,denies,containers,s04,", ":sources: 's04' is not a source_id in "
         "sources.csv; the reference is left out"),
        ("d,No,NK,2023-10-17,denies,containers,S03,", ":sources: 'S03' is not a source_id in "
         "sources.csv; the reference is left out; did you mean 's03'?"),
        ("d,No,NK,2023-10-17,denied,containers,s03,", ":stance: 'denied' is not a stance; allowed: "
         "asserts, corroborates, disputes, denies; did you mean 'denies'?"),
        ("d,No,NK,2023-10-17,denies,containers,s03,photo", ":kind: 'photo' is not a kind; allowed: "
         "statement, image, report; did you mean 'image'?"),
    ],
)  # fmt: skip
def test_a_fault_in_a_claim(lines: Lines, row: str, problem: str) -> None:
    assert lines({"claims.csv": f"{CLAIMS}{row}\n"}) == [f"claims.csv:3{problem}"]


def test_a_denial_is_never_lost_to_a_typing_error_in_a_reference(read: Read) -> None:
    story = read({"claims.csv": CLAIMS + "d,No,NK,2023-10-17,denies,contaners,s04,\n"}).story
    assert story is not None
    assert (story.claims["d"].stance, story.claims["d"].about) == ("denies", None)
    assert story.claims["d"].sources == ()


@pytest.mark.parametrize("about", ["Denia", "reply"])
def test_no_advice_makes_a_claim_answer_itself_or_an_answer_to_itself(
    lines: Lines, about: str
) -> None:
    claims = CLAIMS + f"denial2,No,NK,2023-10-17,denies,{about}l2,s03,\n"
    claims += "reply2,Yes,US,2023-10-18,denies,denial2,s03,\n"
    assert lines({"claims.csv": claims}) == [
        f"claims.csv:3:about: '{about}l2' is not a claim_id in claims.csv; the reference is left out"
    ]


def test_claims_that_answer_each_other_in_a_circle(read: Read) -> None:
    claims = (
        CLAIMS + "a,A,X,2023,denies,b,s03,\nb,B,Y,2023,denies,c,s03,\nc,C,Z,2023,denies,a,s03,\n"
    )
    claims += "tail,T,Z,2023,denies,a,s03,\n"
    result = read({"claims.csv": claims})
    circle = "makes claims answer each other in a circle: 'a' → 'b' → 'c' → 'a'"
    assert [str(problem) for problem in result.problems] == [
        f"claims.csv:3:about: 'b' {circle}",
        f"claims.csv:4:about: 'c' {circle}",
        f"claims.csv:5:about: 'a' {circle}",
    ]
    assert result.story is not None
    assert {c.claim_id: c.about for c in result.story.claims.values()} == {
        "containers": None, "a": None, "b": None, "c": None, "tail": "a",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("..,..", ":observed_start: '..' says nothing without a date beside it; leave it empty"),
        ("2023-09-09,2023-09-08", ":observed_end: '2023-09-08' is before the observed_start "
         "'2023-09-09'"),
        ("2024-09-09,", ":stated_on: warning: '2023-10-13' is before the observed_start "
         "'2024-09-09'"),
    ],
)  # fmt: skip
def test_the_days_an_image_shows(lines: Lines, cells: str, problem: str) -> None:
    header = "claim_id,statement,claimant,stated_on,observed_start,observed_end\n"
    claims = f"{header}containers,A,B,2023,,\ni,I,B,2023-10-13,{cells}\n"
    assert lines({"claims.csv": claims}) == [f"claims.csv:3{problem}"]


def test_grades_of_the_admiralty_code(lines: Lines) -> None:
    header = "claim_id,statement,claimant,stated_on,source_reliability,information_credibility\n"
    assert lines({"claims.csv": f"{header}containers,A,B,2023,b2,b2\n"})[:2] == [
        "routes.csv:2:claims: warning: 'containers' has a fault of its own (claims.csv row 2); "
        "the reference is left out",
        "claims.csv:2:source_reliability: 'b2' is not a source_reliability; allowed: A, B, C, D, E, "
        "F; did you mean 'B'?",
    ]


@pytest.mark.parametrize(
    ("url", "suggestion"),
    [
        ("javascript:alert(1)", ""),
        ("example.org/a", "; did you mean 'https://example.org/a'?"),
        ("ftp://example.org", ""),
        ("https://", ""),
        ("http://[", ""),
    ],
)
def test_only_web_addresses_are_kept_and_the_row_stays(
    read: Read, url: str, suggestion: str
) -> None:
    result = read({"sources.csv": f"source_id,publisher,url\ns03,White House,{url}\n"})
    assert [str(problem) for problem in result.problems] == [
        f"sources.csv:2:url: '{url}' is not a web address; write an http or https address"
        f"{suggestion}"
    ]
    assert result.story is not None
    assert result.story.sources["s03"].url == ""


def test_a_faulty_place_is_told_once_and_its_users_point_to_it(lines: Lines) -> None:
    assert lines({"places.csv": PLACES.replace("132.35", "x"), "story.toml": None}) == [
        "places.csv:3:longitude: 'x' is not a number of decimal degrees",
        "routes.csv:2:destination: warning: 'dunay' has a fault of its own (places.csv row 3); "
        "the row is left out",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "places.csv: file is missing; every story needs it"),
        ("", "places.csv: file is empty; its first row names the columns: place_id, name, latitude, "
         "longitude"),
        ("\n \n", "places.csv: file is empty; its first row names the columns: place_id, name, "
         "latitude, longitude"),
        ("place_id,name,latitude,longitude\n", "places.csv: file has a header and no rows"),
        (PLACES.replace(",", ";"), "places.csv:1: columns are separated by ';'; separate them with "
         "commas"),
        (PLACES.encode("utf-16"), "places.csv: is not UTF-8 (it looks like UTF-16); save the file as "
         "CSV UTF-8"),
        (PLACES.encode("utf-16-le"), "places.csv: is not UTF-8 (it looks like UTF-16); save the file "
         "as CSV UTF-8"),
        (b"PK\x03\x04rest", "places.csv: is a spreadsheet workbook, not CSV; export the sheet as "
         "CSV UTF-8"),
        (PLACES.replace("name", "title"), "places.csv:1:name: column is missing"),
        (PLACES.replace("latitude", "lat"), "places.csv:1:latitude: column is missing; rename 'lat' "
         "to 'latitude'"),
        (PLACES.replace("place_id", "Place ID"), "places.csv:1:place_id: column is missing; rename "
         "'Place ID' to 'place_id'"),
    ],
)  # fmt: skip
def test_a_required_file_that_cannot_be_read_is_one_problem_and_no_story(
    read: Read, content: str | bytes | None, problem: str
) -> None:
    result = read({"places.csv": content})
    assert [str(p) for p in result.problems] == [problem]
    assert result.story is None


def test_a_file_whose_name_has_capitals_is_pointed_out(read: Read) -> None:
    result = read({"places.csv": None, "Places.csv": PLACES})
    assert [str(p) for p in result.problems] == [
        "places.csv: file is missing; rename 'Places.csv' to 'places.csv'"
    ]


def test_every_missing_column_is_told(lines: Lines) -> None:
    assert lines({"routes.csv": "leg_id,from,to,when\na,b,c,2023\n", "story.toml": None}) == [
        "routes.csv:1:origin: column is missing; rename 'from' to 'origin'",
        "routes.csv:1:destination: column is missing; rename 'to' to 'destination'",
        "routes.csv:1:start_date: column is missing",
    ]


def test_a_column_that_is_there_twice(lines: Lines) -> None:
    assert lines({"places.csv": PLACES.replace("\n", ",x\n").replace(",x", ",Name", 1)}) == [
        "places.csv:1:name: column is there twice; the first is read"
    ]


def test_a_mistyped_optional_column_is_kept_with_a_warning(lines: Lines) -> None:
    assert lines({"routes.csv": CLOSED.format(column="vesel", value="Angara")}) == [
        "routes.csv:1:vesel: warning: 'vesel' is not a column Waybill reads; it is kept as an extra "
        "column; did you mean 'vessel'?"
    ]


def test_empty_optional_files_are_warnings(lines: Lines) -> None:
    assert lines({"visits.csv": "", "sources.csv": "source_id,publisher\n", "claims.csv": None,
                  "routes.csv": ROUTES, "story.toml": None}) == [
        "visits.csv: warning: file is empty; its first row names the columns: visit_id, visitors, "
        "place, start_date",
        "sources.csv: warning: file has a header and no rows",
    ]  # fmt: skip


def test_a_claim_without_a_file_of_claims(lines: Lines) -> None:
    assert lines({"claims.csv": None, "story.toml": None}) == [
        "routes.csv:2:claims: 'containers' is not a claim_id: there is no claims.csv; "
        "the reference is left out"
    ]


def test_bytes_that_are_not_utf8_are_named_with_what_they_may_be(lines: Lines) -> None:
    places = (PLACES + "cafe,Café,1,2\nok,Ok,1,2\n").encode("cp1252")
    assert lines({"places.csv": places}) == [
        "places.csv:4:name: 'Caf\\udce9' has the byte 0xE9, which is not UTF-8; save the file as CSV "
        "UTF-8 (it looks like Windows-1252); did you mean 'Café'?"
    ]


def test_a_quote_left_open_does_not_take_the_next_rows_with_it(read: Read) -> None:
    result = read({"places.csv": PLACES + 'x,"Open,1,2\ny,"A, B",3,4\nz,Z,5,6\n'})
    assert [problem.row for problem in result.problems] == [4]
    assert result.story is not None
    assert list(result.story.places) == ["rajin", "dunay", "y", "z"]


@pytest.mark.parametrize(
    ("toml", "problem"),
    [
        ('id = "x"\ntitle = \n', ":2: is not valid TOML: invalid value"),
        ('title = "x', ":1: is not valid TOML: unterminated string"),
        ('title = "é"\n'.encode("cp1252"), ":1: byte 0xE9 at offset 9 is not UTF-8; save the file as "
         "UTF-8"),
        ('titel = "x"', ":1:titel: warning: 'titel' is not a key Waybill reads; did you mean "
         "'title'?"),
        ("title = 5", ":1:title: '5' is not text: write it in quotes (\"…\")"),
        ("window = [2023-10-01, 2023-09-01]", ":1:window: ends before it begins: 2023-10-01 to "
         "2023-09-01"),
        ("window = [2023-10-01]", ":1:window: needs two days, the first and the last"),
        ('window = [2023-10-01, "soon"]', ":1:window[2]: 'soon' is not a day; write 2023-09-12"),
        ('[[steps]]\nid = "a"\ntitle = "A"\nlegs = ["seaa"]', ":4:steps[1].legs: 'seaa' is not a "
         "leg_id in routes.csv; did you mean 'sea'?"),
        ('[[steps]]\nid = "a"\n', ":1:steps[1].title: is missing"),
        ('[[steps]]\nid = "a"\ntitle = "A"\nchecks = ["k"]', ":4:steps[1].checks: 'k' is not a check "
         "id in story.toml"),
        ('[[steps]]\nid = "a"\ntitle = "A"\n[[steps]]\nid = "a"\ntitle = "B"', ":5:steps[2].id: 'a' "
         "is there twice; the first is kept"),
        ('[[figures]]\nlabel = "x"\nvalue = "1"\nclaims = ["container"]', ":4:figures[1].claims: "
         "'container' is not a claim_id in claims.csv; did you mean 'containers'?"),
        ('[[checks]]\nid = "k"\nlabel = "K"\norigin = "rajim"', ":4:checks[1].origin: 'rajim' is not "
         "a place_id in places.csv; did you mean 'rajin'?"),
        ('[[checks]]\nid = "k"\nlabel = "K"\norigin = "rajin"\nmeasures = [{label = "m"}]',
         ":5:checks[1].measures[1]: needs either to_place, to_country or days"),
        ('[[conflicts]]\nid = "n"\ntitle = "N"\ntext = "T"\nvisits = ["talk"]',
         ":5:conflicts[1].visits: 'talk' is not a visit_id in visits.csv; did you mean 'talks'?"),
        ('[[corrections]]\ndate = 2023-01-01T10:00:00\ntext = "T"', ":2:corrections[1].date: "
         "'2023-01-01 10:00:00' is not a day; write 2023-09-12; did you mean '2023-01-01'?"),
        ('[[routes]]\nid = "r"\nname = "R"\ncolour = "see"', ":4:routes[1].colour: 'see' is not a "
         "colour; allowed: sea, rail, road, air, unknown; did you mean 'sea'?"),
        ("steps = 3", ":1:steps: is not a list of tables; write [[steps]]"),
    ],
)  # fmt: skip
def test_a_fault_in_story_toml(read: Read, toml: str | bytes, problem: str) -> None:
    result = read({"story.toml": toml})
    assert [str(p) for p in result.problems] == [f"story.toml{problem}"]
    assert result.story is not None


def test_a_faulty_part_of_story_toml_leaves_the_rest(read: Read) -> None:
    story = read({"story.toml": 'title = "Kept"\nid = "Not An Id"\n[[steps]]\nid = "a"\ntitle = "A"\n'
                  'legs = ["sea", "no"]\n[[steps]]\nid = "b"\n'}).story  # fmt: skip
    assert story is not None
    assert (story.info.title, story.info.id) == ("Kept", "story")
    assert [(step.id, step.legs) for step in story.info.steps] == [("a", ("sea",))]
