"""All that the door's pages ask, and the office's pages about it."""

from dataclasses import dataclass, replace

from sync_server.access.rate_limits import Guessing
from sync_server.door.campaigns import CampaignsAtDoor
from sync_server.door.cards import Cards
from sync_server.door.codes import DoorCodes
from sync_server.door.entering import Entering
from sync_server.door.keys import DoorKeys
from sync_server.door.messages import Messages
from sync_server.door.opinions import Opinions
from sync_server.door.papers import DoorPapers
from sync_server.door.passes import EntryPasses
from sync_server.door.portraits import Portraits
from sync_server.door.replies import DoorPhotos, Replies
from sync_server.door.signing import Signing
from sync_server.door.similar import ChecksAtDoor
from sync_server.door.slips import DoorSlips
from sync_server.office.commands import Office


@dataclass(frozen=True, slots=True)
class Doors:
    """Built once for a console.

    ``sending`` and ``asking`` count how often the public writes, and asks how that stands.
    """

    entering: Entering
    keys: DoorKeys
    slips: DoorSlips
    codes: DoorCodes
    signing: Signing
    papers: DoorPapers
    replies: Replies
    photos: DoorPhotos
    similar: ChecksAtDoor
    campaigns: CampaignsAtDoor
    opinions: Opinions
    cards: Cards
    messages: Messages
    passes: EntryPasses
    portraits: Portraits
    sending: Guessing
    asking: Guessing

    def within(self, office: Office) -> "Doors":
        """The same for somebody who works in another district: what they write is written there."""
        keys = replace(self.keys, office=office)
        return replace(self, keys=keys, messages=replace(self.messages, office=office))
