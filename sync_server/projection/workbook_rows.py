"""How a visit is told in its leader's workbook, as far as nothing but the visit decides."""

import hashlib
import json
from typing import Any, NamedTuple

from domain.visit.credit import leader
from sync_server.projection.folded import JudgedVisit

PRINT_BYTES = 5


class WorkbookVisit(NamedTuple):
    """A row of ``workbook_visit``, for the driver."""

    visit: str
    district: str
    account: str
    visit_on: str
    print: int
    told: str


def workbook_visit_row(judged: JudgedVisit) -> WorkbookVisit:
    """The visit's row of ``workbook_visit``."""
    visit, account = judged.visit, leader(judged.visit)
    visit_on = judged.assessment.visit_on.isoformat()
    told = json.dumps(_told(judged, visit_on), ensure_ascii=False, separators=(",", ":"))
    # A sum of a million of them still is a number of 64 bits.
    digest = hashlib.sha256(f"{visit.visit_id}{told}".encode()).digest()
    return WorkbookVisit(
        visit=visit.visit_id,
        district=visit.district,
        account=account,
        visit_on=visit_on,
        print=int.from_bytes(digest[:PRINT_BYTES]),
        told=told,
    )


def _told(judged: JudgedVisit, visit_on: str) -> dict[str, Any]:
    """What `WorkbookVisit` says of it; a review names the account of whoever made it."""
    visit, folded = judged.visit, judged.folded
    checklist = visit.checklist
    return {
        "head": visit.head,
        "tip": visit.tip,
        "school_id": visit.school_id,
        "visit_on": visit_on,
        "month": judged.assessment.month,
        "visit_type": visit.visit_type.value,
        "state": visit.state.value,
        "is_amending": visit.is_amending,
        "photos_total": sum(not photo.is_withdrawn for photo in visit.photos.values()),
        "entries": len(folded.entries),
        "flags": sorted(judged.flag_codes),
        "reviews": [
            {
                "verdict": review.verdict.value,
                "text": review.text,
                "account": review.stamp.account,
                "at": review.stamp.at,
            }
            for review in visit.reviews
        ],
        "checklist": [checklist.checklist_id, checklist.version] if checklist else None,
    }
