"""All snapshots of a day stay, one an hour of a week, one a day before that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from waybill.drafts.thinning import kept_revisions

NOW = datetime(2024, 5, 20, 12, tzinfo=UTC)


def ages(*hours: float) -> dict[int, datetime]:
    """Revisions made that many hours ago, the first number the oldest."""
    return {rev: NOW - timedelta(hours=h) for rev, h in enumerate(sorted(hours, reverse=True), 1)}


def test_everything_of_the_last_day_stays() -> None:
    assert kept_revisions(ages(0.1, 0.2, 0.3, 23, 23.1), NOW) == {1, 2, 3, 4, 5}


def test_the_last_one_of_an_hour_stays_for_a_week() -> None:
    assert kept_revisions(ages(1, 50.9, 50.5, 50.1, 51.5), NOW) == {1, 4, 5}


def test_the_last_one_of_a_day_stays_for_ever() -> None:
    assert kept_revisions(ages(1, 500, 501, 502, 530), NOW) == {1, 4, 5}


def test_the_newest_and_what_is_kept_for_good_stay_however_old() -> None:
    made = ages(2000, 2000.1, 2000.2, 2000.3)
    assert kept_revisions(made, NOW) == {4}
    assert kept_revisions(made, NOW, for_good={2}) == {2, 4}
    assert kept_revisions({}, NOW) == set()
