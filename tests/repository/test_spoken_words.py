"""What is called 到校记录 and 离校记录 is called nothing else where somebody reads it (5-02)."""

import re

from tests.repository.committed import committed_texts

# Written in pieces, so that this file does not meet its own rule.
ATTENDANCE = re.compile("签" + "[到退]")
OTHER_OFFICES_HEADINGS = "sync_server/register/importing/school_rows.py"
# Who comes to a training or a meeting signs a list, which every office calls by that word.
OF_TRAININGS = (
    "domain/kinds/office/training.py",
    "sync_server/console/meetings/",
    "sync_server/console/office_work/",
    "sync_server/console/templates/office_work/",
    "sync_server/counted/",
    "tests/sync_server/console/meetings/",
    "tests/sync_server/console/office_work/",
)


def attendance_words(texts: dict[str, str]) -> list[str]:
    """The lines that speak of attendance at schools, but for headings of other tables."""
    return [
        f"{name}: {line.strip()}"
        for name, text in texts.items()
        for line in text.splitlines()
        if ATTENDANCE.search(line) and not name.startswith((OTHER_OFFICES_HEADINGS, *OF_TRAININGS))
    ]


def test_nobody_signs_in_at_a_school():
    assert attendance_words(committed_texts()) == []


def test_the_word_is_found_where_it_stands():
    assert attendance_words({"a": "先签" + "到。", "b": "到校记录"}) == ["a: 先签" + "到。"]
