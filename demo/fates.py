"""Which of the newest visits wait, came back or go on, and which visits are strange."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from demo.dice import dice
from demo.plan import Fate, Oddity, PlannedVisit, at
from demo.workdays import is_workday, workdays_back
from domain.clock import local_date

_WAITING_DAYS, _SETTLED_DAYS, _REVIEW_DAYS, _ODD_DAYS = 4, 5, 12, 45
_RECENT = {
    Oddity.OUTSIDE: 4,
    Oddity.CLOCK_OFF: 3,
    Oddity.ALBUM: 4,
    Oddity.REUSED: 3,
    Oddity.SHORT: 2,
    Oddity.MOCKED: 1,
    Oddity.BY_HAND: 2,
    Oddity.REFUSED: 1,
    Oddity.REBOOTED: 3,
    Oddity.COPIED: 2,
}
_NOT_APPROVED_LIGHTLY = frozenset({Oddity.REUSED, Oddity.MOCKED})
_EARLIER = (Oddity.OUTSIDE, Oddity.CLOCK_OFF, Oddity.BY_HAND, Oddity.REBOOTED, Oddity.SHORT)
_EVENING = 17 * 60 + 40


def settle_fates(visits: Sequence[PlannedVisit], now: datetime) -> None:
    """Decide for each visit what becomes of it, what is strange about it, when it is synced."""
    _settle_newest(visits, now)
    _settle_oddities(visits, now)
    _settle_outages(visits, now)
    for visit in visits:
        visit.synced_at = min(visit.synced_at, now - timedelta(seconds=30))


def _settle_newest(visits: Sequence[PlannedVisit], now: datetime) -> None:
    today = local_date(now)
    waits_from = workdays_back(today, _WAITING_DAYS)[-1]
    reviewed_from = workdays_back(today, _REVIEW_DAYS)[-1]
    chance = dice("fates", today)
    newest = [visit for visit in visits if visit.day >= reviewed_from]
    for visit in newest:
        if visit.day >= waits_from and chance.random() < 0.8:
            visit.fate = Fate.WAITING
    for visit in newest[-2:]:
        visit.fate = Fate.OPEN
    # Early enough for a return, an amendment and an approval on the working days since.
    settled_by = workdays_back(today, _SETTLED_DAYS)[-1]
    settled = [visit for visit in newest[:-2] if visit.day <= settled_by]
    plan = (Fate.RETURNED, Fate.MENDED, Fate.RETURNED, Fate.MENDED, Fate.CANCELLED, Fate.RETURNED)
    for visit, fate in zip(
        chance.sample(settled, min(len(settled), len(plan))), plan, strict=False
    ):
        visit.fate = fate


def _settle_oddities(visits: Sequence[PlannedVisit], now: datetime) -> None:
    today = local_date(now)
    chance = dice("oddities", today)
    since = today - timedelta(days=_ODD_DAYS)
    plain = [each for each in visits if each.fate in (Fate.APPROVED, Fate.WAITING)]
    recent = [visit for visit in plain if visit.day >= since]
    # One of each kind first, so that a small demo has every kind too.
    wanted = [
        oddity
        for turn in range(max(_RECENT.values()))
        for oddity, number in _RECENT.items()
        if number > turn
    ]
    chosen = chance.sample(recent, min(len(recent), len(wanted)))
    for visit, oddity in zip(chosen, wanted, strict=False):
        visit.oddity = oddity
        if oddity in _NOT_APPROVED_LIGHTLY:
            visit.fate = Fate.WAITING
    for visit in plain:
        if visit.day < since and chance.random() < 0.02:
            visit.oddity = chance.choice(_EARLIER)
    for visit in visits:
        if visit.oddity is Oddity.SHORT:
            visit.dwell_min = 6


def _settle_outages(visits: Sequence[PlannedVisit], now: datetime) -> None:
    """Half the phones stay without network for days: what they recorded meanwhile comes late."""
    today = local_date(now)
    chance = dice("outages", today)
    accounts = sorted({visit.inspector.account for visit in visits})
    for account in accounts:
        early = [
            visit
            for visit in visits
            if visit.inspector.account == account
            and visit.oddity is None
            and visit.fate is Fate.APPROVED
            and today - timedelta(days=_ODD_DAYS) <= visit.day < today - timedelta(days=14)
        ]
        for first in chance.sample(early, min(len(early), chance.choice((0, 1)))):
            until = first.day + timedelta(days=chance.randint(5, 8))
            while not is_workday(until):
                until += timedelta(days=1)
            for visit in visits:
                if visit.inspector.account == account and first.day <= visit.day <= until:
                    visit.synced_at = at(until, _EVENING)
            first.oddity = Oddity.LATE
