"""Which entries of no visit count."""

from dataclasses import replace

import pytest

from domain.kinds import KINDS, Trait
from domain.kinds.author import Role
from domain.kinds.kind import FOLDED, may_set
from tests.builders.trail import an_author


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("school.set", {Role.SUPERVISOR, Role.ADMIN, Role.SYSTEM}),
        ("training.recorded", {Role.SUPERVISOR, Role.ADMIN, Role.SYSTEM, Role.CLERK}),
        (
            "policy.read",
            {Role.INSPECTOR, Role.DELEGATE, Role.SUPERVISOR, Role.ADMIN, Role.CLERK},
        ),
        ("chain.enrolled", {Role.SYSTEM}),
        ("server.restored", {Role.SYSTEM}),
        ("table.exported", {Role.SUPERVISOR, Role.ADMIN, Role.CLERK, Role.AUDITOR}),
        ("visit.opened", set()),
        ("visit.noted", set()),
        ("moon.landed", set()),
    ],
)
def test_each_kind_counts_from_its_roles_alone(kind: str, roles: set[Role]):
    assert {role for role in Role if may_set(kind, an_author(role=role))} == roles


def test_nothing_on_a_practice_chain_counts():
    assert not may_set("school.set", an_author(role=Role.ADMIN, is_practice=True))


def test_what_is_written_in_the_office_counts_from_its_own_chains_alone():
    phone = an_author(role=Role.ADMIN)
    kinds = [name for name, kind in KINDS.items() if Trait.IN_OFFICE in kind.traits]
    beside_visits = [name for name in kinds if KINDS[name].subject not in FOLDED]
    assert beside_visits
    assert not any(may_set(name, phone) for name in beside_visits)
    office = replace(phone, is_in_office=True)
    assert {may_set(name, office) for name in beside_visits} == {True}


def test_every_kind_has_a_word_and_somebody_who_may_write_it():
    assert all(kind.word and kind.rights for kind in KINDS.values())
    assert all(name == kind.name for name, kind in KINDS.items())
