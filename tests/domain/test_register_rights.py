"""Which entries of no visit count."""

import pytest

from domain.authority import TABLE as VISIT_TABLE
from domain.entries import KINDS
from domain.entries.chain import Role
from domain.register_rights import TABLE, may_set
from tests.builders.trail import an_author


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("school.set", {Role.SUPERVISOR, Role.ADMIN, Role.SYSTEM}),
        ("training.recorded", {Role.SUPERVISOR, Role.ADMIN, Role.SYSTEM, Role.CLERK}),
        ("chain.enrolled", {Role.SYSTEM}),
        ("visit.opened", set()),
    ],
)
def test_each_kind_counts_from_its_roles_alone(kind: str, roles: set[Role]):
    assert {role for role in Role if may_set(kind, an_author(role=role))} == roles


def test_nothing_on_a_practice_chain_counts():
    assert not may_set("school.set", an_author(role=Role.ADMIN, is_practice=True))


def test_every_kind_has_its_place_in_one_of_the_two_tables():
    without_effect = {"chain.opened", "server.restored", "table.exported"}
    assert KINDS.keys() == TABLE.keys() | VISIT_TABLE.keys() | without_effect
    assert not TABLE.keys() & VISIT_TABLE.keys()
