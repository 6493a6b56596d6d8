"""The policy library as the office keeps it in the browser: papers, their versions and readers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.clock import Clock, local_date
from domain.errors import BadInput, NotFound
from domain.ids import uuid7
from domain.kinds.author import INSPECTING
from domain.kinds.kept_file import KeptFile
from domain.kinds.office.policy import PolicySet
from domain.register.in_use import is_in_use
from sync_server.access.viewer import Viewer
from sync_server.data import policies as rows
from sync_server.data import register
from sync_server.data.engine import Database
from sync_server.data.own.kept_files import file_content, keep_file
from sync_server.data.policies import Reader
from sync_server.data.subjects import versions_called
from sync_server.data.tables import PersonRow
from sync_server.files.attachments import attachment
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.policies.library import Policies
from sync_server.policies.receipts import (
    PaperVersion,
    Receipt,
    parts_in,
    receipts,
    versions,
)

MOST_FILES = 5
ONLY_ATTACHED = "全文在附件里，请在督导室的网页上查看或下载：{}。"

Write = Callable[[Sequence[OfficeEntry]], object]
"""Writes register entries in the name of who keeps the library."""


@dataclass(frozen=True, slots=True)
class ShelvedPaper:
    """A paper, in use or not: its facts, and who has read it as it now stands."""

    facts: PolicySet
    readers: Sequence[Reader]
    wanted: int
    is_in_use: bool

    @property
    def policy_id(self) -> str:
        """What the office calls it."""
        return self.facts.policy_id


def code_of(policy_id: str) -> str:
    """What the register calls the first part, which stands for the paper."""
    return f"{policy_id}/1"


@dataclass(frozen=True, slots=True)
class PolicyDesk:
    """Reads and writes the library of the viewer's district."""

    database: Database
    clock: Clock
    library: Policies

    def _today(self) -> str:
        return local_date(self.clock()).isoformat()

    def papers(self, viewer: Viewer) -> list[ShelvedPaper]:
        """Every paper, those in use first, then by the day they were issued, the newest first."""
        viewer.require_register()
        with self.database.session() as session:
            parts = rows.parts(session, viewer.district)
            readers = rows.readers(session, viewer.district)
            people = register.people(session, viewer.district)
            wanted = len(_to_read(people, self._today()))
        by_id: dict[str, list[tuple[PolicySet, str]]] = {}
        for facts, sha256 in parts:
            by_id.setdefault(facts.policy_id, []).append((facts, sha256))
        today = local_date(self.clock()).isoformat()
        found = [_shelved(some, readers, wanted, today) for some in by_id.values()]
        found.sort(key=lambda each: each.facts.issued_on or "", reverse=True)
        return sorted(found, key=lambda each: not each.is_in_use)

    def paper(self, viewer: Viewer, policy_id: str) -> ShelvedPaper:
        """One paper; NotFound where the district has none such."""
        for each in self.papers(viewer):
            if each.policy_id == policy_id:
                return each
        raise NotFound("There is no such paper.", code="policy_unknown", policy=policy_id)

    def seen(self, viewer: Viewer, policy_id: str) -> str:
        """The version in which the paper is seen now; ``NEW`` where there is none."""
        with self.database.session() as session:
            versions = versions_called(session.connection(), viewer.district)
        return versions.get(("policy", code_of(policy_id)), NEW)

    def versions(self, viewer: Viewer, policy_id: str) -> list[PaperVersion]:
        """Every version there was, the newest first."""
        return versions(self.database, viewer, policy_id)

    def receipts(self, viewer: Viewer, policy_id: str = "") -> list[Receipt]:
        """Who should read the paper and who has; without one it is all that are to be read."""
        return receipts(self.database, viewer, local_date(self.clock()), policy_id)

    def version(self, viewer: Viewer, policy_id: str, number: int) -> PolicySet:
        """The paper in a version, counted from 1, with all its text; NotFound without one."""
        viewer.require_register()
        with self.database.session() as session:
            said = rows.said_of_part(session, viewer.district, policy_id, 1)
            if not 0 < number <= len(said):
                raise NotFound("There is no such version.", code="policy_unknown")
            parts = parts_in(session, viewer.district, said, number)
        sections = tuple(section for part in parts for section in part.sections)
        return parts[0].model_copy(update={"sections": sections})

    def text(self, viewer: Viewer, policy_id: str) -> str:
        """The paper's text as it is typed."""
        viewer.require_register()
        with self.database.session() as session:
            return text_of(rows.whole_parts(session, viewer.district, policy_id))

    def file(self, viewer: Viewer, policy_id: str, sha256: str) -> tuple[KeptFile, bytes]:
        """A file that any version of the paper names, with its content; NotFound without one."""
        viewer.require_register()
        with self.database.session() as session:
            said = rows.said_of_part(session, viewer.district, policy_id, 1)
            named = (each for one in said for each in one.body.files)
            found = next((each for each in named if each.sha256 == sha256), None)
            content = file_content(session.connection(), sha256) if found else None
        if found is None or content is None:
            raise NotFound("There is no such file.", code="policy_unknown", sha256=sha256)
        return found, content

    def put(
        self, viewer: Viewer, write: Write, facts: PolicySet, text: str | None, seen: str
    ) -> None:
        """Set the paper and its text, over the version that was seen (``NEW``: it is new).

        Without a text (None), or with the same one, that stays as it is, and so does who has
        read it. BadInput (``text``) for a text that can be none, Conflict where the paper has
        changed since.
        """
        viewer.require_set_register()
        with self.database.session() as session:
            stood = rows.whole_parts(session, viewer.district, facts.policy_id)
        if stood and text in (None, text_of(stood)):
            kept = {"part", "parts", "sections"}
            parts = [facts.model_copy(update=_of(each, kept)) for each in stood]
        else:
            parts = self._published(viewer, facts, text or "")
        with self.database.session() as session:
            versions = versions_called(session.connection(), viewer.district)
        write([_entry(part, versions, seen) for part in parts])

    def _published(self, viewer: Viewer, facts: PolicySet, text: str) -> list[PolicySet]:
        try:
            return self.library.publication(viewer.district, facts, text)
        except BadInput as error:
            raise BadInput(error.message, code="text") from error

    def attach(self, viewer: Viewer, write: Write, name: str, raw: bytes, to: "Attaching") -> str:
        """Put a file beside a paper, or begin a paper with it; what the paper is called.

        BadInput (``file``) for what may be none, or where there are five already.
        """
        viewer.require_set_register()
        file = attachment(name, raw)
        stood = self.paper(viewer, to.policy_id).facts if to.policy_id else None
        others = [each for each in stood.files if each.name != file.name] if stood else []
        if len(others) >= MOST_FILES:
            raise BadInput(f"一份文件最多 {MOST_FILES} 个附件，请先去掉不用的。", code="file")
        text = to.text or (None if stood else ONLY_ATTACHED.format(file.name))
        title = file.name.rpartition(".")[0]
        facts = stood or PolicySet(policy_id=uuid7(), title=title)
        facts = facts.model_copy(update={"files": (*others, file)})
        self.database.write(lambda found: keep_file(found.ledger, file.sha256, raw))
        self.put(viewer, write, facts, text, to.seen if stood else NEW)
        return facts.policy_id


