"""The workbook: all an inspector's phone needs offline, as the phone reads it."""

from domain.clock import Instant
from domain.findings.state import FindingCourse, FindingState, finding_state
from domain.kinds.campaign.course import CampaignState
from domain.kinds.chain import PublicKeyHex
from domain.kinds.finding.closing import End
from domain.kinds.office.message import MessageAbout
from domain.kinds.office.policy import PolicyCategory
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.piece import Code
from domain.kinds.register.district import Duty, RectifyDays
from domain.kinds.register.school import Ownership, SchoolKind
from domain.kinds.task.builder import TaskSource
from domain.kinds.task.steps import TaskState
from domain.kinds.visit.builder import State
from domain.kinds.visit.finding import Category, Severity
from domain.kinds.visit.follow_up import Conclusion
from domain.kinds.visit.plan import VisitType
from domain.kinds.visit.review import Verdict
from domain.place.presence import Circle
from domain.register.checklist import Checklist, Theme
from domain.register.trail_rule import FULL_TRAIL, TrailRule
from domain.trail.line import Sha256Hex
from domain.wire.messages import Message

WORKBOOK_SCHEMA = 5
RETENTION = (
    "督导记录、照片和留痕作为督导档案存在督导室的服务器上，系统不自动删除，"
    "保管期限按档案管理的规定。"
)


class ServiceNotice(Message):
    """What the page about data says of the site: who runs it, its 备案号, and where complaints go.

    Empty where the office has not said it.
    """

    operator: str = ""
    filing_number: str = ""
    retention: str = RETENTION
    complaints: str = ""


class WorkbookSchool(Message):
    """A school of the district; ``is_mine`` when the inspector is responsible for it now.

    One that is not ``is_active`` was closed, and is kept for the visits that were there.
    """

    school_id: Code
    name: str
    aliases: tuple[str, ...] = ()
    initials: str = ""
    pinyin: str = ""
    school_kind: SchoolKind
    ownership: Ownership
    zone: Code
    zone_name: str
    town: str = ""
    circle: Circle | None = None
    is_mine: bool = False
    is_active: bool = True


class WorkbookPerson(Message):
    """A colleague who can accompany a visit."""

    account: Code
    name: str
    zone: Code | None = None


class WorkbookReview(Message):
    """What the office said of a visit."""

    verdict: Verdict
    text: str
    by_name: str
    at: Instant


class WorkbookVisit(Message):
    """One of the inspector's own visits as the office sees it.

    ``tip`` is the last entry that counts there. ``photos_received`` of ``photos_total`` photos
    are complete on the server, which holds ``entries`` entries of the visit (0 where it does
    not say).
    """

    visit: Sha256Hex
    head: Sha256Hex
    tip: Sha256Hex
    school_id: Code
    visit_on: str
    month: str
    visit_type: VisitType
    state: State
    is_amending: bool = False
    photos_total: int
    photos_received: int
    entries: int = 0
    flags: tuple[str, ...] = ()
    reviews: tuple[WorkbookReview, ...] = ()


class WorkbookNotice(Message):
    """The newest paper about a finding: its kind, 文号, days, and what it demands."""

    paper_kind: PaperKind = PaperKind.RECTIFICATION
    number: str
    issued_on: str
    due_on: str
    requirement: str = ""


class WorkbookMeasure(Message):
    """What the unit will do about a finding, who answers for it, and by when (2-25).

    ``set_on`` is the day it was told; a server of before does not say.
    """

    due_on: str
    text: str = ""
    responsible: str = ""
    set_on: str | None = None


class WorkbookExtension(Message):
    """What the office decided last about more time; ``until`` is None where it gave none."""

    decided_on: str
    until: str | None = None


class WorkbookReply(Message):
    """What the unit answered; ``is_done`` when it says that it put the finding right.

    ``replied_at`` is the moment, where it is known.
    """

    replied_on: str
    replied_at: Instant | None = None
    is_done: bool
    text: str = ""
    responsible: str = ""


