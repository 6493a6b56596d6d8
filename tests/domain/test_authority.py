"""Who may write what on a visit: one table."""

import pytest

from domain.authority import TABLE, Relation, may, relation
from domain.entries.chain import Role
from domain.folding import APPLY
from tests.builders.trail import an_author


def test_the_table_rules_on_every_kind_the_fold_applies() -> None:
    assert set(TABLE) == set(APPLY) | {"visit.opened"}


@pytest.mark.parametrize(
    ("kind", "role", "related", "expected"),
    [
        ("photo.taken", Role.INSPECTOR, Relation.OWNER, True),
        ("photo.taken", Role.INSPECTOR, Relation.PARTICIPANT, True),
        ("photo.taken", Role.SUPERVISOR, Relation.OFFICE, False),
        ("photo.taken", Role.INSPECTOR, Relation.STRANGER, False),
        ("visit.submitted", Role.INSPECTOR, Relation.PARTICIPANT, False),
        ("visit.submitted", Role.INSPECTOR, Relation.SUCCESSOR, True),
        ("visit.approved", Role.SUPERVISOR, Relation.OFFICE, True),
        ("visit.approved", Role.SUPERVISOR, Relation.OWNER, False),
        ("visit.approved", Role.CLERK, Relation.OFFICE, False),
        ("visit.returned", Role.INSPECTOR, Relation.OWNER, False),
        ("visit.taken_over", Role.INSPECTOR, Relation.SAME_ACCOUNT, True),
        ("visit.noted", Role.INSPECTOR, Relation.SAME_ACCOUNT, False),
        ("visit.commented", Role.INSPECTOR, Relation.OWNER, True),
        ("visit.opened", Role.CLERK, Relation.OWNER, False),
        ("school.set", Role.ADMIN, Relation.OFFICE, False),
    ],
)
def test_kind_role_relation(kind: str, role: Role, related: Relation, expected: bool) -> None:
    assert may(kind, role, related) is expected


def test_the_nearest_relation_wins() -> None:
    owner = an_author("chen.jing", Role.SUPERVISOR)
    office = an_author("office", Role.SUPERVISOR)
    same = an_author("chen.jing", Role.SUPERVISOR)
    elsewhere = an_author("office", Role.SUPERVISOR, district="other")
    assert relation(owner, owner, (), ()) is Relation.OWNER
    assert relation(same, owner, ("chen.jing",), ()) is Relation.SAME_ACCOUNT
    assert relation(same, owner, (), (same.chain,)) is Relation.SUCCESSOR
    assert relation(office, owner, (), ("office",)) is Relation.SUCCESSOR
    assert relation(office, owner, ("office",), ()) is Relation.PARTICIPANT
    assert relation(office, owner, (), ()) is Relation.OFFICE
    assert relation(elsewhere, owner, (), ()) is Relation.STRANGER
    assert relation(an_author("li"), owner, (), ()) is Relation.STRANGER