class Attaching(NamedTuple):
    """What a file is put beside: a paper in the version that was seen, or none.

    ``text`` takes the place of the paper's where there is any.
    """

    policy_id: str = ""
    seen: str = NEW
    text: str = ""


def text_of(parts: Sequence[PolicySet]) -> str:
    """The text of these parts as it is typed: a heading begins with ``#``."""
    sections = (each for part in parts for each in part.sections)
    pieces = [f"# {each.heading}\n{each.text}" if each.heading else each.text for each in sections]
    return "\n".join(pieces)


def _of(part: PolicySet, names: set[str]) -> dict[str, object]:
    return {name: getattr(part, name) for name in names}


def _entry(part: PolicySet, versions: Mapping[tuple[str, str], str], seen: str) -> OfficeEntry:
    if part.part == 1:
        return OfficeEntry(part, expects=seen)
    files: tuple[KeptFile, ...] = ()
    return OfficeEntry.seen(part.model_copy(update={"files": files}), versions)


def _to_read(people: Sequence[PersonRow], today: str) -> list[PersonRow]:
    return [row for row in people if is_in_use(row, today) and row.role in INSPECTING]


def _shelved(
    parts: Sequence[tuple[PolicySet, str]], readers: Sequence[Reader], wanted: int, today: str
) -> ShelvedPaper:
    facts = parts[0][0]
    now = ",".join(sha256 for each, sha256 in parts if each.part <= facts.parts)
    mine = rows.counted(facts, now, readers)
    return ShelvedPaper(facts, mine, wanted, is_in_use(facts, today))
