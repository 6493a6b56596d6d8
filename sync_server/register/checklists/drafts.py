"""Checklists that somebody is writing: kept with every step, until they are published.

Each account writes its own draft of a checklist; who else is writing one is said, and what they
publish first is told before anything is published over it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from domain.clock import Clock, format_instant
from domain.errors import Conflict, NotFound
from domain.ids import uuid7
from domain.plain_text import plain_copy
from domain.register.drafting.draft import Draft
from sync_server.data.engine import Database, Transaction
from sync_server.data.own import checklist_drafts as rows
from sync_server.data.tables import ChecklistDraftRow

GONE, ELSEWHERE = "no_draft", "draft_changed"


@dataclass(frozen=True, slots=True)
class Held:
    """A draft as it stands: its name, and the revision that a saving must have seen."""

    name: str
    revision: int
    draft: Draft
    changed_at: str

    @classmethod
    def of(cls, row: ChecklistDraftRow) -> "Held":
        """What a row holds."""
        draft = Draft.model_validate_json(row.content)
        return cls(row.draft, row.revision, draft, row.changed_at)


@dataclass(frozen=True, slots=True)
class Begun:
    """That somebody is writing a checklist, and when they last did."""

    name: str
    account: str
    checklist_id: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class Drafts:
    """Keeps the drafts of a district's office."""

    database: Database
    clock: Clock

    def begin(self, draft: Draft, whose: tuple[str, str]) -> Held:
        """Hold the draft for an account of a district; what it is writing of this stays instead."""
        account, district = whose
        row = ChecklistDraftRow(
            draft=uuid7(),
            account=account,
            district=district,
            checklist_id=draft.checklist_id,
            revision=1,
            content=draft.model_dump_json(),
            changed_at=self._now(),
        )

        def work(found: Transaction) -> ChecklistDraftRow:
            stood = rows.begun(found.ledger, draft.checklist_id, account)
            if stood is None:
                rows.keep(found.ledger, row)
            return stood or row

        return Held.of(self.database.write(work))

    def opened(self, name: str, account: str) -> Held:
        """The account's draft; NotFound where it is published, given up, or somebody else's."""
        with self.database.reading_ledger() as found:
            row = rows.opened(found.ledger, name, account)
        if row is None:
            raise NotFound("There is no such draft.", code=GONE, draft=name)
        return Held.of(row)

    def begun(self, district: str) -> list[Begun]:
        """Who is writing which of the district's checklists, the newest first."""
        with self.database.reading_ledger() as found:
            told = rows.of_district(found.ledger, district)
        return [
            Begun(each["draft"], each["account"], each["checklist_id"], each["changed_at"])
            for each in told
        ]

    def save(
        self, name: str, account: str, revision: int, change: Callable[[Draft], Draft]
    ) -> None:
        """Change the draft as it was seen; Conflict where it was changed in another window.

        NotFound where it is gone, and whatever the change raises.
        """

        def work(found: Transaction) -> None:
            row = rows.opened(found.ledger, name, account)
            if row is None:
                raise NotFound("There is no such draft.", code=GONE, draft=name)
            changed = plain_copy(change(Held.of(row).draft))
            row.content, row.changed_at = changed.model_dump_json(), self._now()
            if not rows.save(found.ledger, row, revision):
                raise Conflict("The draft was changed in another window.", code=ELSEWHERE)

        self.database.write(work)

    def drop(self, name: str, account: str) -> None:
        """Let go of the draft."""
        self.database.write(lambda found: rows.drop(found.ledger, name, account))

    def _now(self) -> str:
        return format_instant(self.clock())
