"""What came on a subject after it stood in a version that somebody saw."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from domain.kinds.folding import counted_since, version_after

ENTRIES = st.lists(st.text("0123456789abcdef", min_size=1, max_size=4), unique=True)


@given(ENTRIES, st.data())
def test_what_follows_the_version_seen_came_since(entries, data):
    seen = data.draw(st.integers(0, len(entries)))
    versions = ["", *accumulate(entries, version_after, initial="")][1:]
    expected = entries if seen == 0 else entries[seen:]
    assert list(counted_since(versions[seen], entries)) == expected


@given(ENTRIES)
def test_all_of_it_came_since_a_version_that_never_was(entries):
    assert list(counted_since("0" * 64, entries)) == entries
