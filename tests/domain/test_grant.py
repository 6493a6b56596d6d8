"""A role in a further district: which roles, and on which days."""

from datetime import date

import pytest
from pydantic import ValidationError

from domain.kinds.author import Role
from domain.kinds.register.grant import GRANTED, GrantSet


def seat(**changed: object) -> GrantSet:
    return GrantSet.model_validate(
        {"account": "li.zhuren", "role": Role.CLERK, "from_on": "2026-05-01", **changed}
    )


@pytest.mark.parametrize("role", Role)
def test_only_what_is_done_in_a_browser_is_granted(role: Role) -> None:
    if role in GRANTED:
        assert seat(role=role).role is role
    else:
        with pytest.raises(ValidationError, match="no role in a further district"):
            seat(role=role)


def test_the_first_and_the_last_day_are_days_of_the_grant() -> None:
    may = seat(to_on="2026-05-31")

    assert [may.holds_on(date(2026, 4, 30)), may.holds_on(date(2026, 5, 1))] == [False, True]
    assert [may.holds_on(date(2026, 5, 31)), may.holds_on(date(2026, 6, 1))] == [True, False]


def test_a_grant_without_an_end_holds_on() -> None:
    assert seat().holds_on(date(2036, 1, 1))
