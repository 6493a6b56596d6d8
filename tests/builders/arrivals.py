"""What the server's own entries tell of photo files."""

from domain import kinds
from domain.kinds.arrival import ArrivedPhoto, PhotosArrived, PhotosLost, PhotosSeen, SeenPhoto
from domain.trail.line import sha256_hex
from sync_server.data.engine import Database
from sync_server.ledger.committer import Committer
from tests.builders.logged import entries_of


def arrived(name: str) -> ArrivedPhoto:
    """The stamped file of ``a_photo(name)``, come just now."""
    content = f"stamped {name}".encode()
    return ArrivedPhoto(
        sha256=sha256_hex(content),
        size_bytes=len(content),
        arrived_at="2026-05-14T09:00:00.000Z",
    )


def look_at(committer: Committer, sha256: str, likeness: str | None) -> None:
    """Say that somebody has looked at this photo, and what it looks like."""
    seen = PhotosSeen(photos=(SeenPhoto(sha256=sha256, likeness=likeness),))
    committer.submit_seen(seen).result()


def entries_of_arrivals(database: Database) -> list[tuple[int, list[str]]]:
    """Each entry that tells of arrivals: its position and the photos' hashes."""
    stored = entries_of(database, PhotosArrived.kind)
    bodies = ((each.position, kinds.read(each.line).body) for each in stored)
    return [
        (position, [photo.sha256 for photo in body.photos])
        for position, body in bodies
        if isinstance(body, PhotosArrived)
    ]


def photos_told_lost(database: Database) -> list[str]:
    """The hashes of all photos that the log says are lost, in its order."""
    stored = entries_of(database, PhotosLost.kind)
    bodies = (kinds.read(each.line).body for each in stored)
    return [photo for body in bodies if isinstance(body, PhotosLost) for photo in body.photos]
