"""Whole visits of 20 entries and about 11 KB, written and signed before the clock starts."""

import gzip
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.kinds.chain import ChainOpened
from domain.kinds.piece import TextPrivate
from domain.kinds.visit.answer import AnswerPrivate, ItemAnswered
from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.lesson import LessonObserved, LessonPrivate
from domain.kinds.visit.photo import PhotoPrivate
from domain.kinds.visit.place import FixPrivate, VisitCheckedIn, VisitCheckedOut
from domain.kinds.visit.record import Method, NoteSection, VisitCounted, VisitNoted
from domain.place.presence import Circle, Presence
from domain.trail.chain import head_message
from domain.trail.delivery import Envelope, SignedHead, write_delivery
from domain.trail.line import Line
from tests.builders.content import a_photo
from tests.builders.trail import Pen, an_author

CIRCLE = Circle(lat=26.57, lng=106.71, radius_m=500)
QUALITY = {"accuracy_m": 12.0, "age_s": 1.0, "source": "gps"}
WORDS = "课堂秩序良好教师备课充分学生参与积极食堂台账完整消防通道畅通建议加强巡查"
TIMELESS = Envelope()
ENTRIES = 20
"""How many one visit is of."""


@dataclass
class Phone:
    """One enrolled chain that writes visits and wraps each in a signed delivery."""

    account: str
    district: str
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    token: str = ""
    chain: str | None = None
    pen: Pen = field(init=False)

    def __post_init__(self) -> None:
        self.pen = Pen(an_author(self.account, district=self.district, chain=self.chain))

    @property
    def public_key(self) -> str:
        """The chain's public key in hex."""
        return self.key.public_key().public_bytes_raw().hex()

    def open_chain(self) -> bytes:
        """The delivery of the chain's first entry."""
        opened = ChainOpened(
            account=self.account,
            district=self.district,
            installation=f"bench-{self.account}",
            public_key=self.public_key,
        )
        return self.deliver([self.pen.write(opened)])

    def visit(self, school_id: str, photos: tuple[tuple[str, int], ...] = ()) -> bytes:
        """The delivery of one whole visit; photos are (sha256, size) pairs."""
        first = len(self.pen.lines)
        write_visit(self.pen, school_id, photos)
        return self.deliver(self.pen.lines[first:])

    def visits(self, school_ids: Sequence[str]) -> bytes:
        """The delivery of a whole visit to each of the schools."""
        first = len(self.pen.lines)
        for school_id in school_ids:
            write_visit(self.pen, school_id, ())
        return self.deliver(self.pen.lines[first:])

    def deliver(self, lines: list[Line], times: Envelope = TIMELESS) -> bytes:
        """The compressed delivery of these lines."""
        last = lines[-1]
        message = head_message(last.header.chain, last.header.seq, last.id)
        head = SignedHead(
            chain=last.header.chain,
            seq=last.header.seq,
            id=last.id,
            signature=self.key.sign(message).hex(),
        )
        envelope = times.model_copy(update={"heads": (head,)})
        return gzip.compress(write_delivery(envelope, [line.raw for line in lines]), 6)


def write_visit(pen: Pen, school_id: str, photos: tuple[tuple[str, int], ...]) -> str:
    """Write 20 entries of one visit (17 and its photos, three unless given)."""
    rough = random.Random(pen.head.seq)
    visit = pen.open_visit(school_id, items=("备课", "课堂", "作业"))
    where = FixPrivate(lat=26.5701, lng=106.7102)

    def text(length: int) -> str:
        return "".join(rough.choices(WORDS, k=length))

    came = {"circle": CIRCLE, "presence": Presence.INSIDE, **QUALITY}
    pen.write(VisitCheckedIn.model_validate(came), where, visit)
    for item in range(7):
        answer = ItemAnswered(item_id=f"item-{item}", value="yes")
        pen.write(answer, AnswerPrivate(remark=text(4)), visit)
    for lesson in range(2):
        seen = LessonPrivate(teacher=text(2), topic=text(6), process=text(30), advice=text(20))
        pen.write(LessonObserved(lesson_id=f"lesson-{lesson}", subject="数学"), seen, visit)
    pen.write(VisitCounted(method=Method.LESSON_PLANS, quantity=4), None, visit)
    for section in (NoteSection.RECORD, NoteSection.HIGHLIGHT):
        pen.write(VisitNoted(section=section), TextPrivate(text=text(60)), visit)
    for number, (sha256, size) in enumerate(photos or (("", 180_000),) * 3):
        facts = {"sha256": sha256, "size_bytes": size} if sha256 else {}
        photo = a_photo(f"{visit[:24]}-{number}", **facts)
        pen.write(photo, PhotoPrivate(lat=26.57, lng=106.71, caption=text(8)), visit)
    finding = FindingRaised(finding_id=f"f-{visit[:24]}", category=Category.SAFETY)
    pen.write(finding, FindingPrivate(text=text(30), suggestion=text(20)), visit)
    left = VisitCheckedOut.model_validate(came)
    pen.write(left, where, visit)
    pen.write(VisitSubmitted(head=pen.head.id or ""), None, visit)
    return visit
