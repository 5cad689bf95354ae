"""Six visitors who bring small files that are slow to read, beside a reader of `GET /`: a part of soak_server.py.

The server reads files one at a time in processes of a lower priority, so what is left to notice is what its own
process does with the outcome. The bound, a p95 of 50 ms, is what a page took before anybody brought anything when
six such files raised it to 940 ms. The longest answer is printed beside it: whole collections of garbage hold up
everybody, for a twentieth of the time at most (waybill/guard/garbage.py).

Each file has 133 kB at most and is of a kind that takes long in a way of its own: names that nobody knows, a
workbook that unpacks to millions of cells, a folder with a fault in each row, a story to be shown, and one whose
legs go by 1,500 places each. The reader has a process of its own, and reads before, until the last of the six has
their page, and until nothing is read any more.
"""

from __future__ import annotations

import asyncio
import io
import itertools
import random
import string
import time
import zipfile
from collections.abc import Callable, Iterable

from support.live_viewers import cpu_seconds, percentile
from support.running import Server
from support.slow_attack import read_apart, reading
from support.uploading import open_bringer

from tools.soak_slow import settle

VISITORS = 6
SIZE = 133_000  # bytes of a file
LEGS_SIZE = 600_000  # before it is packed
QUIET_READS = 100
PAGE_SECONDS = 100.0
BOUND_MS = 50.0

Reads = list[tuple[int, float]]


def _names(chance: random.Random) -> bytes:
    """Legs between places that no gazetteer knows, each to be looked up."""
    rows = (f"{_word(chance)},{_word(chance)}\n" for _ in itertools.count())
    return _filled("From,To\n", rows, SIZE)


def _workbook(_: random.Random) -> bytes:
    """A workbook with nearly as many cells as one may have."""
    row = "<row>" + "<c><v>1</v></c>" * 990 + "</row>"
    space = "http://schemas.openxmlformats.org"
    main, of_office = (
        f"{space}/spreadsheetml/2006/main",
        f"{space}/officeDocument/2006/relationships",
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types"></Types>',
        "_rels/.rels": _relations(f"{of_office}/officeDocument", "xl/workbook.xml", space),
        "xl/_rels/workbook.xml.rels": _relations(f"{of_office}/worksheet", "worksheets/one.xml", space),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{of_office}"><sheets>'
        '<sheet name="one" sheetId="1" r:id="one"/></sheets></workbook>',
        "xl/worksheets/one.xml": f'<worksheet xmlns="{main}"><sheetData>{row * 4000}'
        "</sheetData></worksheet>",
    }  # fmt: skip
    return _zipped(parts)


def _faults(chance: random.Random) -> bytes:
    """A story folder with a fault in each row of its legs."""
    return _folder(f"{n},a,b,2022-13-{chance.randint(10, 99)},sea\n" for n in itertools.count())


def _story(chance: random.Random) -> bytes:
    """A sound story folder, of which the dashboard is made."""
    return _folder(
        f"leg-{n},a,b,2022-0{chance.randint(1, 9)}-1{n % 10},sea\n" for n in itertools.count()
    )


def _via(_: random.Random) -> bytes:
    """A sound story folder with few rows, each of which names many places on its way."""
    names = "|".join("ab"[n % 2] for n in range(1500))
    return _folder((f"leg-{n},a,b,2022,sea,{names}\n" for n in range(900)), ",via", 5_000_000)


KINDS: dict[str, tuple[str, Callable[[random.Random], bytes]]] = {
    "names": ("names.csv", _names),
    "workbook": ("book.xlsx", _workbook),
    "faults": ("faults.zip", _faults),
    "story": ("story.zip", _story),
    "via": ("via.zip", _via),
}


async def uploads(server: Server, _: int) -> bool:
    """Bring six files of each kind, and look at the page beside them."""
    return all([await asyncio.to_thread(_bring, server, kind) for kind in KINDS])


def _bring(server: Server, kind: str) -> bool:
    assert server.process is not None
    pid = server.process.pid
    address = "127.0.0.1", int(server.url.rpartition(":")[2])
    name, make = KINDS[kind]
    files = [make(random.Random(n)) for n in range(VISITORS)]
    settle(pid)
    read_apart(address, 20)
    alone = read_apart(address, QUIET_READS)
    before, start = cpu_seconds(pid), time.perf_counter()
    with reading(address) as beside:
        came = asyncio.run(_all_bring(server.url, name, files))
    seconds = time.perf_counter() - start
    cpu = cpu_seconds(pid) - before
    failed = sum(status != 200 for status, _ in beside)
    print(
        f"uploads, {kind}: {VISITORS} × {max(map(len, files)) / 1e3:.0f} kB, {seconds:.0f} s, ",
        end="",
    )
    print(f"{cpu:.1f} s of them CPU of the server's process; {sum(came)} got their page")
    print(
        f"  GET / p50, p95, most: {_ms(alone)} ms alone, {_ms(beside)} ms beside them "
        f"({len(beside)} reads, {failed} failed), bound {BOUND_MS:.0f} ms"
    )
    return percentile([s for _, s in beside], 0.95) <= BOUND_MS / 1000 and not failed and all(came)


async def _all_bring(url: str, name: str, files: Iterable[bytes]) -> list[bool]:
    async def one(number: int, data: bytes) -> bool:
        visitor = await open_bringer(url, f"192.0.2.{number + 1}")
        try:
            return await visitor.bring(url, name, data, PAGE_SECONDS)
        finally:
            await visitor.close()

    return await asyncio.gather(*(one(*pair) for pair in enumerate(files)))


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(string.ascii_lowercase, k=chance.randint(5, 9)))


def _filled(head: str, rows: Iterable[str], size: int) -> bytes:
    """The head and as many rows as go into ``size`` bytes."""
    text, held = [head], len(head)
    for row in rows:
        held += len(row)
        if held > size:
            break
        text.append(row)
    return "".join(text).encode()


def _folder(legs: Iterable[str], more_columns: str = "", size: int = LEGS_SIZE) -> bytes:
    """A zip of a story folder with as many legs as its size allows."""
    places = "place_id,name,latitude,longitude,country\na,Odesa,46.5,30.7,UA\nb,Istanbul,41,29,TR\n"
    head = f"leg_id,origin,destination,start_date,mode{more_columns}\n"
    routes = _filled(head, legs, size)
    return _zipped({"places.csv": places, "routes.csv": routes.decode()})


def _relations(kind: str, target: str, space: str) -> str:
    relation = f'<Relationship Id="one" Type="{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{space}/package/2006/relationships">{relation}</Relationships>'


def _zipped(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def _ms(reads: Reads) -> str:
    seconds = [one for _, one in reads]
    return ", ".join(f"{1000 * percentile(seconds, part):.1f}" for part in (0.5, 0.95, 1.0))
