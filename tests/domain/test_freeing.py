"""No photo leaves the phone before it is safe elsewhere and its time is over."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.phone.freeing import Confirmed, Kept, Office, original_kept, stamped_kept
from tests.builders.trail import MAY_14

LATER = MAY_14 + timedelta(days=200)
SAFE = Confirmed(position=40, accepted_at=MAY_14, completed_at=MAY_14 + timedelta(hours=1))
OFFICE = Office(
    server_at=LATER, backed_up_to=50, covered_at=MAY_14 + timedelta(days=1), keep_originals_days=180
)


def days_later(days: int) -> Office:
    """What the office says so many days after the photo came."""
    return replace(OFFICE, server_at=MAY_14 + timedelta(days=days))


def test_what_is_safe_and_old_may_go() -> None:
    assert stamped_kept(SAFE, OFFICE) is None
    assert original_kept(SAFE, OFFICE) is None


@pytest.mark.parametrize("missing", ["position", "accepted_at", "completed_at"])
def test_what_the_server_has_not_confirmed_stays(missing: str) -> None:
    photo = replace(SAFE, **{missing: None})
    assert stamped_kept(photo, OFFICE) is Kept.NOT_CONFIRMED
    expected = None if missing == "position" else Kept.NOT_CONFIRMED
    assert original_kept(photo, OFFICE) is expected


@pytest.mark.parametrize(
    ("backed_up_to", "covered_at"),
    [
        (None, None),
        (39, MAY_14 + timedelta(days=1)),
        (50, None),
        (50, MAY_14 + timedelta(minutes=30)),
        (50, MAY_14 + timedelta(hours=1)),
    ],
)
def test_stamped_photo_stays_until_a_backup_holds_entry_and_file(
    backed_up_to: int | None, covered_at: datetime | None
) -> None:
    office = replace(OFFICE, backed_up_to=backed_up_to, covered_at=covered_at)
    assert stamped_kept(SAFE, office) is Kept.NOT_BACKED_UP
    assert original_kept(SAFE, office) is None


def test_periods_are_counted_by_the_server_s_time() -> None:
    assert stamped_kept(SAFE, days_later(29)) is Kept.TOO_RECENT
    assert stamped_kept(SAFE, days_later(30)) is None
    assert original_kept(SAFE, days_later(179)) is Kept.TOO_RECENT
    assert original_kept(SAFE, days_later(180)) is None


def test_entry_at_the_very_reach_of_the_backup_is_in_it() -> None:
    assert stamped_kept(SAFE, replace(OFFICE, backed_up_to=40)) is None
