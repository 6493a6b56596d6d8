"""All that is true of an entry kind, and the registry that every list of kinds is made from."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from domain.kinds.author import Author, Relation, Rights, Role, right
from domain.kinds.book_part import BookPart
from domain.kinds.folding import Stamp
from domain.kinds.piece import Body, Piece, Private
from domain.kinds.reading import Reading
from domain.kinds.thing import ThingBuilder
from domain.trail.line import Line

Apply = Callable[[Any, Any, Any, Stamp], str | None]
"""What an entry does to the builder of its subject: given its body, private piece and stamp."""
A = TypeVar("A", bound=Apply)

VISIT = "visit"
PAPER = "paper"
FINDING = "finding"
MESSAGE = "message"
SIMILAR_CHECK = "similar_check"
ACCOUNTABILITY = "accountability"
TASK = "task"
CAMPAIGN = "campaign"
FOLDED = frozenset({VISIT, PAPER, FINDING, MESSAGE, SIMILAR_CHECK, ACCOUNTABILITY, TASK, CAMPAIGN})
"""The nouns whose subjects are folded from all their entries."""


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a visit that an entry is the newest word about.

    ``field`` is its name in ``Visit``, ``key`` the body's field that tells one from another
    (None where there is one only). What ``happens`` (a photo taken, a signature) is written
    even where it says the same again.
    """

    field: str
    key: str | None = None
    happens: bool = False

    def key_of(self, body: Body) -> tuple[str, str]:
        """What makes two entries words about the same thing."""
        return self.field, str(getattr(body, self.key)) if self.key else ""


class Trait(Enum):
    """What else is true of a kind.

    What ``opens`` is the first entry of a subject; what ``changes`` comes after it. What comes
    ``after_submission`` needs no amendment, what comes ``after_end`` counts on a subject that
    has ended too. A ``remark`` of the office is no change of the
    record that it is about. What is done ``in_office`` only counts where the server wrote it,
    under the log's lock.
    """

    OPENS = "opens"
    CHANGES = "changes"
    AFTER_SUBMISSION = "after_submission"
    AFTER_END = "after_end"
    REMARK = "remark"
    IN_OFFICE = "in_office"

    # Asked for with every entry that is folded; an Enum's own goes by way of the name.
    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class Reference:
    """Another subject that a body says something of, and the version its writer saw (or None)."""

    subject: str
    saw: str | None = None


Refers = Callable[[Any], tuple[Reference, ...]]


@dataclass(frozen=True, slots=True)
class Kind:
    """All that is true of one entry kind.

    ``word`` is what it is called in a trail. ``subject`` is the noun of what it is about (None:
    it stands alone). ``rights`` says who may write it in which relation. ``part`` is what it
    replaces. ``apply`` is what it does in the fold of its subject: it changes the builder and
    answers None, or why the entry does not count after all; an erased private piece reads as
    an empty one. ``code`` is what the office calls the subject, for kinds of the register.
    ``refers`` answers which other subjects the body says something of. ``told`` are the parts of
    workbooks that tell of it: whoever has such a part must pull it anew (`domain/visit/concern.py`
    says who has). What may name a finding or a campaign is told
    among them only where it does.
    """

    body: type[Body]
    word: str
    subject: str | None
    rights: Rights
    part: Part | None = None
    traits: frozenset[Trait] = frozenset()
    apply: Apply | None = None
    code: Callable[[Any], str] | None = None
    refers: Refers | None = None
    told: frozenset[BookPart] = frozenset()

    @property
    def name(self) -> str:
        """The kind as headers have it."""
        return self.body.kind

    def opens(self, line: Line) -> bool:
        """Whether the entry opens its subject."""
        return Trait.OPENS in self.traits and line.header.subject is None

    def told_in(self, body: Body | None) -> frozenset[BookPart]:
        """The parts of workbooks that tell of an entry with this body (None: it is unreadable)."""
        if body is None:
            return self.told
        unnamed = [part for part, field in _naming(type(body)) if getattr(body, field) is None]
        return self.told.difference(unnamed) if unnamed else self.told

    @property
    def is_thing(self) -> bool:
        """Whether it is about a thing of the register, which the office calls by a code."""
        return self.code is not None and self.subject not in FOLDED

    @property
    def is_note(self) -> bool:
        """Whether it tells something of a thing of the register that stays as it is."""
        return self.code is not None and self.part is None

    def may_come_from(self, author: Author) -> bool:
        """Whether such an entry can count on the author's chain."""
        return author.is_in_office or Trait.IN_OFFICE not in self.traits


_NAMED_BY = {BookPart.FINDINGS: "finding_id", BookPart.CAMPAIGNS: "campaign_id"}


