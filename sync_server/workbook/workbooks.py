"""The workbook: all an inspector needs offline, in parts, each with its tag."""

import hashlib
import json
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.clock import Clock, format_instant, local_date
from domain.kinds.book_part import TOLD_BY_ENTRIES, BookPart
from domain.wire.workbook import WORKBOOK_SCHEMA, ServiceNotice
from sync_server.data.accounts import PersonFacts
from sync_server.data.engine import Database, Transaction
from sync_server.data.workbook import duty as duty_rows
from sync_server.data.workbook import given as given_rows
from sync_server.data.workbook import messages as message_rows
from sync_server.data.workbook import snapshot as rows
from sync_server.data.workbook import tasks as task_rows
from sync_server.data.workbook.service_notices import notice_of
from sync_server.data.workbook.snapshot import Holder, Standing
from sync_server.projection.versions import FOLD_VERSION
from sync_server.releases.app_releases import AppOffer, AppReleases
from sync_server.workbook import duty, given, messages, register, tasks, visits

CAMPAIGNS_AHEAD_DAYS = 14


@dataclass(frozen=True, slots=True)
class WorkbookPlan:
    """What the office's settings say of workbooks, the server's epoch and its export key."""

    epoch: str
    export_public_key: str
    months: int = 13
    about: ServiceNotice = field(default_factory=ServiceNotice)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose workbook is asked for, and how everything stands in the transaction that answers."""

    transaction: Transaction
    person: PersonFacts
    holder: Holder
    standing: Standing
    plan: WorkbookPlan
    offer: AppOffer


Make = Callable[[Asked], str]
"""The content of a part, as JSON."""


class Workbooks:
    """Makes workbooks, each answer from one snapshot of the tables."""

    def __init__(
        self, database: Database, clock: Clock, plan: WorkbookPlan, releases: AppReleases
    ) -> None:
        self._database = database
        self._clock = clock
        self._plan = plan
        self._releases = releases

    def tags(self, person: PersonFacts) -> dict[BookPart, str]:
        """What each part of the person's workbook is known by: it changes when the part does."""
        with self._database.reading() as transaction:
            return _tags(self._asked(transaction, person))

    def answer(self, person: PersonFacts, held: Set[str] = frozenset()) -> str | None:
        """The parts whose tags are not among those ``held``, in JSON; None where all of them are.

        The tags and all that they stand for are read in one transaction.
        """
        now = format_instant(self._clock())
        with self._database.reading() as transaction:
            asked = self._asked(transaction, person)
            changed = {part: tag for part, tag in _tags(asked).items() if tag not in held}
            if not changed:
                return None
            sent = [
                f'"{part.value}":{{"tag":"{tag}","content":{MAKES[part](asked)}}}'
                for part, tag in changed.items()
            ]
        parts = ",".join(sent)
        return f'{{"workbook_schema":{WORKBOOK_SCHEMA},"server_at":"{now}","parts":{{{parts}}}}}'

    def _asked(self, transaction: Transaction, person: PersonFacts) -> Asked:
        today = local_date(self._clock())
        first = months_before(today, self._plan.months - 1)
        soon = today + timedelta(days=CAMPAIGNS_AHEAD_DAYS)
        days = (each.isoformat() for each in (today, first, soon))
        holder = Holder(person.account, person.district, *days)
        standing = rows.standing(transaction.tables, holder)
        return Asked(transaction, person, holder, standing, self._plan, self._releases.offer())


