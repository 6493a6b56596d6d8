"""The camera of a played phone."""

from tests.app.visits.photos.test_stamp import encoded
from tests.fixtures.photos import scene
from tests.harness.phone import PlayedPhone

BACK = {"name": "0", "lens_direction": "back", "sensor_orientation": 90}
FRONT = {"name": "1", "lens_direction": "front", "sensor_orientation": 270}


class PlayedCamera:
    """A camera that sees another picture each time, and fails where it is told to."""

    def __init__(self, phone: PlayedPhone) -> None:
        self.number = 0
        self.problem = ""
        self.opened: list[str] = []
        self.flashes: list[str] = []
        self.cameras = [FRONT, BACK]
        phone.answers["Camera.get_available_cameras"] = lambda _: self.cameras
        phone.answers["Camera.initialize"] = self._open
        phone.answers["Camera.take_picture"] = self._shoot
        phone.answers["Camera.set_flash_mode"] = self._light

    def _fail(self) -> None:
        if self.problem:
            raise ValueError(self.problem)

    def _open(self, args: dict[str, object]) -> None:
        self._fail()
        self.opened.append(args["description"].name)  # type: ignore[attr-defined]

    def _shoot(self, _args: object) -> bytes:
        self._fail()
        self.number += 1
        return encoded(scene(400 + self.number, 300))

    def _light(self, args: dict[str, object]) -> None:
        self._fail()
        self.flashes.append(args["mode"].value)  # type: ignore[attr-defined]
