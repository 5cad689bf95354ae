"""A small story with every optional field filled in and published on days of their own.

Each text is a word that stands nowhere else, so that a page can be searched for it. What happens when:

    1 March 2024   the first claim asserts the leg; its first source; the visit begins
    2 March        the visit ends; the second visit, which ends some time in March, is reported
    3 March        the visit's first source; the second source of the first claim
    4 March        the second source of the visit
    5 March        a second claim asserts the leg as well, and another leg, which has a name of its own
    6 March        a denial of the first claim, which names the stop between; an answer to a later claim
    7 March        a report that corroborates; it can be judged, so the number waited for it
    8 March        the source of the denial
    9 March        the claim that was answered on 6 March
    31 March       the second visit is over
"""

from __future__ import annotations

from pathlib import Path

from waybill.story import Story, read_story

FILES = {
    "places.csv": """place_id,name,latitude,longitude,aliases,country,kind,radius_km,position_source,note,survey
alpha,Alphaport,10,20,Aliasalpha,,port,3,Positionalpha,Placenotealpha,Placeextraalpha
beta,Betaport,12,24,Aliasbeta,,port,3,Positionbeta,Placenotebeta,Placeextrabeta
mid,Midtown,11,22,Aliasmid,,city,3,Positionmid,Placenotemid,Placeextramid
quay,Quayside,9,21,,,city,,,,
""",
    "sources.csv": """source_id,publisher,title,published_on,url,archived_url,language,note,shelf
s1,Sourceone,Titleone,2024-03-01,https://example.org/one,,en,Sourcenoteone,Sourceextraone
s2,Sourcetwo,Titletwo,2024-03-03,https://example.org/two,,en,Sourcenotetwo,
s3,Sourcethree,Titlethree,2024-03-08,https://example.org/three,,en,,
v1,Visitsourceone,Visittitleone,2024-03-03,https://example.org/v1,,en,,
v2,Visitsourcetwo,Visittitletwo,2024-03-04,https://example.org/v2,,en,,
v3,Visitsourcethree,Visittitlethree,2024-03-02,https://example.org/v3,,en,,
none,Undatedsource,Undatedtitle,,https://example.org/none,,en,,
""",
    "claims.csv": """claim_id,statement,claimant,stated_on,stance,about,kind,places,source_reliability,information_credibility,quote,sources,verified,limits,note,desk
first,Statementfirst,Claimantfirst,2024-03-01,asserts,,statement,alpha|beta,B,3,Quotefirst,s1|s2,yes,Limitsfirst,Notefirst,Extrafirst
second,Statementsecond,Claimantsecond,2024-03-05,asserts,,statement,beta,C,4,Quotesecond,none,yes,,Notesecond,Extrasecond
denial,Statementdenial,Claimantdenial,2024-03-06,denies,first,statement,mid,F,6,Quotedenial,s3,yes,,Notedenial,Extradenial
report,Statementreport,Claimantreport,2024-03-07,corroborates,first,report,alpha,A,2,,s1,yes,Limitsreport,Notereport,
late,Statementlate,Claimantlate,2024-03-09,asserts,,statement,quay,,,,,yes,,,
early,Statementearly,Claimantearly,2024-03-06,denies,late,statement,mid,,,,,yes,,,
""",
    "routes.csv": """leg_id,origin,destination,start_date,end_date,route_id,via,mode,path_basis,cargo,quantity,quantity_qualifier,quantity_unit,vessel,claims,note,hull,name
leg,alpha,beta,2024-02-01,2024-02-20,way,mid,sea,unknown,Cargoleg,1234567,about,Unitleg,Vesselleg,first|second,Notelegtext,Extraleg,
named,beta,alpha,2024-02-03,,,,rail,inferred,,,,,,second,,,Nameleg
""",
    "visits.csv": """visit_id,visitors,hosts,place,start_date,end_date,purpose,outcome,quote,quote_by,sources,note,room
visit,Visitorname,Hostname,beta,2024-03-01,2024-03-02,Purposevisit,Outcomevisit,Quotevisit,Quotebyvisit,v1|v2,Notevisit,Extravisit
open,Visitoropen,,beta,2024-03-01,2024-03,Purposeopen,Outcomeopen,Quoteopen,Quotebyopen,v3,Noteopen,Extraopen
""",
    "story.toml": """id = "staggered"
title = "Titlestory"
standfirst = "Standfirststory"
licence = "Licencestory"
window = [2024-02-01, 2024-02-20]
window_label = "Windowlabelstory"
record = [2024-01-01, 2024-04-30]

[[steps]]
id = "step"
title = "Titlestep"
text = "Textstep"
legs = ["leg"]
places = ["beta"]

[[figures]]
label = "Labelfigure"
value = "Valuefigure"
claims = ["first"]

[[figures]]
label = "Labellate"
value = "Valuelate"
claims = ["late"]

[[figures]]
label = "Labelmeasured"
value = "Valuemeasured"
check = "length"
basis = "Basisfigure"

[[checks]]
id = "length"
label = "Labelcheck"
kind = "length"
leg = "leg"
stated = "Statedcheck"
basis = "Basischeck"
others = ["second"]
note = "Notecheck"

[[conflicts]]
id = "conflict"
title = "Titleconflict"
text = "Textconflict"
claims = ["first", "denial"]
sources = ["s3"]

[[routes]]
id = "way"
name = "Nameroute"
colour = "sea"

[[corrections]]
date = 2024-03-04
text = "Textcorrection"
""",
}


def staggered_story(folder: Path) -> Story:
    """The story, read from files in ``folder``."""
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    result = read_story(folder)
    assert result.errors == (), [str(problem) for problem in result.errors]
    assert result.story is not None
    return result.story
