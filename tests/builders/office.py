"""A district's office with visits of every sort, made through a real server's own services."""

import io
import json
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from PIL import Image, ImageDraw

from domain.kinds.author import Author
from domain.kinds.chain import ChainEnrolled
from domain.kinds.piece import Body, Private, ReasonPrivate, TextPrivate
from domain.kinds.register.checklist import ChecklistSet
from domain.kinds.register.theme import ThemeSet
from domain.kinds.visit.answer import AnswerPrivate, ItemAnswered
from domain.kinds.visit.course import VisitAmended, VisitOpened, VisitSubmitted
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised, Severity
from domain.kinds.visit.lesson import LessonObserved, LessonPrivate, Rating
from domain.kinds.visit.photo import PhotoPrivate
from domain.kinds.visit.place import FixPrivate, VisitCheckedIn, VisitCheckedOut
from domain.kinds.visit.plan import ChecklistRef
from domain.kinds.visit.record import Method, NoteSection, VisitCounted, VisitNoted
from domain.kinds.visit.signature import SignedPrivate, Signer, VisitSigned
from domain.kinds.visit.unit import UnitCheckedIn
from domain.place.presence import Circle, Presence
from domain.register.checklist import Checklist, Theme
from domain.trail.delivery import read_delivery
from domain.trail.line import sha256_hex
from domain.visit.visit import Visit
from sync_server.access.accounts import Device
from sync_server.data.visits import rows as visits
from sync_server.ledger.acceptance import Carrier
from sync_server.server import Server
from tests.builders.handset import PEOPLE, Handset, a_stamped_photo, set_up_district, write
from tests.builders.trail import an_author

ASSETS = Path(__file__).parents[2] / "assets"
PASSWORD = "kaiyang-2026-may"
SCHOOL_AT = (26.598, 106.71)


def set_up_theme(server: Server, district: str = "wanshan") -> None:
    """The month's theme and its checklist, as an office sets them."""
    theme = next(each for each in _read("themes.json") if each["theme_id"] == "month-05")
    checklist = _read("checklists/month-05.json")
    bodies: list[Body] = [
        ThemeSet(theme=Theme.model_validate_json(json.dumps(theme))),
        ChecklistSet(checklist=Checklist.model_validate_json(json.dumps(checklist))),
    ]
    write(server, district, *((body, None) for body in bodies))


def set_up_two_districts(server: Server) -> None:
    """Two districts alike, each with a month's theme; their people are without passwords."""
    for district, suffix in (("wanshan", ""), ("other", ".other")):
        set_up_district(server, district, suffix)
        set_up_theme(server, district)
        server.accounts.issue_codes([account + suffix for account in PEOPLE])


def _read(name: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((ASSETS / name).read_text("utf-8"))
    return found


def a_picture(text: str = "校门", hue: tuple[int, int, int] = (120, 160, 190)) -> bytes:
    """A small JPEG that differs by its text and hue."""
    picture = Image.new("RGB", (640, 560), hue)
    draw = ImageDraw.Draw(picture)
    for number, letter in enumerate(text.encode()):
        left = 20 + number * 37 % 560
        draw.rectangle((left, letter % 400, left + 60, 60 + letter % 400), fill=(letter, 90, 60))
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=80)
    return content.getvalue()


