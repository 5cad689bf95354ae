"""What must hold within a check of story.toml and its measures beyond the form of their values."""

from __future__ import annotations

from collections.abc import Iterator

from waybill.basemap.countries import country_codes
from waybill.story.model import Check, Measure
from waybill.story.reading.problems import Finding
from waybill.story.reading.suggest.places import countries

Fault = tuple[str, str, Finding]
"""A key ("" for the table as a whole), its value as written, and what is wrong with it."""

# Kind of a check -> what it cannot do without; one of the keys is enough.
_NEEDS: dict[str, tuple[str, ...]] = {
    "distance": ("origin",),
    "length": ("leg",),
    "pace": ("leg", "stated_km"),
    "count": ("stated",),
}


def measure_faults(measure: Measure) -> Iterator[Fault]:
    """Faults of one measure by itself."""
    targets = (measure.to_place, measure.to_country, measure.days)
    if sum(target is not None for target in targets) != 1:
        yield "", "", Finding("needs either to_place, to_country or days")
    if measure.days is not None and measure.days[0] == measure.days[1]:
        yield "days", str(measure.days[0]), Finding("needs two different days")
    code = measure.to_country
    if code is not None and code not in country_codes():
        what = "is not a country of the base map; write its ISO 3166-1 alpha-2 code"
        yield (
            "to_country",
            code,
            Finding(what, countries.unassigned(code).value or countries.country(code)),
        )


def check_faults(check: Check) -> Iterator[Fault]:
    """Faults of a check: what its kind needs and what it cannot have."""
    needs = _NEEDS[check.kind]
    if all(getattr(check, key) in (None, "") for key in needs):
        yield "", "", Finding(f"of kind {check.kind} needs {' or '.join(needs)}")
    low, high = check.stated_km, check.stated_to_km
    if high is not None and (low is None or high < low):
        yield "stated_to_km", f"{high:g}", Finding("needs a stated_km that is not larger")
    if check.measures and check.kind in ("length", "count"):
        what = f"of a check of kind {check.kind} are not read; the leg or the claims give them"
        yield "measures", "", Finding(what)
    elif any((m.days is not None) != (check.kind == "pace") for m in check.measures):
        wanted = "days" if check.kind == "pace" else "to_place or to_country"
        yield "measures", "", Finding(f"of a check of kind {check.kind} need {wanted}")