def _tags(asked: Asked) -> dict[BookPart, str]:
    """Every part's tag.

    All name the epoch, the versions and the settings. Those that entries tell name the account
    and its schools of this day, so that an assignment changes all of them, the last entries
    that concern the part, and what else of the day it depends on.
    """
    standing = asked.standing
    shared = f"{WORKBOOK_SCHEMA} {FOLD_VERSION} {asked.plan}"
    whose = f"{asked.person} {standing.schools}"
    since = asked.holder.visits_from
    of_day: Mapping[BookPart, list[str]] = {
        BookPart.REGISTER: [asked.holder.today[:7], *standing.closed],
        BookPart.MINE: [since],
        BookPart.FINDINGS: [since],
        BookPart.CAMPAIGNS: standing.campaigns,
        BookPart.PAPERS: standing.ended,
        BookPart.DUTY: [asked.holder.today[:7]],
        BookPart.TASKS: [since],
    }
    tags = {
        part: _digest(f"{part} {shared} {whose} {standing.marks[part]} {of_day.get(part)}")
        for part in TOLD_BY_ENTRIES
    }
    said = f"{asked.offer} {standing.backed_up_to} {_about(asked)}"
    tags[BookPart.SERVER] = _digest(f"{BookPart.SERVER} {shared} {said}")
    return {part: tags[part] for part in BookPart}


def _digest(made_from: str) -> str:
    return hashlib.sha256(made_from.encode()).hexdigest()[:32]


def months_before(day: date, months: int) -> date:
    """The first day of the month that many months before the day's own."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _server(asked: Asked) -> str:
    said = {
        "epoch": asked.plan.epoch,
        "export_public_key": asked.plan.export_public_key,
        "newest_app": asked.offer.newest,
        "oldest_app": asked.offer.oldest,
        "backed_up_to": asked.standing.backed_up_to,
        "about": _about(asked).model_dump(),
    }
    return json.dumps(said, ensure_ascii=False)


def _about(asked: Asked) -> ServiceNotice:
    """Who runs the site, as the person's district says it."""
    return notice_of(asked.transaction.tables, asked.holder.district, asked.plan.about)


def _register(asked: Asked) -> str:
    found = rows.register(asked.transaction.tables, asked.holder.district)
    mine = frozenset(asked.standing.schools)
    return register.content(asked.person, found, mine, asked.holder.today)


def _mine(asked: Asked) -> str:
    return visits.content(rows.own_visits(asked.transaction.tables, asked.holder))


def _findings(asked: Asked) -> str:
    district, schools = asked.holder.district, asked.standing.schools
    found = task_rows.findings(asked.transaction.tables, district, schools)
    return tasks.findings(found, asked.holder.visits_from).model_dump_json()


def _campaigns(asked: Asked) -> str:
    holder, standing = asked.holder, asked.standing
    found = task_rows.campaigns(asked.transaction.tables, holder.district, standing.campaigns)
    return tasks.campaigns(found, holder.account, standing.schools).model_dump_json()


def _duty(asked: Asked) -> str:
    holder, schools = asked.holder, asked.standing.schools
    month = holder.today[:7]
    found = duty_rows.duty_rows(asked.transaction.tables, holder.district, schools, month)
    return duty.duty(found, holder.account, month).model_dump_json()


def _papers(asked: Asked) -> str:
    whose = (asked.holder.district, asked.holder.account, asked.holder.today)
    found = task_rows.papers(asked.transaction.tables, *whose)
    return tasks.papers(found).model_dump_json()


def _messages(asked: Asked) -> str:
    holder = asked.holder
    found = message_rows.messages(asked.transaction.tables, holder.district, holder.account)
    return messages.messages(found).model_dump_json()


def _given(asked: Asked) -> str:
    holder = asked.holder
    since = holder.visits_from
    found = given_rows.tasks(asked.transaction.tables, holder.district, holder.account, since)
    return given.tasks(found, holder.account).model_dump_json()


MAKES: Mapping[BookPart, Make] = {
    BookPart.SERVER: _server,
    BookPart.REGISTER: _register,
    BookPart.MINE: _mine,
    BookPart.FINDINGS: _findings,
    BookPart.CAMPAIGNS: _campaigns,
    BookPart.PAPERS: _papers,
    BookPart.DUTY: _duty,
    BookPart.MESSAGES: _messages,
    BookPart.TASKS: _given,
}