class WorkbookFollowUp(Message):
    """The newest look at a finding after it was raised; the moment where it is known."""

    followed_up_on: str
    followed_up_at: Instant | None = None
    conclusion: Conclusion
    by_name: str
    text: str = ""


class WorkbookFinding(Message):
    """A finding of the last months at one of the inspector's schools.

    ``subject`` is its own id. ``photos`` are the SHA-256 of its photos on the server, to be
    compared with what is there now. ``recurs`` is the earlier finding that it repeats.
    ``deadline`` is by when the office wants it put right, as it has decided last; the unit was
    told on ``fed_back_on``, and it ended on ``ended_on``.
    """

    finding_id: Code
    subject: Sha256Hex
    visit: Sha256Hex
    school_id: Code
    category: Category
    severity: Severity
    is_hazard: bool
    text: str
    raised_on: str
    due_on: str | None = None
    deadline: str | None = None
    is_fixed_on_spot: bool = False
    is_pictured_after: bool = False
    is_seen: bool = False
    place: str = ""
    suggestion: str = ""
    responsible: str = ""
    recurs: Code | None = None
    photos: tuple[Sha256Hex, ...] = ()
    fed_back_on: str | None = None
    notice: WorkbookNotice | None = None
    measure: WorkbookMeasure | None = None
    extension: WorkbookExtension | None = None
    reply: WorkbookReply | None = None
    follow_up: WorkbookFollowUp | None = None
    end: End | None = None
    ended_on: str | None = None

    @property
    def state(self) -> FindingState:
        """Where it stands on its way to being put right."""
        return finding_state(self.course)

    @property
    def course(self) -> FindingCourse:
        """What happened to it since it was raised."""
        reply, look = self.reply, self.follow_up
        return FindingCourse(
            is_fixed_on_spot=self.is_fixed_on_spot,
            is_pictured_after=self.is_pictured_after,
            is_fed_back=self.fed_back_on is not None,
            is_noticed=self.notice is not None,
            is_measured=self.measure is not None,
            replied_on=reply.replied_on if reply and reply.is_done else None,
            replied_at=reply.replied_at if reply and reply.is_done else None,
            seen_on=look.followed_up_on if look else None,
            seen_at=look.followed_up_at if look else None,
            conclusion=look.conclusion if look else None,
            end=self.end,
        )

    @property
    def awaits_look(self) -> bool:
        """Whether somebody has to look at it again; what was fixed on the spot needs no look."""
        state = self.state
        is_fixed = self.is_fixed_on_spot and self.follow_up is None
        return state.is_open and state is not FindingState.CHECKED and not is_fixed


class WorkbookSelfCheck(Message):
    """What a unit of a campaign reported of itself; ``text`` is its beginning where it is long."""

    school_id: Code
    has_problems: bool
    reported_on: str
    text: str = ""


class WorkbookCampaign(Message):
    """A campaign that is to be carried out, in which the inspector has a part.

    ``campaign`` is its subject, ``edition`` what a receipt of it names, ``tip`` its last entry.
    ``brief`` says what is looked at. ``schools`` are the ones they are to visit, with their
    ``team`` of these ``people`` (empty where each goes alone), ``visited`` those of them that
    have a counted visit of the campaign, whoever made it. ``self_checks`` are those that came of
    these schools, where the campaign ``asks_self_checks``.
    """

    campaign_id: Code
    campaign: Sha256Hex
    edition: Sha256Hex
    tip: Sha256Hex
    title: str
    brief: str = ""
    scope: str = ""
    demands: str = ""
    reporting: str = ""
    visit_type: VisitType
    from_on: str
    to_on: str
    theme_id: Code | None = None
    checklist_id: Code | None = None
    team: str = ""
    people: tuple[Code, ...] = ()
    schools: tuple[Code, ...] = ()
    visited: tuple[Code, ...] = ()
    asks_self_checks: bool = False
    self_checks: tuple[WorkbookSelfCheck, ...] = ()
    state: CampaignState = CampaignState.RUNNING
    is_received: bool = False


