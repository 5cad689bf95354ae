"""Story folders in which every field of every file is a payload."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from support.hostile_texts import BAD_URLS, GOOD_URLS, IDS

RECORD = (date(2023, 7, 20), date(2023, 11, 30))
WINDOW = (date(2023, 9, 7), date(2023, 10, 1))


def write(folder: Path, files: dict[str, str]) -> None:
    """Write a story's files, byte for byte; a file of the last story that has none goes."""
    for old in folder.iterdir():
        if old.name not in files:
            old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content.encode())


def hostile_story(
    texts: Sequence[str], headers: Sequence[str] = (), shift: int = 0
) -> dict[str, str]:
    """A story without an error: as many rows a file as there are texts, and as many of each part
    of story.toml. Field i of row r holds text r + i + shift, so each text comes into each field.
    """  # fmt: skip
    count = len(texts)

    def fields(row: int, names: str) -> dict[str, str]:
        return {name: texts[(row + at + shift) % count] for at, name in enumerate(names.split())}

    def people(row: int, offset: int) -> str:
        return "|".join(texts[(row + offset + at + shift) % count][:49_000] for at in (0, 1))

    rows: dict[str, list[dict[str, str]]] = {}
    ids = [IDS[row] if row < len(IDS) else f"row_{row}" for row in range(count)]
    rows["places.csv"] = [
        {
            "place_id": ids[row],
            **fields(row, "name position_source note"),
            "latitude": str(10 + 5 * (row // 10 % 11)),
            "longitude": str(25 + 11 * (row % 10)),
            "aliases": people(row, 4),
            "country": "KP" if row % 2 else "",
            "kind": ("port", "depot", "waypoint", "city")[row % 4],
        }
        for row in range(count)
    ]
    rows["sources.csv"] = [
        {
            "source_id": ids[row],
            **fields(row, "publisher title language note"),
            "published_on": _day(row),
            "url": GOOD_URLS[row % len(GOOD_URLS)],
            "archived_url": GOOD_URLS[(row + 1) % len(GOOD_URLS)] if row % 2 else "",
        }
        for row in range(count)
    ]
    rows["claims.csv"] = [
        {
            "claim_id": ids[row],
            **fields(row, "statement claimant quote note limits"),
            "stated_on": _day(row),
            "stance": ("asserts", "corroborates", "disputes", "denies")[row % 4],
            "about": ids[row - row % 4] if row % 4 else "",
            "kind": ("statement", "image", "report")[row % 3],
            "observed_start": _day(row - 1) if row % 3 == 1 else "",
            "places": f"{ids[row]}|{ids[row - 1]}",
            "source_reliability": "ABCDEF"[row % 6],
            "information_credibility": "123456"[row % 6],
            "sources": f"{ids[row]}|{ids[row - 1]}",
            "verified": ("yes", "no", "")[row % 3],
        }
        for row in range(count)
    ]
    rows["routes.csv"] = [
        {
            "leg_id": ids[row],
            **fields(row, "cargo quantity_unit vessel note"),
            "origin": ids[row],
            "destination": ids[(row + 1) % count],
            "via": ids[(row + 11) % count] if row % 3 == 0 and count > 12 else "",
            "start_date": _day(50 + row % 20),
            "end_date": _day(52 + row % 20),
            "mode": ("sea", "rail", "road", "air", "unknown")[row % 5],
            "path_basis": ("observed", "inferred", "unknown")[row % 3],
            "quantity": "1000",
            "claims": f"{ids[row]}|{ids[row - 1]}",
            "route_id": "route",
        }
        for row in range(count)
    ]
    rows["visits.csv"] = [
        {
            "visit_id": ids[row],
            **fields(row, "purpose outcome quote quote_by note"),
            "visitors": people(row, 1),
            "hosts": people(row, 2),
            "place": ids[row],
            "start_date": _day(row),
            "trip_id": f"trip-{row // 2}" if row % 4 < 2 else "",
            "sources": ids[row],
        }
        for row in range(count)
    ]
    for records in rows.values():
        for at, header in enumerate(headers):
            records[at % count][header] = texts[(at + shift) % count]
    files = {name: _csv(records, headers) for name, records in rows.items()}
    files["story.toml"] = _toml(texts, ids, shift)
    return files


def faulty_story(texts: Sequence[str]) -> dict[str, str]:
    """A story of three sound legs in which every other row has a fault whose value is a payload."""
    files = hostile_story(texts[:4])
    for text in texts:
        if not text.strip():
            continue
        files["places.csv"] += line(
            files["places.csv"], place_id=text, name="x", latitude="1", longitude="2"
        )
        files["places.csv"] += line(
            files["places.csv"], place_id="p", name="x", latitude=text, longitude=text
        )
        files["routes.csv"] += line(
            files["routes.csv"],
            leg_id=text,
            origin=text,
            destination=text,
            start_date=text,
            mode=text,
        )
        files["visits.csv"] += line(
            files["visits.csv"],
            visit_id="v",
            visitors="x",
            place=text,
            start_date=text,
            trip_id=text,
        )
        files["claims.csv"] += line(
            files["claims.csv"],
            claim_id="c",
            stance=text,
            about=text,
            kind=text,
            verified=text,
            sources=text,
        )
    for at, url in enumerate(BAD_URLS):
        files["sources.csv"] += line(
            files["sources.csv"], source_id=f"u{at}", publisher="x", url=url, archived_url=url
        )
    for text in texts:
        files["story.toml"] += (
            f'\n[[steps]]\nid = {toml_text(text)}\ntitle = "x"\nlegs = [{toml_text(text)}]\n{toml_text(text)} = 1\n'
        )
    return files  # fmt: skip


def toml_text(text: str) -> str:
    """A TOML basic string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _day(row: int) -> str:
    days = (RECORD[1] - RECORD[0]).days
    return (RECORD[0] + timedelta(days=row % days)).isoformat()


def _csv(rows: list[dict[str, str]], headers: Sequence[str]) -> str:
    columns = list(
        dict.fromkeys([*(key for row in rows for key in row if key not in headers), *headers])
    )
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()  # fmt: skip


def line(table: str, **cells: str) -> str:
    """One more row of a CSV file."""
    columns = next(csv.reader(io.StringIO(table)))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow([cells.get(c, "") for c in columns])  # fmt: skip
    return out.getvalue()


def _toml(texts: Sequence[str], ids: Sequence[str], shift: int) -> str:
    return "\n".join(_toml_lines(texts, ids, shift)) + "\n"


def _toml_lines(texts: Sequence[str], ids: Sequence[str], shift: int) -> Iterator[str]:
    count = len(texts)
    limit = 700_000 // (20 * count)  # characters, so that the file stays below its 1 MB

    def text(at: int) -> str:
        return toml_text(texts[(at + shift) % count][:limit])

    # The page has one title: it gets every fifth payload, the next field the next, and so on.
    whole = [" ".join(texts[(at + shift) % 5 :: 5])[:20_000] for at in range(5)]
    for at, key in enumerate(
        ("title", "standfirst", "licence", "window_label", "language", "contact")
    ):
        yield f"{key} = {toml_text(whole[at % 5])}"
    yield f"window = [{WINDOW[0]}, {WINDOW[1]}]"
    yield f"record = [{RECORD[0]}, {RECORD[1]}]"
    for row in range(count):
        one = ids[row]
        yield f'[[checks]]\nid = "{one}"\nlabel = {text(row)}\norigin = "{one}"\nstated_km = 290\nnote = {text(row + 1)}\nstated = {text(row + 3)}\nbasis = {text(row + 4)}\nclaims = ["{one}"]\nothers = ["{ids[row - 1]}"]'
        yield f'measures = [{{ label = {text(row + 2)}, note = {text(row + 5)}, to_place = "{ids[row - 1]}" }}]'
        yield f'[[steps]]\nid = "{one}"\ntitle = {text(row)}\ntext = {text(row + 1)}\nlegs = ["{one}"]\nplaces = ["{one}"]\nchecks = ["{one}"]'
        yield f"[[figures]]\nlabel = {text(row)}\nvalue = {text(row + 1)}\nunit = {text(row + 2)}\nbasis = {text(row + 3)}"
        yield f'claims = ["{one}"]' if row % 2 else f'check = "{one}"' if row % 3 else ""
        yield f'[[conflicts]]\nid = "{one}"\ntitle = {text(row)}\ntext = {text(row + 1)}\nclaims = ["{one}"]\nlegs = ["{one}"]\nvisits = ["{one}"]\nsources = ["{one}"]'
        yield f"[[corrections]]\ndate = 2023-11-01\ntext = {text(row)}"
        yield f'[[routes]]\nid = "r{row}"\nname = {text(row)}'
