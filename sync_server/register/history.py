"""The history of one thing of the register: who said what of it, and what that changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain import kinds
from domain.errors import NotFound
from domain.kinds import KINDS
from domain.kinds.author import Author, Role
from domain.kinds.chain import OFFICE_INSTALLATION
from domain.kinds.folding import stamp_of, version_after
from domain.kinds.office.opinion import OPINION
from domain.kinds.office.organ import MemberSet
from domain.kinds.office.template import TemplateSet
from domain.kinds.piece import Body, Private
from domain.kinds.reading import Reading
from domain.kinds.register.balance_rule import BalanceRuleSet
from domain.kinds.register.burden import VisitCeilingSet
from domain.kinds.register.hazard_duty import HazardDutySet
from domain.kinds.register.indicator import IndicatorSet
from domain.kinds.register.portrait import PortraitSet
from domain.kinds.register.signing import DelegateSet
from domain.kinds.thing import ThingBuilder
from domain.subject import opener, take
from domain.trail.order import in_order
from domain.words.values import NOUN, label
from sync_server.access.viewer import Viewer
from sync_server.data import trails
from sync_server.data.engine import Database
from sync_server.data.ledger import Logged
from sync_server.data.subjects import subject_called
from sync_server.data.tables import ChainRow
from sync_server.data.visits import rows as visits
from sync_server.register.names import Names, names
from sync_server.register.step import Step, since
from sync_server.register.thing_fields import FieldChange, FieldWords, changes

ONE_A_DISTRICT = frozenset({"closing_rule", "robot", "service_notice", "signing"})
"""Things of which a district has one, called by the district's own code."""


@dataclass(frozen=True, slots=True)
class ThingStep(Step):
    """One entry about the thing: what it changed, and the thing's version from then on."""

    changes: tuple[FieldChange, ...]
    version: str

    @property
    def is_note(self) -> bool:
        """Whether it tells something of the thing and leaves it as it is."""
        known = KINDS.get(self.kind)
        return known is not None and known.is_note


@dataclass(frozen=True, slots=True)
class History:
    """All that was ever said of one thing, in the order in which it counts."""

    noun: str
    code: str
    title: str
    steps: tuple[ThingStep, ...]
    names: Names
    body: Body

    @property
    def private(self) -> Private | None:
        """The private piece of the entry that set the thing last; None where it was erased."""
        set_by = [each for each in self.steps if each.ignored is None and not each.is_note]
        return set_by[-1].reading.private if set_by else None

    @property
    def version(self) -> str:
        """The thing's version as it now stands."""
        return self.steps[-1].version

    def since(self, version: str) -> tuple[ThingStep, ...]:
        """What counted after the thing stood in this version; all of it when it never did."""
        return since(self.steps, version)


@dataclass(frozen=True, slots=True)
class Histories:
    """Finds the histories of a district's things for its office."""

    database: Database

    def history(self, viewer: Viewer, noun: str, code: str) -> History:
        """The history of what the viewer's district calls so; NotFound when there is none."""
        viewer.require_register()
        with self.database.session() as session:
            called = subject_called(session.connection(), viewer.district, noun, code)
            is_hidden = noun == OPINION and not viewer.may_review
            if called is None or noun not in NOUN or is_hidden:
                raise NotFound("There is nothing called so.", noun=noun, called=code)
            rows = visits.entries(session, called.subject)
            chains = trails.chains(session, {row.line.header.chain for row in rows})
        found = _Thing(noun, code, rows, {row.chain: _author(row) for row in chains})
        return found.history(names(self.database, viewer.district))


@dataclass(frozen=True, slots=True)
class _Thing:
    noun: str
    code: str
    rows: Sequence[Logged]
    authors: Mapping[str, Author]

    def history(self, known: Names) -> History:
        by_id = {row.line.id: row for row in self.rows}
        lines = in_order(row.line for row in self.rows)
        readings = [kinds.read(line) for line in lines]
        thing = self._folded(readings)
        ignored = {each.entry: each.reason for each in thing.ignored}
        words = FieldWords(known, self.code)
        steps: list[ThingStep] = []
        stood: dict[str, str] = {}
        version, last = "", readings[0]
        for reading in readings:
            entry, body = reading.line.id, reading.body
            reason = ignored.get(entry)
            changed: tuple[FieldChange, ...] = ()
            if reason is None and body is not None and KINDS[body.kind].is_note:
                changed = changes({}, words.of(body, reading.private))
                version = version_after(version, entry)
            elif reason is None and body is not None:
                now = words.of(body, reading.private)
                changed, stood = changes(stood, now), now
                version, last = version_after(version, entry), reading
            row = by_id[entry]
            chain = reading.line.header.chain
            author = self.authors.get(chain)
            account = author.account if author else chain
            steps.append(ThingStep(row, reading, account, reason, changed, version))
        if last.body is None:
            raise NotFound("The thing cannot be read.", noun=self.noun, called=self.code)
        title = _title(last.body, last.private, known) or self.code
        return History(self.noun, self.code, title, tuple(steps), known, thing.body)

    def _folded(self, readings: Sequence[Reading]) -> ThingBuilder:
        """The thing as all entries make it, which says why some of them do not count."""
        subject = readings[0].line.id
        opened = opener(subject, self.noun, readings, self.authors)
        if opened is None or opened[0].body is None:
            raise NotFound("The thing cannot be read.", noun=self.noun, called=self.code)
        opening, owner = opened
        body = opened[0].body
        private = opening.private or body.private()
        thing = ThingBuilder(subject, owner, body, private, stamp_of(opening, owner))
        take(thing, self.noun, readings, self.authors)
        return thing


def _author(row: ChainRow) -> Author:
    is_in_office = row.installation == OFFICE_INSTALLATION
    facts = (row.chain, row.account, Role(row.role), row.district)
    return Author(*facts, row.is_practice, is_in_office)


def _title(body: Body, private: Private | None, known: Names) -> str:
    """What a reader calls the thing; empty where it is only known by its code."""
    noun = KINDS[body.kind].subject
    if noun in ("assignment", "avoidance", "entry_pass"):
        school, account = getattr(body, "school_id", ""), getattr(body, "account", "")
        return f"{known.person(account)} → {known.school(school)}"
    if noun is not None and noun in ONE_A_DISTRICT:
        return NOUN[noun] or ""
    if told := _TOLD.get(type(body)):
        return told(body, known)
    return _named(private, body, getattr(body, noun or "", None))


_TOLD: Mapping[type[Body], Callable[[Any, Names], str]] = {
    TemplateSet: lambda body, _: label(body.document),
    HazardDutySet: lambda body, known: (
        f"{known.person(body.account)} {body.from_on} 至 {body.to_on}"
    ),
    MemberSet: lambda body, known: known.member(body.member_id),
    BalanceRuleSet: lambda body, _: (
        f"{label(body.standard)} {label(body.stage)} {body.from_year} 年起"
    ),
    PortraitSet: lambda body, known: known.person(body.account),
    DelegateSet: lambda body, known: (
        f"{known.person(body.deputy)} 代 {known.person(body.approver)}"
    ),
    VisitCeilingSet: lambda body, _: (
        f"{'、'.join(map(label, body.school_kinds)) or '所有类型'} {body.from_on} 起"
    ),
    IndicatorSet: lambda body, known: f"{known.school(body.school_id)} {body.year} 年",
}
"""What a thing without a name is called by what it says."""


def _named(*pieces: object) -> str:
    """The first name or title that stands in the pieces; empty where none does."""
    for piece in pieces:
        for name in ("name", "title"):
            if isinstance(found := getattr(piece, name, None), str) and found:
                return found
    return ""
