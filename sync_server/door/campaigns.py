"""Campaigns (专项督导) at the door of the units that they go to: self-checks and answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.campaigns.faults import plea_fault
from domain.campaigns.self_checks import SelfCheckState, self_check_state
from domain.clock import Clock, local_date
from domain.errors import BadInput, Conflict, NotFound
from domain.kinds.campaign.campaign import Campaign, CampaignSaid, Opinion, UnitSaid
from domain.kinds.campaign.carrying_out import Pleaded, SelfChecked, UnitSaidPrivate
from domain.kinds.campaign.course import CampaignState, UnitPlea
from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.kept_file import KeptFile
from domain.kinds.piece import OfficeBody
from sync_server.data.campaigns import rows
from sync_server.data.engine import Database
from sync_server.data.own.kept_files import file_content, keep_file
from sync_server.door.entering import Unit
from sync_server.files.attachments import attachment
from sync_server.ledger.append import CHANGED, OfficeEntry, UnderLock
from sync_server.ledger.committer import Committer
from sync_server.projection.chain_book import SERVER_ACCOUNT

OVER = "campaign_over_at_door"
"""Why nothing is taken of a unit any more: the campaign ended, or no longer goes there."""


@dataclass(frozen=True, slots=True)
class DoorCampaign:
    """A campaign as one of its units sees it: nothing of what others said, or who comes."""

    folded: Campaign
    unit: str
    today: str

    @property
    def campaign(self) -> str:
        """The campaign's id."""
        return self.folded.campaign

    @property
    def plan(self) -> CampaignSet:
        """Its plan."""
        return self.folded.plan

    @property
    def state(self) -> SelfCheckState:
        """Where the unit's self-check stands."""
        return self_check_state(self.folded, self.unit, self.today)

    @property
    def self_check(self) -> UnitSaid | None:
        """What the unit reported of itself."""
        return self.folded.self_checks.get(self.unit)

    @property
    def has_problems(self) -> bool | None:
        """Whether it reported problems; None where it reported nothing."""
        report = self.folded.self_checks.get(self.unit)
        return report.has_problems if report else None

    @property
    def urged(self) -> CampaignSaid | None:
        """That the office asked once more."""
        return self.folded.urged.get(self.unit)

    @property
    def opinion(self) -> Opinion | None:
        """What the unit was told first."""
        return self.folded.opinions.get(self.unit)

    @property
    def plea(self) -> UnitSaid | None:
        """What it answered to that."""
        return self.folded.pleas.get(self.unit)

    @property
    def outcome(self) -> UnitPlea | None:
        """Whether it had anything to say; None while it has not answered."""
        plea = self.folded.pleas.get(self.unit)
        return plea.outcome if plea else None

    @property
    def is_over(self) -> bool:
        """Whether nothing is taken any more."""
        return self.folded.state.is_over

    @property
    def takes_self_check(self) -> bool:
        """Whether the unit may report of itself now."""
        return self.state is not SelfCheckState.UNASKED and not self.is_over

    @property
    def takes_plea(self) -> bool:
        """Whether the unit may answer the opinion now."""
        at_work = self.folded.state in (CampaignState.RUNNING, CampaignState.REPORTING)
        return at_work and plea_fault(self.folded, self.unit, self.today) is None

    @property
    def is_waiting(self) -> bool:
        """Whether something is expected of the unit."""
        waits = self.takes_self_check and not self.state.is_reported
        return waits or (self.takes_plea and self.plea is None)

    @property
    def files(self) -> Sequence[KeptFile]:
        """What the unit put beside what it said."""
        said = (self.self_check, self.plea)
        return [file for each in said if each is not None for file in each.files]


@dataclass(frozen=True, slots=True)
class UnitsWord:
    """What a unit says of a campaign; ``seen`` is what stood there of its own before."""

    campaign: str
    seen: str
    text: str
    told_by: str
    files: Sequence[KeptFile] = ()


