"""A district whose office has visits of several inspectors to review."""

import re
from typing import Any

from domain.kinds.piece import TextPrivate
from domain.kinds.visit.record import NoteSection, VisitNoted
from sync_server.server import Server
from tests.builders.office import Inspection, a_picture

OUTSIDE_M = 1900
STAY_MIN = 30


def hand_in(
    inspection: Inspection, school: str, north_m: float = 20, text: str = "", **photo: object
) -> str:
    """A visit of half an hour with a photo, handed in and brought; far off, it is flagged."""
    clock: Any = inspection.server.clock
    inspection.handset.pen.at = clock()
    visit = inspection.open_visit(school)
    inspection.check_in(north_m=north_m)
    inspection.take_photo(f"p-{school}", a_picture(visit), "校门", **photo)
    note = TextPrivate(text=text or f"看了{school}的课堂。")
    inspection.write(VisitNoted(section=NoteSection.RECORD), note, minutes=STAY_MIN)
    inspection.submit(has_no_problem=True)
    clock.move(minutes=STAY_MIN + 15)
    inspection.push()
    return visit


def a_queue(server: Server) -> dict[str, str]:
    """Four waiting visits: one and three plain, two and four flagged as far outside."""
    chen, wang = Inspection.of(server), Inspection.of(server, "wang.fang")
    return {
        "one": hand_in(chen, "school-1"),
        "two": hand_in(wang, "school-2", OUTSIDE_M),
        "three": hand_in(wang, "school-3"),
        "four": hand_in(chen, "school-1", OUTSIDE_M),
    }


def now_shown(page: str) -> str:
    """The visit that a page of the queue shows; empty where it shows none."""
    found = re.search(r'action="/review/([0-9a-f]{64})/verdict"', page)
    return found[1] if found else ""
