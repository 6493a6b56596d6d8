"""How often a school is to be visited: dated rules by kind of school (DOMAIN.md correction 4)."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.kinds.piece import Piece
from domain.kinds.register.school import Ownership, SchoolKind
from domain.register.school_kind import NO_SCHOOLS

MonthText = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
MonthNumber = Annotated[int, Field(ge=1, le=12)]
FIRST_MONTH = "2000-01"
LEAST_A_TERM = 2
TERM_MONTHS = ((9, 10, 11, 12, 1), (2, 3, 4, 5, 6, 7))
"""The months of the two terms of a school year."""


class DutyPer(StrEnum):
    """Over how long the visits are due."""

    MONTH = "month"
    TERM = "term"


class DutyRule(Piece):
    """How many visits a school is due from a month on, until a later rule for it begins.

    Without ``school_kinds`` and ``ownership`` it holds for every school, and for units of other
    kinds but departments, which owe no visits unless a rule names them. In its ``free_months``
    (1 to 12) nothing is due.
    """

    from_month: MonthText = Field(default=FIRST_MONTH, title="从哪个月起")
    school_kinds: tuple[SchoolKind, ...] = Field(default=(), title="学校类型")
    ownership: Ownership | None = Field(default=None, title="办学性质")
    visits: Annotated[int, Field(ge=0, le=31, title="次数")] = 2
    per: DutyPer = Field(default=DutyPer.MONTH, title="按月还是按学期")
    free_months: tuple[MonthNumber, ...] = Field(default=(), title="不计的月份")

    def fits(self, school_kind: SchoolKind, ownership: Ownership) -> bool:
        """Whether it is a rule for such schools."""
        is_any = not self.school_kinds and school_kind is not SchoolKind.DEPARTMENT
        is_kind = is_any or school_kind in self.school_kinds
        return is_kind and self.ownership in (None, ownership)

    @property
    def narrowness(self) -> int:
        """How narrowly it says for which schools it is."""
        return bool(self.school_kinds) + (self.ownership is not None)


STANDARD_RULES = (
    DutyRule(visits=2),
    DutyRule(school_kinds=(SchoolKind.KINDERGARTEN,), visits=1),
    DutyRule(
        school_kinds=(SchoolKind.TRAINING, SchoolKind.TOWNSHIP, SchoolKind.DEPARTMENT), visits=0
    ),
)


def rule_of(
    rules: Sequence[DutyRule], month: str, school_kind: SchoolKind, ownership: Ownership
) -> DutyRule | None:
    """The rule for such a school in a month (`YYYY-MM`); None where there is none.

    The narrowest that fits, of several the one that begins last, of these the one written last:
    what holds for kindergartens stays when the rule for all schools changes, and a month that
    has passed keeps the rule it had.
    """
    fitting = [
        (rule.narrowness, rule.from_month, number, rule)
        for number, rule in enumerate(rules)
        if rule.from_month <= month and rule.fits(school_kind, ownership)
    ]
    return max(fitting, key=lambda each: each[:3])[3] if fitting else None


def rules_in_force(rules: Sequence[DutyRule], months: Sequence[str]) -> tuple[DutyRule, ...]:
    """The rules that hold for any school in any of the months, the widest first."""
    schools = [(kind, ownership) for kind in SchoolKind for ownership in Ownership]
    found = {rule_of(rules, month, *school) for month in months for school in schools}
    return tuple(rule for rule in sorted(rules, key=lambda each: each.narrowness) if rule in found)


def with_rule(rules: Sequence[DutyRule], rule: DutyRule) -> tuple[DutyRule, ...]:
    """The rules with this one, in place of one for the same schools from the same month.

    They are as they were where it says what holds then anyway.
    """
    month = rule.from_month
    held = [
        each.model_copy(update={"from_month": month}) for each in rules_in_force(rules, [month])
    ]
    if rule in held:
        return tuple(rules)
    place = (month, rule.school_kinds, rule.ownership)
    others = (
        each for each in rules if (each.from_month, each.school_kinds, each.ownership) != place
    )
    return (*others, rule)


def is_too_seldom(rule: DutyRule) -> bool:
    """Whether it asks for fewer visits than the regulation's two a term, of any school.

    Institutions and townships are no schools.
    """
    if rule.school_kinds and NO_SCHOOLS.issuperset(rule.school_kinds):
        return False
    if rule.per is DutyPer.TERM:
        return rule.visits < LEAST_A_TERM
    asked = [len(set(numbers) - set(rule.free_months)) * rule.visits for numbers in TERM_MONTHS]
    return min(asked) < LEAST_A_TERM


def visits_due(
    rules: Sequence[DutyRule], month: str, school_kind: SchoolKind, ownership: Ownership
) -> int:
    """How many visits such a school is due in this month alone; a term's are in no month."""
    rule = rule_of(rules, month, school_kind, ownership)
    if rule is None or rule.per is not DutyPer.MONTH or int(month[5:]) in rule.free_months:
        return 0
    return rule.visits
