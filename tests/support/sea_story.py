"""A small story of legs whose lines Waybill chooses, as files."""

from support.tiny_stories import Files

PLACES = """place_id,name,latitude,longitude,country,kind
odesa,Odesa,46.49,30.74,UA,port
alexandria,Alexandria,31.19,29.88,EG,port
shanghai,Shanghai,31.23,121.47,CN,port
rotterdam,Rotterdam,51.92,4.48,NL,port
vladivostok,Vladivostok,43.1,131.9,RU,port
los-angeles,Los Angeles,33.74,-118.26,US,port
moscow,Moscow,55.75,37.6,RU,city
khabarovsk,Khabarovsk,48.48,135.08,RU,city
"""
ROUTES = """leg_id,origin,destination,start_date,end_date,mode,path_basis,path,via,claims
grain,odesa,alexandria,2023-09-02,2023-09-09,sea,inferred,,,grain-said
boxes,shanghai,rotterdam,2023-09-01,2023-10-05,sea,,,,
timber,vladivostok,los-angeles,2023-09-05,2023-09-25,sea,inferred,,,
rails,moscow,khabarovsk,2023-09-05,2023-09-25,rail,,,,
plain,shanghai,rotterdam,2023-09-01,2023-10-05,sea,,direct,,
stops,shanghai,rotterdam,2023-09-01,2023-10-05,sea,inferred,,los-angeles,
seen,odesa,alexandria,2023-09-02,2023-09-09,sea,observed,,,
lost,moscow,khabarovsk,2023-09-05,2023-09-25,,,,,
dry,moscow,rotterdam,2023-09-05,2023-09-25,sea,,,,
"""
CLAIMS = """claim_id,statement,claimant,stated_on,stance,about,sources
grain-said,The ship sailed for Alexandria,Ministry of Infrastructure,2023-09-02,asserts,,s1
"""
SOURCES = """source_id,publisher,title,published_on,url
s1,Ministry of Infrastructure,Notice,2023-09-02,https://example.org/notice
"""
TOML = """id = "sea-legs"
title = "Three crossings"
path = "network"
window = [2023-09-01, 2023-10-05]
"""
SEA_STORY: Files = {
    "places.csv": PLACES,
    "routes.csv": ROUTES,
    "claims.csv": CLAIMS,
    "sources.csv": SOURCES,
    "visits.csv": None,
    "story.toml": TOML,
}
"""``path = "network"`` for the story: the first four legs get a line, the others keep theirs."""
