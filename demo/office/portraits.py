"""Photos of the demo's inspectors, for the boards at the gates: drawn heads, nobody's."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from demo.dice import dice
from demo.office.library import supervisor
from demo.region import inspectors
from sync_server.door.portraits import Portraits, Putting
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.office.commands import Office
from sync_server.server import Server

_WIDTH, _HEIGHT = 480, 640
_BACK, _SKIN, _HAIR = (72, 126, 176), (233, 202, 176), (52, 44, 42)
_COATS = ((47, 62, 80), (92, 60, 58), (58, 84, 66), (70, 70, 92))
_EVERY = 5
"""One of so many has not brought a photo yet."""


def hang_portraits(server: Server) -> None:
    """Put the photos in that were brought, as the supervisor does."""
    office, viewer = Office(server.database, server.committer), supervisor(server)
    desk = Portraits(server.database)

    def write(entries: Sequence[OfficeEntry]) -> object:
        return office.set_register(viewer.account, entries)

    for number, each in enumerate(inspectors(), 1):
        if number % _EVERY:
            asked = Putting(each.account, f"{each.name}.png", _drawn(each.account), NEW)
            desk.put(viewer, write, asked)


def _drawn(account: str) -> bytes:
    """A head and shoulders before blue, a little different for everybody."""
    rolled = dice("portrait", account)
    picture = Image.new("RGB", (_WIDTH, _HEIGHT), _BACK)
    draw = ImageDraw.Draw(picture)
    wide, coat = rolled.randint(88, 108), _COATS[rolled.randint(0, len(_COATS) - 1)]
    middle, top = _WIDTH // 2, 150
    draw.ellipse((20, 430, _WIDTH - 20, 900), fill=coat)
    draw.polygon([(middle - 60, 440), (middle + 60, 440), (middle, 540)], fill=(245, 245, 245))
    draw.rectangle((middle - 42, 360, middle + 42, 450), fill=_SKIN)
    hair = rolled.randint(14, 34)
    draw.ellipse((middle - wide - 14, top - hair, middle + wide + 14, top + 220), fill=_HAIR)
    draw.ellipse((middle - wide, top + 20, middle + wide, top + 260), fill=_SKIN)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
