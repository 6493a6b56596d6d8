"""Photos on their way into a visit: from the camera with a position, from the album without."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from app.device.album import PickedPhoto
from app.device.locator import LocationResult
from app.ui.state.ui import Ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts.visit import photos as words
from domain.errors import BadInput, BadPhoto, Conflict
from domain.ids import uuid7
from domain.kinds.visit.photo import PhotoSource
from domain.place.presence import Fix

if TYPE_CHECKING:
    from app.visits.photos.acts import Belonging, PhotoFacts

FIX_WITHIN_S = 2.0
REFUSED = "refused."
"""How the keys of refusals begin among what is kept beside a visit."""


class Whereabouts:
    """Where the phone is while the camera is open; a picture does not wait long for it."""

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self._asked: asyncio.Task[LocationResult] | None = None

    def ask(self) -> None:
        """Begin to locate, so that the position is there when the picture is."""
        if self._asked is None or self._asked.done():
            loop = asyncio.get_running_loop()
            self._asked = loop.create_task(self._ui.device.locator.recent())

    async def now(self) -> Fix | None:
        """Where the phone is, if it knows within two seconds; it goes on looking after that."""
        self.ask()
        assert self._asked is not None, "asked just now"  # noqa: S101
        try:
            return (await asyncio.wait_for(asyncio.shield(self._asked), FIX_WITHIN_S)).fix
        except TimeoutError:
            return None


def nothing_special() -> "Belonging":
    """A photo of the visit as a whole."""
    from app.visits.photos.acts import Belonging

    return Belonging()


async def take_shot(
    controller: VisitController, data: bytes, fix: Fix | None, to: "Belonging"
) -> "PhotoFacts":
    """Take a picture of the camera into the visit, with where the phone is if it knows."""
    shot = PhotoSource.CAMERA
    return await controller.save(
        lambda: controller.visits.take_photo(controller.visit_id, data, shot, fix, to)
    )


async def take_from_album(
    controller: VisitController, picked: Sequence[PickedPhoto], to: "Belonging"
) -> tuple[list[str], list[str]]:
    """The ids of the pictures taken in, and why the others were not.

    An album's picture gets no position: where the phone is now says nothing about it. Why one was
    refused also stays beside the visit, until somebody has seen it.
    """
    taken: list[str] = []
    refusals: list[str] = []
    for each in picked:
        try:
            facts = await controller.save(album_shot(controller, await each.read(), to))
            taken.append(facts.photo_id)
        except (BadPhoto, BadInput, Conflict) as refused_it:
            refusals.append(words.refused(each.name, refused_it.message))
        except OSError:
            refusals.append(words.refused(each.name, words.UPLOAD_FAILED))
        finally:
            await asyncio.to_thread(each.discard)
    for refusal in refusals:
        await controller.jot(f"{REFUSED}{uuid7()}", refusal)
    return taken, refusals


def refused(drafts: Mapping[str, str]) -> dict[str, str]:
    """Why pictures were not taken in, by the key of what was kept of it, the oldest first."""
    return {key: drafts[key] for key in sorted(drafts) if key.startswith(REFUSED)}


def album_shot(
    controller: VisitController, data: bytes, to: "Belonging"
) -> Callable[[], "PhotoFacts"]:
    """What takes one album picture in."""
    source = PhotoSource.ALBUM
    return lambda: controller.visits.take_photo(controller.visit_id, data, source, None, to)
