"""A server whose office has a robot in a group on this machine."""

from collections.abc import Callable, Iterator

import pytest

from domain.clock import format_instant
from domain.kinds.register.robot import RobotSet, RobotSort
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from sync_server.robots.addresses import Addresses, origins
from sync_server.robots.messenger import Messenger
from sync_server.robots.robot import Held
from sync_server.robots.sealed import Sealed
from sync_server.robots.sender import Sender
from sync_server.server import Server
from tests.builders.group_robots import GroupRobots, group_robots
from tests.builders.handset import write
from tests.builders.office import Inspection
from tests.builders.server import SetClock

HOME = "https://duji.example.cn/"


@pytest.fixture
def groups(clock: SetClock) -> Iterator[GroupRobots]:
    """The servers of the three makers."""
    with group_robots(clock) as found:
        yield found


@pytest.fixture
def sender(groups: GroupRobots, clock: SetClock) -> Sender:
    """What may speak to them."""
    return Sender(Addresses(origins(groups.home)), clock)


@pytest.fixture
def inspection(server: Server) -> Inspection:
    """Chen's phone."""
    return Inspection.of(server)


@pytest.fixture
def set_robot(server: Server, groups: GroupRobots) -> Callable[..., None]:
    """Sets the district's robot up: DingTalk's, on, with a digest at eight, unless told."""

    def set_up(sort: RobotSort = RobotSort.DINGTALK, **facts: object) -> None:
        held = Held(address=groups.address(sort), secret=groups.secret, keyword=groups.keyword)
        name = Sealed.of(server).keep("wanshan", held)
        usual = {"is_on": True, "digest_hour": 8, "on_since": format_instant(server.clock())}
        facts = {"district": "wanshan", "sort": sort, "held": name, **usual, **facts}
        write(server, "wanshan", (RobotSet.model_validate(facts), None))

    return set_up


class Speaking:
    """A messenger, and a phone that brings hazards."""

    def __init__(self, server: Server, sender: Sender, inspection: Inspection) -> None:
        self.server = server
        self.sender = sender
        self.inspection = inspection
        self.messenger = Messenger(server, sender, HOME)

    def deliver(self) -> int:
        """Look once; how many messages went out."""
        self.server.follower.catch_up()
        return self.messenger.deliver()

    def bring_hazard(self, finding_id: str = "f1", school: str = "school-1", **words: str) -> None:
        """A visit under way whose hazard has just come."""
        self.inspection.open_visit(school)
        raised = FindingRaised(finding_id=finding_id, category=Category.SAFETY, is_hazard=True)
        text = {"text": "灭火器过期", **words}
        self.inspection.write(raised, FindingPrivate.model_validate(text))
        self.inspection.push()

    def begin_again(self) -> None:
        """As a server that was started anew."""
        self.messenger = Messenger(self.server, self.sender, HOME)


@pytest.fixture
def speaking(server: Server, sender: Sender, inspection: Inspection) -> Speaking:
    """What is under test."""
    return Speaking(server, sender, inspection)