@dataclass(frozen=True, slots=True)
class CampaignsAtDoor:
    """Shows a unit its campaigns, and writes down what it says of itself, and to an opinion."""

    database: Database
    committer: Committer
    clock: Clock

    def of_unit(self, unit: Unit) -> Sequence[DoorCampaign]:
        """The unit's campaigns: what waits for it first, then the newest."""
        with self.database.session() as session:
            found = rows.of_unit(session, unit.district, unit.school_id)
        campaigns = [self._shown(row.folded, unit) for row in found]
        return sorted(campaigns, key=lambda each: not each.is_waiting)

    def campaign(self, unit: Unit, campaign: str) -> DoorCampaign:
        """One of them; NotFound for one that does not go to the unit."""
        with self.database.session() as session:
            row = rows.by_subject(session, campaign)
        return self._of_unit(row.folded if row else "", unit)

    def keep(self, name: str, raw: bytes) -> KeptFile:
        """The file, once its content is safe; BadInput (``file``) for what cannot be one."""
        file = attachment(name, raw)
        self.database.write(lambda found: keep_file(found.ledger, file.sha256, raw))
        return file

    def file(self, unit: Unit, campaign: str, sha256: str) -> tuple[KeptFile, bytes]:
        """A file that the unit gave with what now stands; NotFound for any other."""
        files = self.campaign(unit, campaign).files
        named = next((each for each in files if each.sha256 == sha256), None)
        with self.database.session() as session:
            content = file_content(session.connection(), sha256) if named else None
        if named is None or content is None:
            raise NotFound("The unit gave no such file.", sha256=sha256)
        return named, content

    def report(self, unit: Unit, word: UnitsWord, *, has_problems: bool) -> None:
        """What the unit found on itself, in place of what it reported before.

        Conflict where the campaign is over for it, or it has reported something else since.
        """

        def check(now: DoorCampaign) -> None:
            if not now.takes_self_check:
                raise Conflict("The campaign takes no self-check any more.", code=OVER)
            _require_seen(now.self_check, word)

        body = SelfChecked(
            unit=unit.school_id,
            reported_on=self._today,
            has_problems=has_problems,
            files=tuple(word.files),
        )
        self._write(unit, word, body, check)

    def plead(self, unit: Unit, word: UnitsWord, outcome: UnitPlea) -> None:
        """What the unit says to its opinion, in place of what it said before.

        BadInput (``outcome``) after the day until which it may, Conflict as for a report.
        """
        if fault := plea_fault(
            self.campaign(unit, word.campaign).folded, unit.school_id, self._today
        ):
            raise BadInput(fault.words, code=fault.field)

        def check(now: DoorCampaign) -> None:
            if not now.takes_plea:
                raise Conflict("The campaign takes no answer any more.", code=OVER)
            _require_seen(now.plea, word)

        body = Pleaded(
            unit=unit.school_id,
            pleaded_on=self._today,
            outcome=outcome,
            files=tuple(word.files),
        )
        self._write(unit, word, body, check)

    @property
    def _today(self) -> str:
        return local_date(self.clock()).isoformat()

    def _write(
        self,
        unit: Unit,
        word: UnitsWord,
        body: OfficeBody,
        check: Callable[[DoorCampaign], None],
    ) -> None:
        def requires(lock: UnderLock) -> None:
            folded = rows.folded(lock.transaction.tables, word.campaign)
            check(self._of_unit(folded, unit))

        private = UnitSaidPrivate(text=word.text, told_by=word.told_by)
        entry = OfficeEntry(body, private, word.campaign, requires=requires)
        self.committer.write(SERVER_ACCOUNT, [entry], unit.district)

    def _of_unit(self, folded: str, unit: Unit) -> DoorCampaign:
        """The campaign, where it goes to the unit; NotFound for any other."""
        found = self._shown(folded, unit) if folded else None
        if (
            found is None
            or found.folded.district != unit.district
            or unit.school_id not in found.plan.all_units
            or not found.folded.state.is_binding
        ):
            raise NotFound("No such campaign goes to the unit.")
        return found

    def _shown(self, folded: str, unit: Unit) -> DoorCampaign:
        return DoorCampaign(Campaign.model_validate_json(folded), unit.school_id, self._today)


def _require_seen(said: UnitSaid | None, word: UnitsWord) -> None:
    if (said.stamp.entry if said else "") != word.seen:
        raise Conflict("The unit has said something else meanwhile.", code=CHANGED)