class WorkbookCall(Message):
    """A visit that counts towards a school's duty: on which local day, and who led it."""

    visit: Sha256Hex
    visit_on: str
    leader: Code


class WorkbookDuty(Message):
    """What the inspector owes at a school in a month, and the visits that count towards it.

    They are the inspector's own, those they went along on, and whatever else the district's rule
    counts, such as the visits of whoever had the school before.
    """

    school_id: Code
    due: int
    calls: tuple[WorkbookCall, ...] = ()


class WorkbookMessage(Message):
    """What somebody wrote from a unit's public card, as the office passed it to the inspector.

    How its sender is reached is not told. ``tip`` is the last entry that counts on it, ``asked``
    the office's words for the inspector, ``answered`` what the inspector reported last.
    """

    message_id: Sha256Hex
    tip: Sha256Hex
    school_id: Code
    about: MessageAbout
    sent_on: str
    text: str
    passed_at: Instant
    asked: str = ""
    is_read: bool = False
    answered: str | None = None


class WorkbookTask(Message):
    """A task that the office gave to the inspector, and how it stands with them.

    ``tip`` is the last entry that counts on it, ``edition`` what a receipt of it names;
    ``is_changed`` says that the inspector received an earlier one. ``reason`` is why it was
    returned, changed or taken from them, ``ended_on`` since when it is over.
    """

    task_id: Sha256Hex
    tip: Sha256Hex
    edition: Sha256Hex
    title: str
    text: str
    source: TaskSource
    giver: str = ""
    given_on: str
    receive_by: str
    due_on: str
    schools: tuple[Code, ...] = ()
    theme_id: Code | None = None
    files: tuple[str, ...] = ()
    state: TaskState
    is_changed: bool = False
    received_at: Instant | None = None
    reported: str | None = None
    reported_at: Instant | None = None
    reason: str = ""
    ended_on: str | None = None


class WorkbookPolicy(Message):
    """One part of a paper of the policy library; its text is fetched by its SHA-256."""

    policy_id: Code
    part: int = 1
    parts: int = 1
    title: str
    number: str = ""
    organ: str = ""
    issued_on: str | None = None
    category: PolicyCategory
    theme_ids: tuple[Code, ...] = ()
    must_be_read: bool = False
    sha256: Sha256Hex
    size_bytes: int
    is_read: bool = False


class Workbook(Message):
    """The parts a phone holds, put together (`domain/wire/workbook_parts.py` says which).

    ``server_at`` is the server's time of the newest of them. ``duties`` are those of
    ``duty_month`` (`YYYY-MM`), which may be over.
    """

    epoch: str
    server_at: Instant
    account: Code
    name: str
    district: Code
    district_name: str
    duty: Duty
    short_dwell_min: int
    trail: tuple[TrailRule, ...] = (FULL_TRAIL,)
    schools: tuple[WorkbookSchool, ...]
    people: tuple[WorkbookPerson, ...]
    themes: tuple[Theme, ...]
    checklists: tuple[Checklist, ...]
    visits: tuple[WorkbookVisit, ...]
    findings: tuple[WorkbookFinding, ...]
    campaigns: tuple[WorkbookCampaign, ...] = ()
    policies: tuple[WorkbookPolicy, ...] = ()
    duty_month: str = ""
    duties: tuple[WorkbookDuty, ...] = ()
    messages: tuple[WorkbookMessage, ...] = ()
    tasks: tuple[WorkbookTask, ...] = ()
    rectify_days: RectifyDays = RectifyDays()
    keep_originals_days: int = 180
    export_public_key: PublicKeyHex | None = None
    newest_app: str | None = None
    oldest_app: str | None = None
    backed_up_to: int | None = None
    about: ServiceNotice = ServiceNotice()