@cache
def _naming(body: type[Body]) -> tuple[tuple[BookPart, str], ...]:
    """The fields in which such bodies may name what a part of a workbook tells of."""
    return tuple(each for each in _NAMED_BY.items() if each[1] in body.model_fields)


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make the kind known under its name."""
    KINDS[kind.name] = kind
    return kind


def on_visit(
    body: type[Body],
    word: str,
    rights: Rights,
    part: Part | None = None,
    *traits: Trait | BookPart,
    refers: Refers | None = None,
) -> Callable[[A], A]:
    """Register a kind of entry about a visit; the function decorated is what it does there.

    Every such entry is told among its leader's own visits and in the duty at its school, and in
    the parts of workbooks that stand among the ``traits``.
    """

    def decorate(apply: A) -> A:
        found, told = _sorted({Trait.CHANGES, BookPart.MINE, BookPart.DUTY, *traits})
        register(Kind(body, word, VISIT, rights, part, found, apply, refers=refers, told=told))
        return apply

    return decorate


def sets(
    noun: str,
    body: type[Body],
    word: str,
    roles: frozenset[Role],
    code: Callable[[Any], str],
    *traits: Trait | BookPart,
) -> Kind:
    """Register a kind that says how one thing of the register stands from now on.

    The first such entry about a code opens the thing; ``code`` answers it from the body.
    Among the ``traits`` stand the parts of workbooks that tell of it.
    """
    found, told = _sorted({Trait.OPENS, Trait.CHANGES, *traits})
    rights = right(roles, Relation.OFFICE)
    part = Part("body")
    return register(Kind(body, word, noun, rights, part, found, _set, code, told=told))


def notes(
    noun: str,
    body: type[Body],
    word: str,
    roles: frozenset[Role],
    code: Callable[[Any], str],
) -> Kind:
    """Register a kind that tells something of a thing of the register and leaves it as it is.

    It stands in the thing's history and makes a new version of it; only the server writes it.
    """
    traits = frozenset({Trait.CHANGES, Trait.IN_OFFICE, Trait.REMARK})
    rights = right(roles, Relation.OFFICE)
    return register(Kind(body, word, noun, rights, traits=traits, code=code))


def adds(
    noun: str,
    body: type[Body],
    word: str,
    roles: frozenset[Role],
    code: Callable[[Any], str],
) -> Callable[[A], A]:
    """Register a kind that adds something to a thing of the register, whoever sets that.

    It is a note that changes the thing: the function decorated is what it does there.
    """

    def decorate(apply: A) -> A:
        register(replace(notes(noun, body, word, roles, code), apply=apply))
        return apply

    return decorate


def _sorted(traits: set[Trait | BookPart]) -> tuple[frozenset[Trait], frozenset[BookPart]]:
    told = frozenset(each for each in traits if isinstance(each, BookPart))
    return frozenset(each for each in traits if isinstance(each, Trait)), told


def _set(thing: ThingBuilder, body: Body, private: Private, stamp: Stamp) -> str | None:
    if called(body) != called(thing.body):
        return "not_about_this"
    thing.body, thing.private, thing.stamp = body, private, stamp
    return None


def called(body: Body) -> tuple[str, str] | None:
    """The noun and the office's code of the thing that a body sets; None for any other body."""
    kind = KINDS[body.kind]
    return (kind.subject, kind.code(body)) if kind.subject and kind.code else None


def alone(body: type[Body], word: str, roles: frozenset[Role], *told: BookPart) -> Kind:
    """Register a kind of entry about nothing that has a history, by any of these roles."""
    return register(Kind(body, word, None, right(roles, *Relation), told=frozenset(told)))


def visit_of(line: Line) -> str | None:
    """The visit the entry says something of, as far as its kind is known; None for none."""
    kind = KINDS.get(line.header.kind)
    if kind is None:
        return line.header.subject
    return line.subject if kind.subject == VISIT else None


def may_set(kind: str, author: Author) -> bool:
    """Whether an entry of this kind, about no visit or paper, counts in the author's district.

    What is written on a practice chain never does.
    """
    known = KINDS.get(kind)
    if known is None or known.subject in FOLDED or author.is_practice:
        return False
    if not known.may_come_from(author):
        return False
    return any(author.role in roles for roles, _ in known.rights)


def references(body: Body | None) -> tuple[Reference, ...]:
    """The other subjects that a body says something of."""
    refers = KINDS[body.kind].refers if body else None
    return refers(body) if refers else ()


def read(line: Line) -> Reading:
    """What the entry says; never raises.

    Problems: ``unknown_kind``, ``withheld`` (it came without its body), ``invalid_body``,
    ``invalid_private``. A missing private piece is no problem: ``private`` is None and the
    body counts.
    """
    kind = KINDS.get(line.header.kind)
    if kind is None:
        return Reading(line, None, None, "unknown_kind")
    if line.body_bytes is None:
        return Reading(line, None, None, "withheld")
    body = _validated(kind.body, line.body_bytes)
    if not isinstance(body, Body):
        return Reading(line, None, None, "invalid_body")
    if line.private_bytes is None:
        return Reading(line, body, None)
    private = _validated(kind.body.private, line.private_bytes)
    if not isinstance(private, Private):
        return Reading(line, body, None, "invalid_private")
    return Reading(line, body, private)


def _validated(model: type[Piece], raw: bytes) -> Piece | None:
    try:
        return _reader_of(model)(raw)
    except ValidationError:
        return None


@cache
def _reader_of(model: type[Piece]) -> Callable[[bytes], Piece]:
    """What reads the piece; ``model_validate_json`` takes as long again around a short one."""
    reads: Callable[[bytes], Piece] = TypeAdapter(model).validator.validate_json
    return reads