@dataclass
class Inspection:
    """An inspector's phone that records visits and brings them to the server."""

    server: Server
    handset: Handset = field(default_factory=Handset)
    sent: int = 0
    visit: str = ""

    @classmethod
    def of(
        cls, server: Server, account: str = "chen.jing", author: Author | None = None
    ) -> "Inspection":
        """A phone of the account (or of this author), taken in by the server."""
        author = author or an_author(account)
        handset = Handset(author)
        enrolled = ChainEnrolled(
            chain=author.chain,
            account=author.account,
            district=author.district,
            role=author.role,
            installation="installation-1",
            public_key=handset.public_key,
            is_practice=author.is_practice,
        )
        write(server, author.district, (enrolled, None))
        handset.open_chain()
        handset.token = server.accounts.issue_token(
            author.account, Device(author.chain, "测试手机")
        )
        handset.pen.at = server.clock() - timedelta(hours=3)
        return cls(server, handset)

    def write(self, body: Body, private: Private | None = None, minutes: float = 0) -> str:
        """The next entry on the visit, some minutes after the last one."""
        pen = self.handset.pen
        pen.at += timedelta(minutes=minutes)
        pen.ms += int(minutes * 60_000)
        return pen.write(body, private, self.visit, self._seen()).id

    def _seen(self) -> str | None:
        """What the phone knows of others' entries: as much as the server holds."""
        with self.server.database.session() as session:
            row = visits.visit(session, self.visit)
        tip = Visit.model_validate_json(row.folded).tip if row else None
        is_own = any(line.id == tip for line in self.handset.pen.lines)
        return None if is_own else tip

    def open_visit(self, school_id: str = "school-1", **fields: object) -> str:
        """Begin a visit under the month's theme."""
        given = {
            "theme_id": "month-05",
            "items": ("课程开设", "课堂教学", "控辍保学"),
            "checklist": ChecklistRef(checklist_id="month-05", version=1),
        }
        body = VisitOpened(school_id=school_id, **{**given, **fields})  # type: ignore[arg-type]
        self.visit = self.handset.pen.write(body).id
        return self.visit

    def check_in(
        self, north_m: float = 20, *, out: bool = False, unit: str = "", **fields: object
    ) -> None:
        """Come (or go), so many metres north of the school's middle, or a further unit's."""
        lat, lng = SCHOOL_AT
        at_unit = {"school_id": unit} if unit else {}
        model = UnitCheckedIn if unit else VisitCheckedOut if out else VisitCheckedIn
        body = model.model_validate(
            {
                **at_unit,
                "accuracy_m": 12.0,
                "age_s": 3.0,
                "source": "gps",
                "circle": Circle(lat=lat, lng=lng, radius_m=500),
                "presence": Presence.INSIDE,
                **fields,
            }
        )
        self.write(body, FixPrivate(lat=lat + north_m / 111_000, lng=lng))

    def raise_hazard(self) -> None:
        """A hazard in the kitchen, f1."""
        self.write(
            FindingRaised(
                finding_id="f1",
                category=Category.SAFETY,
                severity=Severity.SERIOUS,
                is_hazard=True,
                due_on="2026-05-21",
            ),
            FindingPrivate(
                text="食堂后厨一处灭火器过期。",
                suggestion="立即更换。",
                place="食堂",
                responsible="总务处",
            ),
            3,
        )

    def take_photo(self, photo_id: str, data: bytes, caption: str = "", **fields: object) -> str:
        """Record a photo; its file stays on the phone until it is sent."""
        place = PhotoPrivate(lat=SCHOOL_AT[0], lng=SCHOOL_AT[1], caption=caption)
        given = {"accuracy_m": 15.0, "age_s": 2.0, "original_sha256": sha256_hex(data + b"o")}
        body = a_stamped_photo(data, photo_id, **{**given, "source": "gps", **fields})
        self.write(body, place, minutes=2)
        return sha256_hex(data)

    def send_photo(self, data: bytes) -> None:
        """Bring a photo's file, as the last request of an upload does."""
        sha256 = sha256_hex(data)
        device = self.server.accounts.token_device(self.handset.token)
        beginning = self.server.photos.begin(sha256, device, None)
        self.server.photos.append(beginning, 0, data)
        self.server.photos.finish(beginning).result(10)

    def submit(self, **fields: object) -> str:
        """Sign, leave and hand the visit in; answers its head."""
        head = self.write(
            VisitNoted(section=NoteSection.FEEDBACK), TextPrivate(text="已当面反馈。")
        )
        self.sign(head)
        self.check_in(out=True)
        body = VisitSubmitted.model_validate({"head": head, **fields})
        return self.write(body, minutes=1)

    def sign(self, head: str) -> None:
        """Both signatures under the record."""
        strokes = ((100, 400, 300, 200, 500, 600, 700, 300), (200, 700, 800, 650))
        for signer, name in ((Signer.INSPECTOR, "陈静"), (Signer.SCHOOL_HEAD, "何校长")):
            self.write(
                VisitSigned(signer=signer, head=head), SignedPrivate(name=name, strokes=strokes)
            )

    def push(self) -> None:
        """Bring everything that was not brought yet."""
        lines = self.handset.pen.lines[self.sent :]
        self.sent = len(self.handset.pen.lines)
        author = self.handset.author
        delivery = read_delivery(self.handset.delivery(lines))
        self.server.committer.push(delivery, Carrier(author.chain, author.account))
        self.handset.pen.at = max(self.handset.pen.at, self.server.clock())


def a_rich_visit(
    inspection: Inspection,
    pictures: list[bytes],
    school_id: str = "school-1",
    campaign: str | None = None,
) -> str:
    """A visit with something of everything, submitted and brought; its photos are not."""
    visit = inspection.open_visit(school_id, participants=("wang.fang",), campaign_id=campaign)
    inspection.check_in()
    _find(inspection)
    for number, data in enumerate(pictures, start=1):
        inspection.take_photo(f"p{number}", data, f"现场照片{number}")
    inspection.write(
        VisitNoted(section=NoteSection.RECORD),
        TextPrivate(text="到校后先看课表与上课情况，再听课两节，查阅教案，最后与校长交换意见。"),
        5,
    )
    inspection.submit()
    inspection.push()
    return visit


def _find(inspection: Inspection) -> None:
    """Three answers, a lesson of two observers, four 教案, a talk and a hazard."""
    for item, value, remark in (
        ("m05-101", "yes", ""),
        ("m05-102", "no", "科学课由数学教师兼任"),
        ("m05-202", 86, ""),
    ):
        inspection.write(ItemAnswered(item_id=item, value=value), AnswerPrivate(remark=remark), 4)
    inspection.write(
        LessonObserved(
            lesson_id="l1",
            period=2,
            class_name="五（2）班",
            subject="语文",
            rating=Rating.GOOD,
            enrolled=45,
            present=44,
            observers=("chen.jing", "wang.fang"),
        ),
        LessonPrivate(
            teacher="罗老师", topic="草船借箭", strengths="提问有层次", advice="多留思考时间"
        ),
        40,
    )
    inspection.write(VisitCounted(method=Method.LESSON_PLANS, quantity=4))
    inspection.write(VisitCounted(method=Method.TALKS, quantity=1))
    inspection.raise_hazard()


def amend(inspection: Inspection, reason: str = "补充现场反馈") -> None:
    """Correct a submitted visit for a stated reason and hand it in again."""
    inspection.write(VisitAmended(), ReasonPrivate(reason=reason))
    head = inspection.write(
        VisitNoted(section=NoteSection.FEEDBACK),
        TextPrivate(text="已当面反馈，并约定一周内更换灭火器。"),
    )
    inspection.write(VisitCounted(method=Method.LESSON_PLANS, quantity=6))
    inspection.write(VisitSubmitted(head=head))
    inspection.push()
