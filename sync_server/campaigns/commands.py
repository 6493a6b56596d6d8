"""What the office does with campaigns (专项督导): plans, approves, prepares, and ends them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.campaigns.coverage import Coverage
from domain.campaigns.draw_faults import announcement_fault, drawn_by, number_of
from domain.campaigns.draw_plan import taken
from domain.campaigns.faults import (
    CampaignFault,
    approval_fault,
    beginning_fault,
    closing_fault,
    day_fault,
    letter_fault,
    opinion_fault,
    plan_fault,
    rectification_fault,
    stage_fault,
)
from domain.campaigns.self_checks import self_checks
from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.kinds.author import REVIEWING, Author
from domain.kinds.campaign.campaign import UNTIMELY, Campaign
from domain.kinds.campaign.carrying_out import (
    MOST_FILES,
    CampaignClosed,
    CampaignReopened,
    ClosedPrivate,
    OpinionTold,
    Pleaded,
    SelfChecked,
    SelfCheckUrged,
    UnitSaidPrivate,
)
from domain.kinds.campaign.course import CampaignStage, CampaignState
from domain.kinds.campaign.lots import CampaignDrawn, DrawAnnounced
from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.campaign.preparing import (
    CampaignApproved,
    CampaignFieldBegun,
    CampaignReceiptsNoted,
    CampaignStageDone,
    CampaignWithdrawn,
)
from domain.kinds.piece import OfficeBody, Private, ReasonPrivate, TextPrivate
from domain.trail.receipt import Leaf
from domain.words.values import label
from sync_server.campaigns.draws import kept_apart
from sync_server.campaigns.known import RegisterFacts, register_facts
from sync_server.data.campaigns import rows
from sync_server.data.campaigns.coverage import coverage_of
from sync_server.data.own.kept_files import keep_file
from sync_server.files.attachments import attachment
from sync_server.ledger.append import CHANGED, NEW, OfficeEntry, UnderLock
from sync_server.office.commands import Office
from sync_server.office.findings import DESK

State = CampaignState
AT_WORK = (State.RUNNING, State.REPORTING)
BINDING = (State.APPROVED, *AT_WORK)
OPEN = (State.DRAFT, *BINDING)


@dataclass(frozen=True, slots=True)
class SeenCampaign:
    """A campaign, and the version in which it was seen."""

    campaign: str
    version: str


@dataclass(frozen=True, slots=True)
class CampaignCommands:
    """The verbs; each answers the leaf of what it wrote.

    Each raises NotFound for what is not the account's district's, NotAllowed for a role that does
    not do this, Conflict where the campaign has changed since it was seen, and BadInput, under
    the name of a field where it is about one, for what cannot be.
    """

    office: Office

    def plan(self, account: str, plan: CampaignSet) -> Leaf:
        """Begin a campaign; its id is the leaf's. Conflict where its code is taken."""
        author = self._author(account)
        self._require(plan_fault(plan, self._facts(author).things))
        self._require_known(author, plan)
        (leaf,) = self.office.write(account, [OfficeEntry(plan, expects=NEW)])
        return leaf

    def change(self, account: str, seen: SeenCampaign, plan: CampaignSet, reason: str) -> Leaf:
        """Let the plan be this from now on; for a stated reason, once it was approved."""
        author = self._author(account)
        campaign = self._campaign(author, seen, OPEN)
        check = plan_fault if campaign.approved is None else approval_fault
        self._require(check(plan, self._facts(author).things))
        self._require_known(author, plan, campaign.plan)
        if campaign.approved is not None and not reason.strip():
            raise BadInput("方案已经批准，更改要写明原因。", code="reason")
        return self._write(account, seen, plan, ReasonPrivate(reason=reason))

    def change_with(
        self,
        account: str,
        seen: SeenCampaign,
        changed: Callable[[CampaignSet], CampaignSet],
        said: tuple[str, OfficeEntry],
    ) -> None:
        """Change the plan and set somebody new whom it then names, in one writing.

        ``said`` is the reason, asked for once it was approved, and the new person's entry.
        """
        author = self._author(account, of=REVIEWING)
        reason, entry = said
        campaign = self._campaign(author, seen, OPEN)
        plan = changed(campaign.plan)
        check = plan_fault if campaign.approved is None else approval_fault
        self._require(check(plan, self._facts(author).things))
        if campaign.approved is not None:
            _reasoned(reason, "更改")
        body = OfficeEntry(plan, ReasonPrivate(reason=reason), seen.campaign, seen.version)
        self.office.write(account, [entry, body])

    def approve(self, account: str, seen: SeenCampaign, body: CampaignApproved, text: str) -> Leaf:
        """Let the plan be carried out as it stands."""
        author = self._author(account, of=REVIEWING)
        campaign = self._campaign(author, seen, (State.DRAFT,))
        self._require(approval_fault(campaign.plan, self._facts(author).things))
        self._require(day_fault("approved_on", body.approved_on, self._today()))
        return self._write(account, seen, body, TextPrivate(text=text))

    def announce_draw(
        self, account: str, seen: SeenCampaign, body: DrawAnnounced, reason: str
    ) -> Leaf:
        """Announce of what a draw (双随机) is to be held, and by which number it is decided.

        Whom the register keeps away from which unit is added to it.
        """
        author = self._author(account)
        campaign, facts = self._campaign(author, seen, OPEN), self._facts(author)
        body = kept_apart(body, facts)
        said = (reason, self._today())
        self._require(announcement_fault(campaign, body, facts.things, said))
        if not set(body.units) <= facts.units.keys():
            raise BadInput("名单里有不在用的单位，请刷新后重选。", code="shares")
        return self._write(account, seen, body, ReasonPrivate(reason=reason))

    def draw(self, account: str, seen: SeenCampaign, announcement: str, number: str) -> Leaf:
        """Draw what was announced last with the number that has come out, into the plan."""
        author = self._author(account)
        campaign = self._campaign(author, seen, OPEN)
        found, digits = number_of(campaign, (announcement, number), self._today())
        drawn = drawn_by(found, digits)
        plan = taken(campaign.plan, announcement, drawn)
        check = plan_fault if campaign.approved is None else approval_fault
        try:
            self._require(check(plan, self._facts(author).things))
            self._require_known(author, plan, campaign.plan)
        except BadInput as error:
            words = f"抽到的结果现在不能写进方案：{error.message}请写明原因，重新公布后再抽。"
            raise BadInput(words, code="number") from error
        body = CampaignDrawn.of(announcement, digits, drawn)
        reason, of = ReasonPrivate(reason=found.text), (seen.campaign, seen.version)
        entries = [OfficeEntry(body, None, *of), OfficeEntry(plan, reason, *of)]
        return self.office.write(account, entries)[0]

    def note_stage(
        self, account: str, seen: SeenCampaign, body: CampaignStageDone, text: str
    ) -> Leaf:
        """A stage is done, or left out for a stated reason."""
        campaign = self._campaign(self._author(account), seen, BINDING)
        self._require(stage_fault(campaign, body.stage))
        self._require(day_fault("done_on", body.done_on, self._today()))
        if body.stage is CampaignStage.LETTER and not body.is_skipped:
            self._require(letter_fault(campaign, body.done_on))
        with self.office.database.reading() as found:
            unsettled = coverage_of(found.tables, campaign).unsettled
        is_skipped = body.is_skipped
        self._require(rectification_fault(body.stage, unsettled, text, is_skipped=is_skipped))
        if body.is_skipped and not text.strip():
            raise BadInput("不再进行的请写明原因。", code="text")
        return self._write(account, seen, body, TextPrivate(text=text))

    def begin(
        self, account: str, seen: SeenCampaign, body: CampaignFieldBegun, reason: str
    ) -> Leaf:
        """Let the teams go: all before it is done and received, or there is a reason."""
        campaign = self._campaign(self._author(account), seen, (State.APPROVED,))
        self._require(beginning_fault(campaign, is_early=body.is_early, reason=reason))
        self._require(day_fault("begun_on", body.begun_on, self._today()))
        return self._write(account, seen, body, ReasonPrivate(reason=reason))

    def note_receipts(
        self, account: str, seen: SeenCampaign, body: CampaignReceiptsNoted, text: str
    ) -> Leaf:
        """These persons of its teams have received it, on paper or at the briefing."""
        campaign = self._campaign(self._author(account), seen, BINDING)
        if not set(body.accounts) <= set(campaign.plan.people):
            raise BadInput("勾选的人里有的不在督导小组里，请刷新后重选。", code="accounts")
        self._require(day_fault("received_on", body.received_on, self._today()))
        return self._write(account, seen, body, TextPrivate(text=text))

    def note_self_check(
        self, account: str, seen: SeenCampaign, body: SelfChecked, text: str
    ) -> Leaf:
        """What a unit reported of itself."""
        campaign = self._campaign(self._author(account), seen, BINDING)
        self._require_unit(campaign, body.unit)
        self._require(day_fault("reported_on", body.reported_on, self._today()))
        if not text.strip():
            raise BadInput("请写明自查情况。", code="text")
        return self._write(account, seen, body, UnitSaidPrivate(text=text))

    def attach_report(
        self, account: str, seen: SeenCampaign, unit: str, file: tuple[str, bytes]
    ) -> Leaf:
        """Put a file (its name and content) beside what a unit reported of itself.

        One of the same name takes the old one's place. BadInput (``file``) for what may be none,
        for a unit that has reported nothing, or where there are five already.
        """
        campaign = self._campaign(self._author(account), seen, BINDING)
        report = campaign.self_checks.get(unit)
        if report is None:
            raise BadInput("这个单位还没有报送，请先登记自查报告。", code="file")
        name, raw = file
        fresh = attachment(name, raw)
        others = tuple(each for each in report.files if each.name != fresh.name)
        if len(others) >= MOST_FILES:
            raise BadInput(f"一份自查报告最多 {MOST_FILES} 个附件。", code="file")
        body = SelfChecked(
            unit=unit,
            reported_on=report.said_on,
            has_problems=report.has_problems,
            files=(*others, fresh),
        )
        private = UnitSaidPrivate(text=report.text, told_by=report.told_by)
        self.office.database.write(lambda found: keep_file(found.ledger, fresh.sha256, raw))
        return self._write(account, seen, body, private)

    def urge(self, account: str, seen: SeenCampaign, body: SelfCheckUrged, text: str) -> Leaf:
        """Ask these units, which have reported nothing of themselves, once more."""
        campaign = self._campaign(self._author(account), seen, BINDING)
        if not set(body.units) <= set(self_checks(campaign, self._today()).silent):
            raise BadInput("勾选的单位里有的已经报送，请刷新后重选。", code="units")
        self._require(day_fault("urged_on", body.urged_on, self._today()))
        return self._write(account, seen, body, TextPrivate(text=text))

    def tell_opinion(self, account: str, seen: SeenCampaign, body: OpinionTold, text: str) -> Leaf:
        """These units were told what was found, and may answer until a day."""
        campaign = self._campaign(self._author(account), seen, AT_WORK)
        if not set(body.units) <= set(campaign.plan.all_units):
            raise BadInput("勾选的单位里有的不在方案里，请刷新后重选。", code="units")
        self._require(day_fault("told_on", body.told_on, self._today()))
        self._require(opinion_fault(campaign, body.told_on, body.plead_by))
        return self._write(account, seen, body, TextPrivate(text=text))

    def note_plea(self, account: str, seen: SeenCampaign, body: Pleaded, text: str) -> Leaf:
        """What a unit said to the opinion."""
        campaign = self._campaign(self._author(account), seen, AT_WORK)
        opinion = campaign.opinions.get(body.unit)
        if opinion is None:
            raise BadInput("还没有向这个单位反馈初步意见。", code="unit")
        self._require(day_fault("pleaded_on", body.pleaded_on, self._today(), opinion.said_on))
        if not text.strip():
            raise BadInput("请写明申辩的内容，没有意见的也写一句。", code="text")
        return self._write(account, seen, body, UnitSaidPrivate(text=text))

    def close(
        self, account: str, seen: SeenCampaign, closed_on: str, said: tuple[Mapping[str, str], str]
    ) -> Leaf:
        """Nothing more is to be done; ``said`` is why each uncovered unit was not, and a word.

        BadInput (``reasons``) where a unit was not covered and has no reason.
        """
        author = self._author(account, of=REVIEWING)
        campaign = self._campaign(author, seen, AT_WORK)
        self._require(day_fault("closed_on", closed_on, self._today(), campaign.plan.from_on))
        reasons, text = said
        with self.office.database.reading() as found:
            covered = coverage_of(found.tables, campaign)
        self._require(closing_fault(covered, reasons))
        body = CampaignClosed(
            closed_on=closed_on, covered=len(covered.covered), uncovered=covered.uncovered
        )
        private = ClosedPrivate(
            reasons=tuple(reasons[each].strip() for each in covered.uncovered), text=text
        )
        requires = _still(campaign, covered)
        entry = OfficeEntry(body, private, seen.campaign, seen.version, requires=requires)
        (leaf,) = self.office.write(account, [entry])
        return leaf

    def reopen(self, account: str, seen: SeenCampaign, reason: str) -> Leaf:
        """It was closed too early, for a stated reason."""
        self._campaign(self._author(account, of=REVIEWING), seen, (State.CLOSED,))
        private = ReasonPrivate(reason=_reasoned(reason, "重新打开"))
        return self._write(account, seen, CampaignReopened(), private)

    def withdraw(self, account: str, seen: SeenCampaign, reason: str) -> Leaf:
        """It does not take place, or no further, for a stated reason."""
        self._campaign(self._author(account, of=REVIEWING), seen, OPEN)
        private = ReasonPrivate(reason=_reasoned(reason, "撤销"))
        return self._write(account, seen, CampaignWithdrawn(), private)

    def _write(self, account: str, seen: SeenCampaign, body: OfficeBody, private: Private) -> Leaf:
        entry = OfficeEntry(body, private, seen.campaign, seen.version)
        (leaf,) = self.office.write(account, [entry])
        return leaf

    def _today(self) -> str:
        return self.office.committer.today()

    def _author(self, account: str, of: frozenset[object] = DESK) -> Author:
        author = self.office.author(account)
        if author.role not in of:
            raise NotAllowed("This account's role does not do this.", account=account)
        return author

    def _facts(self, author: Author) -> RegisterFacts:
        with self.office.database.session() as session:
            return register_facts(session, author.district, self._today())

    def _campaign(
        self, author: Author, seen: SeenCampaign, states: tuple[CampaignState, ...]
    ) -> Campaign:
        """The campaign as it was seen, in one of these states."""
        with self.office.database.session() as session:
            row = rows.by_subject(session, seen.campaign)
        if row is None or row.district != author.district:
            raise NotFound("There is no such campaign in this district.", campaign=seen.campaign)
        campaign = Campaign.model_validate_json(row.folded)
        if campaign.version != seen.version:
            raise Conflict("The campaign has changed.", code=CHANGED, subject=seen.campaign)
        if campaign.state not in states:
            words = f"这个专项现在是“{label(campaign.state)}”，不能办这一步。"
            raise BadInput(words, code=UNTIMELY)
        return campaign

    def _require_known(
        self, author: Author, plan: CampaignSet, stood: CampaignSet | None = None
    ) -> None:
        """BadInput unless whom it newly names is of the district and in use."""
        facts = self._facts(author)
        units = set(stood.all_units) if stood else set()
        people = set(stood.people) if stood else set()
        if not set(plan.all_units) <= facts.units.keys() | units:
            raise BadInput("选的单位里有不在用的，请刷新后重选。", code="units")
        if not set(plan.people) <= facts.people.keys() | people:
            raise BadInput("选的人里有不在用的，请刷新后重选。", code="members")

    @staticmethod
    def _require(fault: CampaignFault | None) -> None:
        if fault is not None:
            raise BadInput(fault.words, code=fault.field)

    def _require_unit(self, campaign: Campaign, unit: str) -> None:
        if unit not in campaign.plan.all_units:
            raise BadInput("方案里没有这个单位，请刷新后重选。", code="unit")


def _still(campaign: Campaign, seen: Coverage) -> Callable[[UnderLock], None]:
    """Requires that the same units are uncovered as the reasons were given for."""

    def require(lock: UnderLock) -> None:
        now = coverage_of(lock.transaction.tables, campaign)
        if now.uncovered != seen.uncovered:
            raise Conflict("Visits came meanwhile.", code=CHANGED, subject=campaign.campaign)

    return require


def _reasoned(reason: str, act: str) -> str:
    if not reason.strip():
        raise BadInput(f"请写明{act}的原因。", code="reason")
    return reason
