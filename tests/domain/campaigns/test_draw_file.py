"""The file by which a stranger repeats a draw proves each thing, and says what does not hold."""

from dataclasses import dataclass, field

import pytest

from domain.campaigns.draw import draw
from domain.campaigns.draw_file import DRAW_KINDS, DrawFile, Repeated, read_draw_file, repeat
from domain.errors import BadInput
from domain.kinds.campaign.lots import CampaignDrawn, DrawAnnounced
from domain.kinds.campaign.preparing import CampaignApproved
from domain.kinds.folding import version_after
from domain.kinds.piece import OfficeBody
from domain.trail.checkpoint import Checkpoint, checkpoint_text
from domain.trail.line import Line
from domain.trail.merkle import Frontier
from domain.trail.range_proof import Growth
from domain.trail.receipt import Leaf, Receipt
from sync_server.ledger.keys import LogKey, is_signed
from tests.builders.trail import Pen
from tests.domain.campaigns.acts import CLERK, PLAN
from tests.domain.campaigns.test_draw_faults import BALLS, a_draw

KEY = LogKey.generate()
BEFORE, AFTER = "2026-05-14T08:00:00.000Z", "2026-05-17T14:00:00.000Z"


@dataclass
class Telling:
    """Writes a campaign's entries and makes the file that tells of its draws."""

    pen: Pen = field(default_factory=lambda: Pen(CLERK))
    at: list[str] = field(default_factory=list)
    version: str = ""

    def say(self, body: OfficeBody, at: str = BEFORE) -> Line:
        """One entry more, over what stood."""
        subject = self.pen.lines[0].id if self.pen.lines else None
        if subject is not None and body.versions is None:
            body = body.model_copy(update={"versions": {subject: self.version}})
        line = self.pen.write(body, None, subject)
        self.version = version_after(self.version, line.id)
        self.at.append(at)
        return line

    def hold(self, announced: Line, body: DrawAnnounced, at: str = AFTER) -> CampaignDrawn:
        """Draw it."""
        drawn = draw(body.drawing(announced.id), BALLS)
        found = CampaignDrawn.of(announced.id, BALLS, drawn)
        self.say(found, at)
        return found

    def file(self, key: LogKey = KEY) -> DrawFile:
        """The file, of a log with this key."""
        entries = self.pen.lines
        leaves = [
            Leaf(place, line.id, at, at, at, CLERK.chain)
            for place, (line, at) in enumerate(zip(entries, self.at, strict=True))
        ]
        growth = Growth(Frontier(), [each.leaf_hash() for each in leaves])
        text = checkpoint_text("e1", growth.after.size, growth.after.root)
        point = Checkpoint.made(text, key.public_hex, key.sign(text.encode()))
        return DrawFile(
            title="食堂专项",
            log_public_key=key.public_hex,
            lines=tuple(map(told, entries)),
            receipts=tuple(
                Receipt.of(point, [leaf], growth.proof(leaf.position, leaf.position + 1))
                for leaf in leaves
            ),
            units={},
            people={},
        )


def told(line: Line) -> str:
    whole = line.header.kind in DRAW_KINDS
    return line.raw.decode() if whole else f"{line.header_bytes.decode()}\t\t"


def repeated(file: DrawFile, number: str = "") -> Repeated:
    return repeat(file, is_signed, number)


@pytest.fixture
def telling() -> Telling:
    telling = Telling()
    telling.say(PLAN)
    return telling


@pytest.fixture
def drawn(telling: Telling) -> Telling:
    """Announced, announced anew, and drawn."""
    telling.say(a_draw())
    body = a_draw(team_size=4)
    telling.hold(telling.say(body), body)
    return telling


def test_what_was_drawn_is_drawn_again(drawn: Telling) -> None:
    file = read_draw_file(drawn.file().model_dump_json().encode())
    found = repeated(file)
    assert found.faults == ()
    first, second = found.draws
    assert (first.given, first.is_the_same) == ((), False)
    assert second.is_the_same
    assert second.announced_on == "2026-05-14"


def test_what_was_only_announced_is_tried_with_a_number(telling: Telling) -> None:
    telling.say(a_draw())
    for number, is_given, faults in (("", False, 0), (BALLS, True, 0), ("03 08", False, 1)):
        found = repeated(telling.file(), number)
        (draw,) = found.draws
        assert (bool(draw.given), len(found.faults), draw.recorded) == (is_given, faults, ())
    telling.say(a_draw(people=("chen.jing",), teams=1))
    assert "不够分组" in repeated(telling.file(), BALLS).faults[0]


def faults(file: DrawFile) -> str:
    return "".join(repeated(file).faults)


def test_what_was_left_out_or_changed_is_named(drawn: Telling) -> None:
    file = drawn.file()
    lines = list(file.lines)
    without = file.model_copy(update={"lines": (lines[0], *lines[2:])})
    assert "可能少了一次公布" in faults(without)
    changed = file.model_copy(update={"lines": (*lines[:-1], lines[-1].replace(BALLS, "1" * 14))})
    assert "第 4 条留痕被改动过" in faults(changed)
    headers = file.model_copy(update={"lines": (*lines[:-1], f"{lines[-1].split(chr(9))[0]}\t\t")})
    assert "读不出来" in faults(headers)
    assert "不是这个专项的" in faults(file.model_copy(update={"lines": tuple(lines[1:])}))
    assert "没有日志凭据" in faults(file.model_copy(update={"receipts": file.receipts[:-1]}))
    other = drawn.file(LogKey.generate())
    assert "不是这本日志签的" in faults(file.model_copy(update={"receipts": other.receipts}))


def test_a_list_that_came_with_or_after_the_number_is_no_draw(telling: Telling) -> None:
    body = a_draw()
    telling.hold(telling.say(body, "2026-05-16T16:00:00.000Z"), body)
    assert "不早于号码公布" in faults(telling.file())
    other = Telling()
    other.say(PLAN)
    other.hold(other.say(body), body, "2026-05-16T15:59:59.000Z")
    assert "抽取记在号码公布以前" in faults(other.file())


def test_a_recorded_result_is_not_believed(telling: Telling) -> None:
    body = a_draw()
    announced = telling.say(body)
    good = CampaignDrawn.of(announced.id, BALLS, draw(body.drawing(announced.id), BALLS))
    (team,) = good.teams
    turned = (team.model_copy(update={"people": team.people[::-1]}),)
    telling.say(good.model_copy(update={"teams": turned}), AFTER)
    found = repeated(telling.file())
    assert "结果和记录的不一样" in found.faults[0]
    assert not found.draws[0].is_the_same
    telling.say(good, AFTER)
    assert "没有公布过" in faults(telling.file())


def test_a_file_without_a_draw_or_of_another_make_is_none(telling: Telling) -> None:
    telling.say(CampaignApproved(approved_on="2026-05-14"))
    assert "没有公布过的抽取" in faults(telling.file())
    for raw in (b"", b"{}", b"[1", b'{"duji_draw": 1, "duji_draw": 1}'):
        with pytest.raises(BadInput) as refused:
            read_draw_file(raw)
        assert refused.value.specific_code == "bad_draw_file"


def test_a_number_that_could_not_come_out_is_named(telling: Telling) -> None:
    body = a_draw()
    announced = telling.say(body)
    digits = "99081522273109"
    drawn = draw(body.drawing(announced.id), digits)
    telling.say(CampaignDrawn.of(announced.id, digits, drawn), AFTER)
    assert "不重复" in faults(telling.file())
