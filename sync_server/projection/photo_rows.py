"""The rows of a visit's photos, and of those that schools gave about its findings."""

from collections.abc import Container

from sync_server.data.driver.statements import Row
from sync_server.data.projection import VisitPhoto
from sync_server.data.tables import ReplyPhotoRow
from sync_server.data.upsert import row_of
from sync_server.projection.folded import FoldedVisit, JudgedVisit
from sync_server.projection.visit_parts import part_of_visit


def photo_rows(folded: FoldedVisit, here: Container[str]) -> list[VisitPhoto]:
    """The visit's rows of ``visit_photo``; ``here`` are the files that have arrived."""
    positions = folded.positions
    return [
        VisitPhoto(
            position=positions[photo.stamp.entry],
            visit=folded.visit.visit_id,
            photo_id=photo.photo_id,
            sha256=photo.sha256,
            original_sha256=photo.original_sha256,
            chain=photo.stamp.chain,
            size_bytes=photo.size_bytes,
            band_px=photo.band_px,
            height=photo.height,
            check_code=photo.check_code,
            district=folded.visit.district,
            finding_id=photo.finding_id,
            is_withdrawn=photo.is_withdrawn,
            is_awaited=not photo.is_withdrawn and photo.sha256 not in here,
        )
        for photo in folded.visit.photos.values()
    ]


@part_of_visit(ReplyPhotoRow)
def reply_photo_rows(judged: JudgedVisit) -> list[Row]:
    """The visit's rows of ``reply_photo``; the same photo of one finding is there once."""
    visit = judged.visit
    found = {
        (photo.sha256, finding_id): row_of(
            ReplyPhotoRow,
            sha256=photo.sha256,
            visit=visit.visit_id,
            finding_id=finding_id,
            original_sha256=photo.original_sha256,
            district=visit.district,
            school_id=visit.unit_of(visit.findings[finding_id]),
        )
        for finding_id, reply in visit.rectifications.items()
        if finding_id in visit.findings
        for photo in reply.photos
    }
    return list(found.values())
