"""Which lines the basemap draws: Natural Earth's de-facto units turned into the United Nations' view.

Names are Natural Earth's, as in world-atlas 2.0.2. The starting data show who *holds* an area; the
basemap shows what United Nations maps show. Kinds of line:

- ``international``: drawn solid.
- ``disputed``: drawn dashed (disputed, provisional, a cease-fire or armistice line).
- ``de-facto``: kept in the file but not drawn (a line of control inside recognised territory).
"""

from __future__ import annotations

from typing import NamedTuple


class Cut(NamedTuple):
    """Take the part of ``unit`` beyond ``line`` out as ``new_unit``.

    ``line`` is a tuple of (latitude, longitude); its two ends snap to the unit's outline.
    ``inside`` is a (latitude, longitude) in the part taken out.
    """

    unit: str
    new_unit: str
    line: tuple[tuple[float, float], ...]
    inside: tuple[float, float]


CRIMEA_UNIT = "Crimea"
CRIMEA_INSIDE = (44.95, 34.10)  # Simferopol: the Russian polygon here becomes CRIMEA_UNIT

CUTS = (
    # Morocco / Western Sahara: the parallel 27 degrees 40 minutes N, as on United Nations maps.
    # Natural Earth instead follows the sand berm further east.
    Cut(
        "Morocco",
        "W. Sahara west of the berm",
        ((27.6667, -8.681), (27.6667, -13.17)),
        (25.0, -14.0),
    ),
    # Golan: the 1923 boundary between Palestine and Syria (Franco-British exchange of notes of
    # 7 March 1923, League of Nations Treaty Series no. 565). Natural Earth puts everything west of
    # the 1974 disengagement line in Israel. Typed by hand from the course as the Handbook of
    # Palestine (1922) and summaries of the notes give it: Hasbani, west of Banias, the foot of the
    # heights, Jisr Banat Yaqub, the Jordan, the north-eastern shore of Lake Tiberias, a point
    # east of the town of Tiberias, El Hamme. The notes' list of boundary cairns was not used.
    # How sure: the course is; the coordinates are from memory of the villages and hills it passes
    # (west of it Dan, Kfar Szold, Shamir, Ein Gev; east of it Ghajar, Banias, Kfar Haruv) and good
    # to about 1 km, 2 km at the northern end, where Natural Earth's own Lebanese border is
    # generalised. Not surveyed; not for measuring.
    Cut(
        "Israel",
        "Golan",
        (
            (33.272, 35.624),
            (33.256, 35.650),
            (33.245, 35.683),
            (33.215, 35.670),
            (33.165, 35.668),
            (33.140, 35.655),
            (33.080, 35.641),
            (33.040, 35.633),
            (33.010, 35.628),
            (32.970, 35.632),
            (32.930, 35.632),
            (32.887, 35.622),
            (32.870, 35.642),
            (32.826, 35.653),
            (32.803, 35.646),
            (32.780, 35.651),
            (32.735, 35.652),
            (32.685, 35.665),
        ),
        (33.0, 35.75),
    ),
)

# Points (latitude, longitude) where a border changes its kind; the arc is split there.
SPLITS = (
    # South-western end of the Line of Control, where the Chenab plain begins (within some 10 km).
    ("India", "Pakistan", (32.77, 74.47)),
    # West of the Wadi Halfa salient the 22nd parallel is undisputed.
    ("Egypt", "Sudan", (21.996, 31.24)),
)

# Units that are part of another one in the United Nations' view. The line between them is
# de-facto unless a rule below says otherwise.
PART_OF = {
    CRIMEA_UNIT: "Ukraine",
    "Golan": "Syria",
    "W. Sahara west of the berm": "W. Sahara",
    "Somaliland": "Somalia",
    "N. Cyprus": "Cyprus",
    "Cyprus U.N. Buffer Zone": "Cyprus",
    "Akrotiri": "Cyprus",
    "Dhekelia": "Cyprus",
    "Baikonur": "Kazakhstan",
    "USNB Guantanamo Bay": "Cuba",
}

# (unit, unit, box or None, kind): the first rule that fits wins. The box is (west, south, east,
# north) and must hold the mean point of the arc.
RULES: tuple[tuple[str, str, tuple[float, float, float, float] | None, str], ...] = (
    ("Israel", "Palestine", None, "disputed"),  # 1949 armistice lines
    ("Golan", "Israel", None, "disputed"),
    ("Golan", "Syria", None, "disputed"),  # 1974 disengagement line
    ("Golan", "Lebanon", None, "disputed"),
    ("North Korea", "South Korea", None, "disputed"),  # military demarcation line
    ("S. Sudan", "Sudan", None, "disputed"),
    ("Kosovo", "Serbia", None, "disputed"),
    ("Siachen Glacier", "India", None, "disputed"),
    ("Siachen Glacier", "Pakistan", None, "disputed"),
    ("Siachen Glacier", "China", None, "disputed"),
    ("Cyprus U.N. Buffer Zone", "N. Cyprus", None, "disputed"),
    ("Cyprus U.N. Buffer Zone", "Cyprus", None, "disputed"),
    ("India", "Pakistan", (70.0, 33.0, 78.0, 36.0), "disputed"),  # Line of Control
    ("China", "India", (76.0, 29.0, 82.0, 36.0), "disputed"),  # Aksai Chin and southwards
    ("China", "India", (91.0, 26.0, 98.0, 30.0), "disputed"),  # Arunachal Pradesh
    ("China", "Pakistan", None, "disputed"),
    ("Egypt", "Sudan", (31.2, 21.0, 37.0, 23.0), "disputed"),  # Wadi Halfa, Bir Tawil, Halaib
    ("Ethiopia", "Somalia", None, "disputed"),  # provisional administrative line
    ("Morocco", "W. Sahara west of the berm", None, "disputed"),
    ("China", "Hong Kong", None, "de-facto"),
    ("China", "Macao", None, "de-facto"),
)

# Left out: south of the map's use, and specks that exist only as disputed reefs.
DROPPED_UNITS = frozenset(
    {
        "Antarctica",
        "Ashmore and Cartier Is.",
        "Bajo Nuevo Bank",
        "Clipperton I.",
        "Coral Sea Is.",
        "Scarborough Reef",
        "Serranilla Bank",
        "Spratly Is.",
    }
)


def border_kind(units: tuple[str, str], mean_location: tuple[float, float]) -> str:
    """Kind of the line between two units; ``mean_location`` is (latitude, longitude)."""
    latitude, longitude = mean_location
    for first, second, box, kind in RULES:
        if {first, second} != set(units):
            continue
        if box is None or (box[0] <= longitude <= box[2] and box[1] <= latitude <= box[3]):
            return kind
    first, second = units
    if PART_OF.get(first, first) == PART_OF.get(second, second):
        return "de-facto"
    return "international"
