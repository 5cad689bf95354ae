"""An example for each kind of story: a small story folder, made up, that says so."""

from __future__ import annotations

from dataclasses import dataclass

MADE_UP = "A made-up example: nobody said this and nothing moved."


@dataclass(frozen=True, slots=True)
class Example:
    """A kind of story, what its example shows, and the files of the example."""

    key: str
    title: str
    shows: str
    files: dict[str, str]


def _toml(title: str, more: str = "") -> str:
    return f'title = "{title}"\nstandfirst = "{MADE_UP}"\n{more}'


_PLACES = "place_id,name,latitude,longitude,country,kind\n"
_SOURCE = "source_id,publisher,title,published_on\n"

NEWS = Example(
    "news-claim",
    "A claim in the news",
    "one voyage that an office claims and another denies, with the day of each statement",
    {
        "places.csv": f"{_PLACES}constanta,Constanta,44.17,28.65,RO,port\nvarna,Varna,43.2,27.92,BG,port\n",
        "routes.csv": "leg_id,origin,destination,start_date,end_date,mode,vessel,claims\n"
        "voyage,constanta,varna,2024-03-02,2024-03-03,sea,Example I,said\n",
        "claims.csv": "claim_id,statement,claimant,stated_on,stance,about,sources\n"
        "said,The Example I carried pumps to Varna,Example Ministry,2024-03-05,asserts,,paper\n"
        "denied,No such ship came,Example Port Office,2024-03-06,denies,said,paper\n",
        "sources.csv": f"{_SOURCE}paper,The Example Daily,Two accounts of one voyage,2024-03-06\n",
        "story.toml": _toml("A voyage that two offices tell differently"),
    },
)
CORRIDOR = Example(
    "corridor",
    "A corridor of voyages",
    "several voyages with ships and quantities, one claim for all of them",
    {
        "places.csv": f"{_PLACES}genoa,Genoa,44.4,8.92,IT,port\ntunis,Tunis,36.81,10.3,TN,port\n"
        "valletta,Valletta,35.89,14.51,MT,port\n",
        "routes.csv": "leg_id,origin,destination,start_date,mode,vessel,cargo,quantity,quantity_unit,claims\n"
        "v1,genoa,tunis,2024-05-02,sea,Example I,Wheat,26000,t,register\n"
        "v2,genoa,valletta,2024-05-04,sea,Example II,Maize,18000,t,register\n"
        "v3,genoa,tunis,2024-05-11,sea,Example I,Wheat,24500,t,register\n",
        "claims.csv": "claim_id,statement,claimant,stated_on,stance,sources\n"
        "register,These voyages stand in its register,Example Corridor Office,2024-06-01,asserts,register\n",
        "sources.csv": f"{_SOURCE}register,Example Corridor Office,Register of voyages,2024-06-01\n",
        "story.toml": _toml("A corridor of grain voyages", 'path = "network"\n'),
    },
)
DELIVERIES = Example(
    "deliveries",
    "Humanitarian deliveries",
    "deliveries by road and air, in words and numbers, some with only a month",
    {
        "places.csv": f"{_PLACES}nairobi,Nairobi,-1.29,36.82,KE,city\njuba,Juba,4.85,31.6,SS,city\n"
        "bor,Bor,6.21,31.56,SS,city\n",
        "routes.csv": "leg_id,origin,destination,start_date,mode,cargo,quantity,quantity_unit,claims\n"
        "flight,nairobi,juba,2024-02-10,air,Medical kits,12,t,report\n"
        "lorries,juba,bor,2024-02,road,Food parcels,1800,parcels,report\n",
        "claims.csv": "claim_id,statement,claimant,stated_on,stance,sources\n"
        "report,These deliveries arrived,Example Relief,2024-03-01,asserts,report\n",
        "sources.csv": f"{_SOURCE}report,Example Relief,Report of February,2024-03-01\n",
        "story.toml": _toml("Deliveries of one month"),
    },
)
HISTORY = Example(
    "history",
    "Historical routes",
    "a journey with years alone, uncertain dates and a place on the way",
    {
        "places.csv": f"{_PLACES}venice,Venice,45.44,12.32,IT,city\n"
        "constantinople,Constantinople,41.01,28.98,TR,city\ntrebizond,Trebizond,41.0,39.72,TR,port\n",
        "routes.csv": "leg_id,origin,destination,start_date,end_date,mode,note\n"
        "out,venice,constantinople,1271~,1272?,sea,As a later copy has it\n"
        "on,constantinople,trebizond,1272,,sea,\n",
        "story.toml": _toml("A merchant's journey in the thirteenth century", 'path = "network"\n'),
    },
)
EXAMPLES: tuple[Example, ...] = (NEWS, CORRIDOR, DELIVERIES, HISTORY)
