"""The file by which a stranger repeats a campaign's draws (双随机), and what comes of that.

It holds the campaign's entries up to its last draw, those that are about no draw without what
they say, and a receipt of the log for each. Nothing else that stands in it is believed: the
names are there to be read.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from domain import kinds
from domain.campaigns.draw import DrawnTeam, draw
from domain.campaigns.seed import digits_of, number_words
from domain.clock import local_date, parse_instant
from domain.errors import BadInput, BadLine
from domain.kinds.campaign.lots import CampaignDrawn, DrawAnnounced
from domain.kinds.folding import version_after
from domain.kinds.piece import OfficeBody
from domain.trail import strict_json
from domain.trail.line import Line, Sha256Hex, parse_line
from domain.trail.receipt import Leaf, Receipt

MOST_LINES = 10_000
DRAW_KINDS = frozenset({DrawAnnounced.kind, CampaignDrawn.kind})
"""Of these kinds the file holds what the entries say."""

IsSigned = Callable[[str, bytes, str], bool]
"""Whether the owner of a key (hex) signed a message; given the signature in hex."""


class DrawFile(BaseModel):
    """The file's content; ``units`` and ``people`` are names by code."""

    model_config = ConfigDict(frozen=True)

    duji_draw: Literal[1] = 1
    title: str
    log_public_key: Sha256Hex
    lines: Annotated[tuple[str, ...], Field(min_length=1, max_length=MOST_LINES)]
    receipts: Annotated[tuple[Receipt, ...], Field(max_length=MOST_LINES)]
    units: Mapping[str, str]
    people: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RepeatedDraw:
    """A draw that was announced on a local day: what was recorded of it, and what it gives.

    ``given`` is empty where there is no number yet, or none that gives anything.
    """

    announced: DrawAnnounced
    announced_on: str
    digits: str
    recorded: tuple[DrawnTeam, ...]
    given: tuple[DrawnTeam, ...]

    @property
    def is_the_same(self) -> bool:
        """Whether what was recorded is what it gives."""
        return bool(self.given) and self.recorded == self.given


@dataclass(frozen=True, slots=True)
class Repeated:
    """What came of repeating a file's draws, and what is wrong with the file or with them."""

    draws: tuple[RepeatedDraw, ...]
    faults: tuple[str, ...]


def read_draw_file(raw: bytes) -> DrawFile:
    """The file that these bytes are; BadInput (``bad_draw_file``) where they are none."""
    try:
        strict_json.load(raw)
        return DrawFile.model_validate_json(raw)
    except ValueError as error:  # pydantic's own is one too
        words = "不是双随机核验文件，或者已经损坏。"
        raise BadInput(words, code="bad_draw_file") from error


def repeat(file: DrawFile, is_signed: IsSigned, number: str = "") -> Repeated:
    """Draw again from what was announced, and compare; ``number`` is for one not drawn yet."""
    return _Repeating(file, is_signed).done(number)


class _Repeating:
    def __init__(self, file: DrawFile, is_signed: IsSigned) -> None:
        self.faults: list[str] = []
        self.leaves = self._leaves(file, is_signed)
        self.lines = list(self._lines(file))

    def done(self, number: str) -> Repeated:
        draws: list[RepeatedDraw] = []
        announced: tuple[Line, DrawAnnounced] | None = None
        seen = ""
        for line in self.lines:
            body = self._body(line, seen)
            seen = version_after(seen, line.id)
            if isinstance(body, DrawAnnounced):
                if announced is not None:
                    draws.append(self._given_up(*announced))
                announced = line, body
            elif isinstance(body, CampaignDrawn):
                if announced is None or body.announcement != announced[0].id:
                    self.faults.append("有一次抽取没有公布过，或者不是按最后一次公布抽的。")
                    continue
                draws.append(self._repeated(announced, body.digits, (line, body)))
                announced = None
        if announced is not None:
            draws.append(self._repeated(announced, digits_of(number), None))
        if not draws:
            self.faults.append("文件里没有公布过的抽取。")
        return Repeated(tuple(draws), tuple(self.faults))

    def _leaves(self, file: DrawFile, is_signed: IsSigned) -> dict[str, Leaf]:
        """What the log's receipts prove: each entry's place and time in it."""
        found: dict[str, Leaf] = {}
        for receipt in file.receipts:
            point, key = receipt.checkpoint, file.log_public_key
            is_ours = point.is_named_for(key) and receipt.is_proved()
            if is_ours and is_signed(key, point.signed_bytes, point.signature):
                found.update((leaf.id, leaf) for leaf in receipt.leaves())
            else:
                self.faults.append("有一份日志凭据不是这本日志签的，或者被改动过。")
        return found

    def _lines(self, file: DrawFile) -> Iterator[Line]:
        """The campaign's entries, each as the log has it."""
        subject = ""
        for place, text in enumerate(file.lines, 1):
            try:
                line = parse_line(text.encode())
            except BadLine:
                self.faults.append(f"第 {place} 条留痕被改动过，和它的指纹对不上。")
                continue
            subject = subject or line.id
            if line.subject != subject:
                self.faults.append(f"第 {place} 条留痕不是这个专项的。")
            elif line.id not in self.leaves:
                self.faults.append(f"第 {place} 条留痕没有日志凭据，不能证明它记在日志里。")
            else:
                yield line

    def _body(self, line: Line, seen: str) -> object:
        """What an entry about a draw says; None for any other."""
        if line.header.kind not in DRAW_KINDS:
            return None
        body = kinds.read(line).body
        if not isinstance(body, OfficeBody):
            self.faults.append("有一次公布或抽取的内容不在文件里，或者读不出来。")
            return None
        if (body.versions or {}).get(line.subject) != seen:
            self.faults.append("公布或抽取以前的留痕不全，或者次序不对；可能少了一次公布。")
        return body

    def _repeated(
        self,
        of: tuple[Line, DrawAnnounced],
        digits: str,
        drawn: tuple[Line, CampaignDrawn] | None,
    ) -> RepeatedDraw:
        line, announced = of
        on = self._day(line)
        if on >= announced.seed_on:
            self.faults.append(f"名单 {on} 才记入日志，不早于号码公布的 {announced.seed_on}。")
        if drawn is not None and self._day(drawn[0]) < announced.seed_on:
            self.faults.append("抽取记在号码公布以前。")
        given: tuple[DrawnTeam, ...] = ()
        if digits and (wrong := number_words(announced.source, digits)):
            self.faults.append(wrong)
        elif digits:
            try:
                given = draw(announced.drawing(line.id), digits)
            except BadInput as error:
                self.faults.append(error.message)
        recorded = drawn[1].drawn if drawn is not None else ()
        if drawn is not None and recorded != given:
            self.faults.append("重新抽取的结果和记录的不一样。")
        return RepeatedDraw(announced, on, digits, recorded, given)

    def _given_up(self, line: Line, announced: DrawAnnounced) -> RepeatedDraw:
        return RepeatedDraw(announced, self._day(line), "", (), ())

    def _day(self, line: Line) -> str:
        return local_date(parse_instant(self.leaves[line.id].accepted_at)).isoformat()
