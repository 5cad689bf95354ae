"""Story folders as people and machines break them, each from a number: the same number, the same folder."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

Rows = list[list[str]]

CELLS = {
    "date": (
        "2023-09-07|2023-09|2023?|2023-09-07/2023-10-01|../2023|2023-21|202X|12/09/2023|13/09/2023|9/13/23"
        "|Sept 7|7-12 Sept 2023|Q3 2023|early 2023|unknown|..|45181|1694129400|2023-02-30|2023-W36-4|-0043"
        "|0079|٢٠٢٣|сентябрь 2023|7 septembre 2023|2023-09-07T23:30:00Z|5 listopada 2023|10000|0000|2011/12"
        "|-0217|-0217-06-21|-9999|9999-24|20XX|2023-XX|2023-09-XX|2022-XX-04|-021X~|2023-24%|2023-09-07/|/2023"
        "|2022-03/..|../..|?|2023/2022|-0217/-0200|218 BC|AD 79|since 2022|2022 - present"
    ),
    "number": (
        "1|1000|26.527|26,527|1.000.500|1 234,5|26'527|1,26,527|~1000|1000+|1-2|1e999|nan|-5|+3|1_000|0x1F"
        "|26,527 t|3 kt|½|10²|٢٠|١٬٠٠٠|9" + "9" * 400
    ),
    "degrees": (
        "42.26|-42.26|130.3|91|190|42°15'36\"N|N42 15.6|421536N|42,26|4213N|42°15'O|POINT(130.3 42.26)|0"
        "|42.26, 130.295|52S DH 12345 67890|lat 42|−5.5|nan|inf|1e5|42 15|'42|٤٢|46.482.500"
    ),
    "id": (
        "odesa|Odesa|UAODS|a:b+c.d|Köln|Köln|Одеса|横浜|L-1|9086526/1|a b|a|b|c|p1|P1|=1+1|-x|_x|../../etc|<b>|a|b|x"
        + "y" * 90
    ),
    "text": (
        'Odesa|São Tomé|SÃ£o TomÃ©|РќР°РґР¶РёРЅ|M\ufffdnchen|=HYPERLINK(1)|@x|a,b|a\nb|"q"|{{7*7}}|<script>|🚢'
        "|\u202eabc|a\u0000b|x" + "́" * 300 + "|بندر عباس|" + "z" * 200
    ),
    "country": "UA|ua|UK|EL|SU|ZZ|XK|UKR|Ukraine|Congo|U|123|éé",
    "list": "a|b|a|a|c||x|y|Odesa|odesa",
    "url": "https://a.org|http://|javascript:x|a.org|ftp://a|https://[",
    "word": "sea|rail|train|asserts|denies|denied|less than|about|B2|fairly reliable|yes|no|true|port|se|",
}
KINDS = {
    **dict.fromkeys(("latitude", "longitude"), "degrees"),
    **dict.fromkeys(("radius_km", "quantity", "sequence"), "number"),
    **dict.fromkeys(
        ("start_date", "end_date", "stated_on", "observed_start", "observed_end", "published_on"),
        "date",
    ),
    **dict.fromkeys(("place_id", "leg_id", "origin", "destination", "claim_id", "about"), "id"),
    **dict.fromkeys(("source_id", "visit_id", "place", "route_id", "trip_id"), "id"),
    **dict.fromkeys(("via", "claims", "sources", "places", "visitors", "hosts", "aliases"), "list"),
    **dict.fromkeys(
        ("mode", "kind", "stance", "path_basis", "quantity_qualifier", "verified"), "word"
    ),
    **dict.fromkeys(("source_reliability", "information_credibility"), "word"),
    **dict.fromkeys(("url", "archived_url"), "url"),
    "country": "country",
}
HEADERS = {
    "places.csv": "place_id,name,latitude,longitude,aliases,country,kind,radius_km,note",
    "routes.csv": "leg_id,origin,destination,start_date,end_date,route_id,sequence,via,mode,path_basis,"
    "cargo,quantity,quantity_qualifier,quantity_unit,claims,note",
    "claims.csv": "claim_id,statement,claimant,stated_on,stance,about,kind,observed_start,observed_end,"
    "places,source_reliability,information_credibility,sources,verified",
    "sources.csv": "source_id,publisher,title,published_on,url",
    "visits.csv": "visit_id,visitors,hosts,place,start_date,end_date,trip_id,sources",
}
SOUND = {
    "place_id": "p{n}", "leg_id": "l{n}", "claim_id": "c{n}", "source_id": "s{n}", "visit_id": "v{n}",
    "name": "Port {n}", "latitude": "4{n}.5", "longitude": "3{n}.25", "origin": "p{n}",
    "destination": "p{m}", "place": "p{n}", "start_date": "2023-09-0{k}", "stated_on": "2023-10-0{k}",
    "statement": "It went.", "claimant": "A", "publisher": "B", "visitors": "X", "claims": "c{n}",
    "sources": "s{n}", "stance": "asserts",
}  # fmt: skip
LINES = (
    "sep=,|sep=;|My story|#loc+code,#loc+name,#geo+lat|Source: UN, 2023|Total,12|,,,|* note|place_id;name"
    '|"open quote|a,"b"c,d|<!DOCTYPE html>|{"a": 1}'
)
TOML = (
    'title = "A"|title = 5|title = 0x'
    + "f" * 4000
    + "|window = [2023-01-01, 2023-02-01]|window = [1, 2]"
    "|window = { from = 2023-01-01 }|record = [0001-01-01, 9999-12-31]|[[steps]]|[[checks]]|[[figures]]"
    '|id = "x"|id = "X Y"|legs = ["l1", "zz"]|origin = "p1"|[routes.a]|[[routes]]|name = "N"|label = "L"'
    '|value = "1"|measures = [{ label = "m", to_place = "p2" }, { to_country = "UK" }]|stated_km = 1e400'
    '|a.b.c = [[[1]]]|x = \'\'\'|]|[[|titel = "x"|text = "SÃ£o TomÃ©"|[[corrections]]|date = 2023-13-01'
)
OTHER_FILES = (
    "places (1).csv|places.xlsx|My story - routes.csv|Routes.csv|story.ods|~$places.xlsx|notes.txt"
)
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "cp1251",
    "cp1252",
    "utf-16",
    "utf-16-le",
    "mac_roman",
    "gb18030",
)


def write_folder(number: int, folder: Path) -> None:
    """Write folder ``number`` into an empty folder."""
    chance = random.Random(number)
    for file in HEADERS:
        if chance.random() < (0.97 if file in ("places.csv", "routes.csv") else 0.6):
            (folder / file).write_bytes(_encoded(_text(file, chance), chance))
    if chance.random() < 0.7:
        lines = chance.choices(TOML.split("|"), k=chance.randrange(12))
        (folder / "story.toml").write_bytes(_encoded("\n".join(lines), chance))
    for name in OTHER_FILES.split("|"):
        if chance.random() < 0.04:
            (folder / name).write_bytes(b"PK\x03\x04" if chance.random() < 0.5 else b"a,b\n1,2\n")
    if chance.random() < 0.02:
        _make_link(folder, chance)


def _text(file: str, chance: random.Random) -> str:
    names = HEADERS[file].split(",")
    rows = [[sound(name, n) for name in names] for n in range(1, chance.randrange(1, 8))]
    harm = chance.choice((0.0, 0.02, 0.1, 0.5))
    column_wide = chance.choice(names) if chance.random() < 0.2 else None
    for row in rows:
        for at, name in enumerate(names):
            if chance.random() < harm or name == column_wide:
                row[at] = chance.choice(CELLS[KINDS.get(name, "text")].split("|"))
    table = [names, *rows]
    if chance.random() < 0.15:
        _reshape(table, chance)
    lines = _written(table, chance.choice(",,,,,,,,;\t|"), chance).splitlines()
    for _ in range(chance.choice((0, 0, 0, 0, 1, 1, 2))):
        at = chance.choice((0, 0, 1, len(lines), chance.randrange(len(lines) + 1)))
        lines.insert(at, chance.choice(LINES.split("|")))
    text = chance.choice(("\n", "\n", "\r\n", "\r")).join(lines)
    return text[: chance.randrange(len(text) + 1)] if chance.random() < 0.03 else text


def sound(name: str, n: int) -> str:
    return SOUND.get(name, "").format(n=n, m=n % 7 + 1, k=n % 9 + 1)


def _reshape(table: Rows, chance: random.Random) -> None:
    """Leave a column out, write one twice, rename one, or add empty ones at the end."""
    at = chance.randrange(len(table[0]))
    kind = chance.randrange(4)
    for row in table:
        if kind == 0:
            row.pop(at)
        elif kind == 1:
            row.append(row[at])
        elif kind == 2 and row is table[0]:
            row[at] = chance.choice(
                (row[at].upper(), row[at] + "s", "lat", "id", "from", "", "x" * 2_000)
            )
        elif kind == 3:
            row.extend([""] * chance.randrange(4))


def _written(table: Rows, delimiter: str, chance: random.Random) -> str:
    if chance.random() < 0.1:
        return "\n".join(delimiter.join(row) for row in table)  # without any quotes
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(table)
    return stream.getvalue()


def _encoded(text: str, chance: random.Random) -> bytes:
    encoding = "utf-8" if chance.random() < 0.8 else chance.choice(ENCODINGS)
    return text.encode(encoding, "replace")


def _make_link(folder: Path, chance: random.Random) -> None:
    link = folder / "visits.csv"
    link.unlink(missing_ok=True)
    link.symlink_to(chance.choice(("/etc/passwd", "visits.csv", "nowhere.csv", "places.csv")))
