"""Which chains go on after damage, and what of them is lost."""

from typing import Any

import pytest

from domain.phone.rescue import Rescued, lost_before, lost_entries, may_go_on


@pytest.mark.parametrize(
    ("head", "sent", "held", "goes_on"),
    [
        (5, 0, {1, 2, 3, 4, 5}, True),
        (5, 3, {4, 5}, True),
        (5, 5, {5}, True),
        (5, 3, {1, 2, 3, 5}, False),
        (5, 3, {1, 2, 3, 4}, False),
        (5, 5, {1, 2, 3, 4}, False),
        (0, 0, set(), False),
    ],
)
def test_chain_goes_on_only_where_nothing_unsent_is_lost(
    head: int, sent: int, held: set[int], goes_on: bool
):
    assert may_go_on(head, sent, held) is goes_on


def test_what_the_server_has_is_told_from_what_may_be_nowhere():
    assert lost_entries(6, 3, {1, 3, 5}) == (1, 2)
    assert lost_entries(3, 0, {1, 2, 3}) == (0, 0)


@pytest.mark.parametrize(
    "lack",
    [
        {"lost": 1},
        {"withheld": 1},
        {"photos_gone": 1},
        {"stray_photos": 1},
        {"is_end_known": False},
    ],
)
def test_nothing_is_missed_only_where_that_is_known(lack: dict[str, Any]):
    assert Rescued(entries=3, lost_on_server=2).is_complete
    assert not Rescued(entries=3, **lack).is_complete


@pytest.mark.parametrize(
    ("seq", "sent", "held", "lost"),
    [
        (4, 0, {1, 2, 3, 4}, 0),
        (4, 2, {3, 4}, 0),
        (3, 2, {3}, 0),
        (4, 2, {4}, 1),
        (6, 2, {5, 6}, 2),
        (2, 3, {1, 2, 3}, 0),
    ],
)
def test_entry_behind_unsent_ones_that_are_gone_can_never_be_taken(
    seq: int, sent: int, held: set[int], lost: int
):
    assert lost_before(seq, sent, held) == lost
