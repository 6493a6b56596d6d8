"""The rows of a visit's photos."""

from collections.abc import Container

from sync_server.data.projection import VisitPhoto
from sync_server.projection.folded import FoldedVisit


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
            is_after=photo.is_after,
            is_withdrawn=photo.is_withdrawn,
            is_awaited=not photo.is_withdrawn and photo.sha256 not in here,
        )
        for photo in folded.visit.photos.values()
    ]
