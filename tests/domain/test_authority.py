"""Who may write what on a visit."""

import pytest

from domain.kinds import KINDS
from domain.kinds.author import Relation, Role, is_among, relation
from tests.builders.trail import an_author


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
    ],
)
def test_kind_role_relation(kind: str, role: Role, related: Relation, expected: bool) -> None:
    assert is_among(KINDS[kind].rights, role, related) is expected


def test_an_auditor_writes_nothing_but_how_they_sign_in_and_what_they_took_out() -> None:
    may = {
        name
        for name, kind in KINDS.items()
        for relation in Relation
        if is_among(kind.rights, Role.AUDITOR, relation)
    }
    own = {"chain.opened", "account.password_set", "account.second_factor_set"}
    assert may == own | {"table.exported"}


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
