"""Builders of what a visit found."""

from typing import Any

from domain.kinds.visit.photo import PhotoSource, PhotoTaken
from domain.trail.line import sha256_hex


def a_photo(photo_id: str = "p1", **fields: Any) -> PhotoTaken:
    """A camera photo of 1000 bytes; its hashes follow from its id unless given."""
    return PhotoTaken.model_validate(
        {
            "photo_id": photo_id,
            "sha256": sha256_hex(f"stamped {photo_id}".encode()),
            "original_sha256": sha256_hex(f"original {photo_id}".encode()),
            "size_bytes": 1000,
            "width": 640,
            "height": 560,
            "band_px": 80,
            "photo_source": PhotoSource.CAMERA,
            "check_code": "0123456789",
            **fields,
        }
    )
