"""Sound files of a tiny story, and a way to write them."""

from pathlib import Path

PLACES = """place_id,name,latitude,longitude,aliases,country,kind,radius_km
rajin,Rajin,42.23,130.295,Najin|Rason,KP,port,3
dunay,Dunay,42.883,132.35,,RU,port,
"""
ROUTES = """leg_id,origin,destination,start_date,end_date,mode,claims
sea,rajin,dunay,2023-09-07,2023-10-01,sea,containers
"""
CLAIMS = """claim_id,statement,claimant,stated_on,stance,about,sources
containers,More than 1000 containers were shipped,White House,2023-10-13,asserts,,s03
denial,It is groundless,North Korea,2023-10-17,denies,containers,s03
"""
SOURCES = """source_id,publisher,title,published_on,url
s03,White House,Briefing,2023-10-13,https://example.org/briefing
"""
VISITS = """visit_id,visitors,hosts,place,start_date,end_date,sources
talks,Sergei Lavrov,Kim Jong Un,rajin,2023-10-18,2023-10-19,s03
"""
TOML = """id = "shipments"
title = "Shipments"
window = { from = 2023-09-07, to = 2023-10-19 }

[[checks]]
id = "distance"
label = "Distance"
origin = "dunay"
measures = [{ label = "to Rajin", to_place = "rajin" }]

[[steps]]
id = "one"
title = "The crossing"
legs = ["sea"]
checks = ["distance"]

[[figures]]
label = "containers"
value = "1000"
claims = ["containers"]

[[routes]]
id = "russia"
name = "To Russia"
colour = "sea"
"""
SOUND = {
    "places.csv": PLACES,
    "routes.csv": ROUTES,
    "claims.csv": CLAIMS,
    "sources.csv": SOURCES,
    "visits.csv": VISITS,
    "story.toml": TOML,
}

Files = dict[str, str | bytes | None]


def write_files(folder: Path, files: Files) -> None:
    """Write files as given, byte for byte; None removes one."""
    for name, content in files.items():
        if content is None:
            (folder / name).unlink(missing_ok=True)
        else:
            (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
