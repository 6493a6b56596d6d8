"""How often one may ask."""

import threading

import pytest

from domain.errors import TooMany
from sync_server.access.rate_limits import DailyQuota, Guessing


def test_guessing_stops_after_the_allowed_attempts():
    guessing = Guessing(3)
    for _ in range(3):
        guessing.attempt("chen", "192.0.2.1")
    with pytest.raises(TooMany) as stopped:
        guessing.attempt("chen", "192.0.2.1")
    assert 1 <= int(stopped.value.facts["retry_after_s"] or 0) <= 15 * 60


def test_others_are_not_locked_out_by_somebody_who_guesses():
    guessing = Guessing(3)
    for _ in range(3):
        guessing.attempt("chen", "192.0.2.1")
    guessing.attempt("chen", "192.0.2.2")
    guessing.attempt("wang", "192.0.2.1")


def test_many_addresses_together_cannot_guess_one_account_for_ever():
    guessing = Guessing(3)
    for number in range(15):
        guessing.attempt("chen", f"192.0.2.{number}")
    with pytest.raises(TooMany):
        guessing.attempt("chen", "192.0.2.99")


def test_who_was_right_starts_anew():
    guessing = Guessing(3)
    for _ in range(5):
        guessing.attempt("chen", "192.0.2.1")
        guessing.succeeded("chen", "192.0.2.1")


def test_a_quota_lets_the_last_request_through_and_then_waits():
    quota = DailyQuota(10)
    quota.check("phone")
    quota.spend("phone", 15)
    with pytest.raises(TooMany) as waiting:
        quota.check("phone")
    assert 1 <= int(waiting.value.facts["retry_after_s"] or 0) <= 24 * 3600
    quota.check("another phone")


def test_a_quota_is_there_again_a_day_after_the_first_that_was_brought():
    now = 1000.0
    quota = DailyQuota(10, lambda: now)
    quota.spend("phone", 4)
    now += 3600
    quota.spend("phone", 6)
    with pytest.raises(TooMany) as waiting:
        quota.check("phone")
    assert waiting.value.facts["retry_after_s"] == 23 * 3600
    now += 23 * 3600
    quota.check("phone")
    quota.spend("phone", 9)
    quota.check("phone")


def test_counting_a_quota_starts_no_thread():
    quota, before = DailyQuota(10), threading.active_count()
    for number in range(50):
        quota.spend(f"phone {number}", 1)
    assert threading.active_count() == before


def test_days_that_are_over_are_not_kept():
    now = 1000.0
    quota = DailyQuota(10, lambda: now)
    for number in range(50):
        quota.spend(f"phone {number}", 10)
    now += 25 * 3600
    quota.spend("another phone", 10)
    assert list(quota._days) == ["another phone"]
