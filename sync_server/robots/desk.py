"""群机器人 in the browser: how it stands, setting it up, and a message to try it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from domain.clock import Clock, format_instant
from domain.errors import BadInput
from domain.ids import uuid7
from domain.kinds.register.robot import RobotSet, RobotSort
from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.data.tables import RobotMessageRow, RobotRow
from sync_server.data.watch.rules import robot
from sync_server.ledger.append import OfficeEntry
from sync_server.office.commands import Office
from sync_server.robots.addresses import ROBOTS, Addresses
from sync_server.robots.post_box import Outcome, PostBox, Sort
from sync_server.robots.robot import Held
from sync_server.robots.sealed import Sealed
from sync_server.server import Server

LOST = "地址读不出来了（服务器的密钥换过），请重新填写。"
NOT_SET = "还没有设置群机器人，先保存设置再试。"
NO_SECRET = "企业微信的机器人没有加签密钥，请留空。"  # noqa: S105 -- says so
MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed; an empty address leaves address and key as they are."""

    sort: RobotSort
    is_on: bool
    digest_hour: int
    address: str = ""
    secret: str = ""
    keyword: str = ""


@dataclass(frozen=True, slots=True)
class RobotStanding:
    """How a district's robot is: nothing of its address but the host is ever shown again."""

    row: RobotRow | None
    host: str
    has_secret: bool
    keyword: str
    problem: str
    messages: Sequence[RobotMessageRow]

    @property
    def is_being_tried(self) -> bool:
        """Whether somebody waits for what comes of a try."""
        return any(
            each.sort == Sort.TRIAL and each.outcome == Outcome.WAITING for each in self.messages
        )


@dataclass(frozen=True, slots=True)
class RobotDesk:
    """Sets robots up within the viewer's district, for whoever sets its register."""

    database: Database
    clock: Clock
    sealed: Sealed
    addresses: Addresses
    box: PostBox

    @classmethod
    def of(cls, server: Server, addresses: Addresses) -> "RobotDesk":
        """The desk of a server."""
        box, sealed = PostBox(server.database), Sealed.of(server)
        return cls(server.database, server.clock, sealed, addresses, box)

    def standing(self, viewer: Viewer) -> RobotStanding:
        """How it is set up, and what it sent last."""
        viewer.require_set_register()
        row = self._row(viewer)
        held = None if row is None else self.sealed.opened(viewer.district, row.held)
        return RobotStanding(
            row=row,
            host=urlsplit(held.address).hostname or "" if held else "",
            has_secret=bool(held and held.secret),
            keyword=held.keyword if held else "",
            problem=LOST if row is not None and held is None else "",
            messages=self.box.newest(viewer.district, MOST_SHOWN),
        )

    def set(self, viewer: Viewer, office: Office, asked: Asked, version: str) -> None:
        """Set the robot up as asked, over the version that its writer saw.

        BadInput under a field's name for what cannot be; Conflict when it has changed since. What
        is sealed is kept first, under a name that nothing stands for until the entry names it.
        """
        viewer.require_set_register()
        row = self._row(viewer)
        before = None if row is None else self.sealed.opened(viewer.district, row.held)
        held = self._held(asked, row, before)
        is_same = row is not None and held == before
        name = row.held if row is not None and is_same else self.sealed.keep(viewer.district, held)
        is_running = row is not None and row.is_on and asked.is_on
        since = row.on_since if row is not None and is_running else format_instant(self.clock())
        body = RobotSet(
            district=viewer.district,
            sort=asked.sort,
            is_on=asked.is_on,
            digest_hour=asked.digest_hour,
            on_since=since,
            held=name,
        )
        office.set_register(viewer.account, [OfficeEntry(body, expects=version)])
        self.sealed.drop_others(viewer.district, name)

    def try_out(self, viewer: Viewer) -> None:
        """Let the robot say that it works, within seconds; what came of it is in its messages.

        BadInput where there is none to try.
        """
        viewer.require_set_register()
        if self._row(viewer) is None:
            raise BadInput(NOT_SET, code="no_robot")
        self.box.add(viewer.district, [(Sort.TRIAL.value, uuid7())], self.clock())

    def _held(self, asked: Asked, row: RobotRow | None, before: Held | None) -> Held:
        """What is to be kept sealed; BadInput where the address or the key cannot be."""
        if not asked.address:
            if before is None:
                raise BadInput("请填写机器人的网址。", code="address")
            if row is not None and row.sort != asked.sort:
                raise BadInput("换了一家，请填写新机器人的网址。", code="address")
            held = Held(
                address=before.address,
                secret=asked.secret or before.secret,
                keyword=asked.keyword,
            )
        else:
            held = Held(address=asked.address, secret=asked.secret, keyword=asked.keyword)
        made = ROBOTS[asked.sort]
        self.addresses.check(made, held.address)
        if held.secret and not made.has_secret:
            raise BadInput(NO_SECRET, code="secret")
        return held

    def _row(self, viewer: Viewer) -> RobotRow | None:
        with self.database.session() as session:
            return robot(session, viewer.district)
