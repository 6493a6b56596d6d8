"""No photo leaves the phone before it is safe elsewhere and its time is over."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.phone.freeing import Confirmed, Kept, Office, original_kept, stamped_kept
from tests.builders.trail import MAY_14

LATER = MAY_14 + timedelta(days=200)
SAFE = Confirmed(position=40, accepted_at=MAY_14, arrival=42, arrival_epoch="e1")
OFFICE = Office(server_at=LATER, epoch="e1", backed_up_to=50, keep_originals_days=180)


def days_later(days: int) -> Office:
    """What the office says so many days after the photo came."""
    return replace(OFFICE, server_at=MAY_14 + timedelta(days=days))


def test_what_is_safe_and_old_may_go() -> None:
    assert stamped_kept(SAFE, OFFICE) is None
    assert original_kept(SAFE, OFFICE) is None


@pytest.mark.parametrize("missing", ["position", "accepted_at", "arrival"])
def test_what_the_server_has_not_confirmed_stays(missing: str) -> None:
    photo = replace(SAFE, **{missing: None})
    assert stamped_kept(photo, OFFICE) is Kept.NOT_CONFIRMED
    expected = None if missing == "position" else Kept.NOT_CONFIRMED
    assert original_kept(photo, OFFICE) is expected


@pytest.mark.parametrize("backed_up_to", [None, 39, 40, 41])
def test_stamped_photo_stays_until_a_backup_holds_entry_and_arrival(
    backed_up_to: int | None,
) -> None:
    office = replace(OFFICE, backed_up_to=backed_up_to)
    assert stamped_kept(SAFE, office) is Kept.NOT_BACKED_UP
    assert original_kept(SAFE, office) is None


def test_photo_whose_entry_came_after_another_brought_the_file_waits_for_its_entry() -> None:
    photo = replace(SAFE, arrival=12)
    assert stamped_kept(photo, replace(OFFICE, backed_up_to=39)) is Kept.NOT_BACKED_UP
    assert stamped_kept(photo, replace(OFFICE, backed_up_to=40)) is None


def test_arrival_that_another_epoch_told_confirms_nothing() -> None:
    office = replace(OFFICE, epoch="e2")
    assert stamped_kept(SAFE, office) is original_kept(SAFE, office) is Kept.NOT_CONFIRMED


def test_periods_are_counted_by_the_server_s_time() -> None:
    assert stamped_kept(SAFE, days_later(29)) is Kept.TOO_RECENT
    assert stamped_kept(SAFE, days_later(30)) is None
    assert original_kept(SAFE, days_later(179)) is Kept.TOO_RECENT
    assert original_kept(SAFE, days_later(180)) is None


def test_arrival_at_the_very_reach_of_the_backup_is_in_it() -> None:
    assert stamped_kept(SAFE, replace(OFFICE, backed_up_to=42)) is None
