"""Reading takes time in proportion to what there is to read: four times the rows, four times the work."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.counting import calls_of
from support.tiny_stories import SOUND, Files, write_files

from waybill.story import read_story

PLACES = "place_id,name,latitude,longitude\n"
ROUTES = "leg_id,origin,destination,start_date\n"
CLAIMS = "claim_id,statement,claimant,stated_on,about\n"


def unknown_columns(n: int) -> Files:
    names = ",".join(f"column{i}x" for i in range(n))
    return {"places.csv": f"place_id,name,latitude,longitude,{names}\na,A,1,2{',' * n}\n"}


def one_column_again(n: int) -> Files:
    return {"places.csv": f"place_id,name,latitude,longitude{',name' * n}\na,A,1,2{',' * n}\n"}


def ring_of_claims(n: int) -> Files:
    rows = [f"c{i},S,C,2023,c{(i + 1) % n}\n" for i in range(n)]
    return {"claims.csv": CLAIMS + "".join(rows)}


def chain_of_claims(n: int) -> Files:
    rows = [f"c{i},S,C,2023,c{i + 1}\n" for i in range(n)]
    return {"claims.csv": CLAIMS + "".join(rows)}


def unknown_ids(n: int) -> Files:
    places = [f"place-{i:05d}-of-many,P{i},1,2\n" for i in range(n)]
    legs = [f"l{i},plase-{i:05d}-of-many,x{i},2023\n" for i in range(n)]
    return {"places.csv": PLACES + "".join(places), "routes.csv": ROUTES + "".join(legs)}


def names_shared(n: int) -> Files:
    places = [f"p{i},Tripoli,1,2\n" for i in range(n)]
    legs = [f"l{i},Tripoli,p1,2023\n" for i in range(n)]
    return {"places.csv": PLACES + "".join(places), "routes.csv": ROUTES + "".join(legs)}


def alike_ids(n: int) -> Files:
    """Ids that are all one letter from one another."""
    places = [f"abcdefgh{chr(0x4E00 + i)},P,1,2\n" for i in range(n)]
    legs = [f"l{i},abcdefg{chr(0x5E00 + i)}h,a,2023\n" for i in range(n)]
    return {"places.csv": PLACES + "".join(places), "routes.csv": ROUTES + "".join(legs)}


def wrong_dates(n: int) -> Files:
    legs = [f"l{i},rajin,dunay,{i % 28 + 1}/{i % 12 + 1}/19{i % 90 + 10}\n" for i in range(n)]
    return {"routes.csv": ROUTES + "".join(legs)}


def wrong_numbers(n: int) -> Files:
    header = "leg_id,origin,destination,start_date,quantity\n"
    legs = [f"l{i},rajin,dunay,2023,{i % 900 + 1}.{i % 900 + 100}\n" for i in range(n)]
    return {"routes.csv": header + "".join(legs)}


def places_astray(n: int) -> Files:
    places = [f"p{i},P,{i / n},{i / n},UA\n" for i in range(n)]
    return {"places.csv": "place_id,name,latitude,longitude,country\n" + "".join(places)}


def misread_text(n: int) -> Files:
    places = [f"p{i},SÃ£o TomÃ© {i},1,2\n" for i in range(n)]
    return {"places.csv": PLACES + "".join(places)}


def bytes_of_another_encoding(n: int) -> Files:
    places = [f"p{i},Пристань {i},1,2\n" for i in range(n)]
    return {"places.csv": (PLACES + "".join(places)).encode("cp1251")}


def unknown_keys(n: int) -> Files:
    return {"story.toml": "".join(f"key{i}x = {i}\n" for i in range(n))}


def nested_tables(n: int) -> Files:
    return {"story.toml": "".join(f'[[steps]]\nid = "s{i}"\ntitle = "T"\n' for i in range(n))}


def names_beside(n: int) -> Files:
    return {f"places ({i}).csv": "" for i in range(n)}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "n"),
    [
        (unknown_columns, 400),
        (one_column_again, 1000),
        (ring_of_claims, 500),
        (chain_of_claims, 500),
        (unknown_ids, 300),
        (names_shared, 300),
        (alike_ids, 300),
        (wrong_dates, 300),
        (wrong_numbers, 300),
        (places_astray, 400),
        (misread_text, 200),
        (bytes_of_another_encoding, 300),
        (unknown_keys, 500),
        (nested_tables, 200),
        (names_beside, 200),
    ],
)
def test_four_times_as_much_is_four_times_the_work(
    tmp_path: Path, files: Callable[[int], Files], n: int
) -> None:
    work = []
    for factor in (1, 1, 4):  # the first fills caches: base map, patterns
        folder = tmp_path / f"{factor}-{len(work)}"
        folder.mkdir()
        write_files(folder, {**SOUND, "story.toml": None, **files(n * factor)})
        work.append(calls_of(lambda folder=folder: read_story(folder)))  # type: ignore[misc]
    assert work[2] < 5 * work[1], work


def sound_legs_with_claims(n: int) -> Files:
    legs = [f"l{i},rajin,dunay,2023-09-{i % 20 + 1:02d},2023-09-29,c{i}\n" for i in range(n)]
    claims = [f"c{i},S,C,2023-10-{i % 20 + 1:02d},\n" for i in range(n)]
    header = "leg_id,origin,destination,start_date,end_date,claims\n"
    return {"routes.csv": header + "".join(legs), "claims.csv": CLAIMS + "".join(claims)}


def test_a_sound_leg_and_its_claim_are_read_in_few_calls(tmp_path: Path) -> None:
    """50,000 of them within five seconds: a date, an id or a cell is not looked at again and again."""
    work = []
    for name, n in (("warm", 100), ("small", 100), ("large", 500)):
        (folder := tmp_path / name).mkdir()
        write_files(folder, {**SOUND, "story.toml": None, **sound_legs_with_claims(n)})
        work.append(calls_of(lambda folder=folder: read_story(folder)))  # type: ignore[misc]
    assert (work[2] - work[1]) / 400 < 320
