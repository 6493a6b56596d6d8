"""Photos on their way into a visit: from the camera with a position, from the album without."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.device.album import Picked
from app.ui.desk import Desk
from app.ui.state import Ui
from app.ui.texts import photos as words
from domain.entries.content import PhotoSource
from domain.errors import BadInput, BadPhoto, Conflict

if TYPE_CHECKING:
    from app.visits.capture import Belonging, PhotoFacts


def belonging(what: str | None, of: str | None) -> "Belonging":
    """What a photo is evidence for, as the camera's route names it."""
    from app.visits.capture import Belonging

    return Belonging(
        item_id=of if what == "item" else None, finding_id=of if what == "finding" else None
    )


async def take_shot(ui: Ui, desk: Desk, data: bytes, to: "Belonging") -> "PhotoFacts":
    """Take a picture of the camera into the visit, with where the phone is now if it knows."""
    located = await ui.device.locator.recent()
    shot = PhotoSource.CAMERA
    return await desk.save(
        lambda: desk.visits.take_photo(desk.visit_id, data, shot, located.fix, to)
    )


async def take_from_album(
    desk: Desk, picked: Sequence[Picked], to: "Belonging"
) -> tuple[int, list[str]]:
    """How many pictures were taken in, and why the others were not.

    An album's picture gets no position: where the phone is now says nothing about it.
    """
    taken, refusals = 0, []
    for each in picked:
        try:
            await desk.save(album_shot(desk, await each.read(), to))
            taken += 1
        except (BadPhoto, BadInput, Conflict) as refusal:
            refusals.append(words.refused(each.name, refusal.message))
        except OSError:
            refusals.append(words.refused(each.name, words.UPLOAD_FAILED))
        finally:
            await asyncio.to_thread(each.discard)
    return taken, refusals


def album_shot(desk: Desk, data: bytes, to: "Belonging") -> Callable[[], "PhotoFacts"]:
    """What takes one album picture in."""
    source = PhotoSource.ALBUM
    return lambda: desk.visits.take_photo(desk.visit_id, data, source, None, to)
