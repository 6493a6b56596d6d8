"""What is called 到校记录 and 离校记录 is called nothing else where somebody reads it (5-02)."""

import re

from tests.repository.committed import committed_texts

# Written in pieces, so that this file does not meet its own rule.
ATTENDANCE = re.compile("签" + "[到退]")
OTHER_OFFICES_HEADINGS = "sync_server/register/importing/school_rows.py"


def attendance_words(texts: dict[str, str]) -> list[str]:
    """The lines that speak of attendance, but for headings that other tables may have."""
    return [
        f"{name}: {line.strip()}"
        for name, text in texts.items()
        for line in text.splitlines()
        if ATTENDANCE.search(line) and name != OTHER_OFFICES_HEADINGS
    ]


def test_nobody_signs_in_at_a_school():
    assert attendance_words(committed_texts()) == []


def test_the_word_is_found_where_it_stands():
    assert attendance_words({"a": "先签" + "到。", "b": "到校记录"}) == ["a: 先签" + "到。"]
