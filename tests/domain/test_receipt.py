"""Who has read a paper by which of its texts (3-08)."""

import pytest

from domain.register.receipt import ReadState, read_state


@pytest.mark.parametrize(
    ("read", "asks_again", "state"),
    [
        ((), True, ReadState.UNREAD),
        ((), False, ReadState.UNREAD),
        (("old",), True, ReadState.OLDER),
        (("old",), False, ReadState.READ),
        (("old", "now"), True, ReadState.READ),
    ],
)
def test_only_the_text_of_now_counts_unless_the_paper_does_not_ask_again(read, asks_again, state):
    assert read_state(read, "now", asks_again=asks_again) is state
