"""Taking pictures into a visit: what the camera's screen shows of it, and the acts behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import flet as ft

from app.device.album import PickedPhoto
from app.ui.guard import safe, say
from app.ui.screens.camera.lens import Lens
from app.ui.screens.visit.photos.target import WHOLE, Target
from app.ui.state.acts import GIVEN_UP, once
from app.ui.state.new_photos import Whereabouts, take_from_album, take_shot
from app.ui.state.ui import Ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts.visit import camera as words
from app.ui.texts.visit import photos as photo_words
from app.ui.texts.visit.camera import LensState
from domain.kinds.visit.photo import Photo

if TYPE_CHECKING:
    from app.visits.photos.acts import Belonging


@ft.observable
@dataclass(eq=False)
class CameraBoard:
    """How it is with the camera, what the next picture is of, and which were taken so far."""

    state: LensState = LensState.OPENING
    is_busy: bool = False
    target: Target = WHOLE
    taken: tuple[str, ...] = field(default_factory=tuple)
    lit: int = 0


class CameraController:
    """One stay at the camera."""

    def __init__(self, ui: Ui, controller: VisitController, target: Target) -> None:
        self.board = CameraBoard(target=target)
        self.lens = Lens()
        self._ui = ui
        self._controller = controller
        self._whereabouts = Whereabouts(ui)
        self._is_opening = False

    async def awake(self) -> None:
        """Open the camera at first, and again when the app has come back to the front.

        Asking for the permission also leaves the app: what is being opened then goes on.
        """
        if not self._is_opening:
            self._is_opening = True
            # A task of its own: the one this runs in is cancelled when the app comes back again.
            self._ui.page.run_task(safe(self.open))

    async def open(self) -> None:
        """Open the camera, also after it was lost."""
        await self._bring_up(turn=False)

    async def flip(self) -> None:
        """Turn to the other camera."""
        await self._bring_up(turn=True)

    async def _bring_up(self, *, turn: bool) -> None:
        self._is_opening = True
        self.board.state = LensState.OPENING
        # The position is asked for now, so that it is there when the picture is.
        if self._wants_place:
            self._whereabouts.ask()
        try:
            outcome = await (self.lens.flip() if turn else self.lens.open())
        finally:
            self._is_opening = False
        if outcome is not None:
            self.board.state = outcome

    @property
    def _wants_place(self) -> bool:
        view = self._controller.state.view
        return view is None or view.rule.wants_place

    async def light(self) -> None:
        """The next way to light."""
        if not await self.lens.next_flash():
            say(words.NO_FLASH)
        self.board.lit += 1

    async def shoot(self) -> object:
        """Take a picture into the visit; a camera that gives none has to be opened again."""
        self.board.is_busy = True
        try:
            data = await self.lens.shoot()
            if data is None:
                self.board.state = LensState.LOST
                say(words.SHOT_FAILED)
                return GIVEN_UP
            fix = await self._whereabouts.now() if self._wants_place else None
            facts = await take_shot(self._controller, data, fix, self.belonging)
            self.board.taken = (*self.board.taken, facts.photo_id)
        finally:
            self.board.is_busy = False
        return None

    async def from_album(self) -> object:
        """Take pictures of the album in."""
        return await self.take_in(await self._ui.device.album.pick())

    async def take_in(self, picked: Sequence[PickedPhoto]) -> object:
        """Take these in, and say why others were not."""
        self.board.is_busy = True
        try:
            taken, refused = await take_from_album(self._controller, picked, self.belonging)
        finally:
            self.board.is_busy = False
        self.board.taken = (*self.board.taken, *taken)
        if refused or taken:
            added = [photo_words.added(len(taken))] if taken else []
            say("；".join([*refused, *added]))
        return None if taken else GIVEN_UP

    async def retake(self) -> object:
        """Set the last picture aside, so that it can be taken again; that can be undone."""
        last = next(iter(reversed(self.shots())), None)
        if last is None:
            return GIVEN_UP
        controller, photo_id = self._controller, last.photo_id
        await controller.save_for(
            [f"caption.{photo_id}"],
            lambda: controller.visits.withdraw_photo(controller.visit_id, photo_id),
        )

        async def undo() -> None:
            await controller.save(
                lambda: controller.visits.restore_photo(controller.visit_id, photo_id)
            )

        say(words.RETAKEN, words.UNDO, once(undo))
        return None

    def aim(self, target: Target) -> None:
        """The next pictures are of this."""
        self.board.target = target

    def shots(self) -> list[Photo]:
        """The pictures of this stay that were not set aside."""
        view = self._controller.state.view
        photos = view.visit.photos if view else {}
        found = (photos[each] for each in self.board.taken if each in photos)
        return [photo for photo in found if not photo.is_withdrawn]

    @property
    def belonging(self) -> "Belonging":
        """What the next picture is evidence for."""
        from app.visits.photos.acts import Belonging

        target = self.board.target
        return Belonging(
            item_id=target.item_id, finding_id=target.finding_id, is_after=target.is_after
        )
