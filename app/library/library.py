"""What an inspector reads offline: the office's papers (3-08, 0-01) and the built-in handbook."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from app.store import policies
from app.store.journal import Journal
from app.store.store import Store
from domain.errors import Conflict, NotFound
from domain.kinds.office.policy import PolicyCategory, PolicyRead, PolicySection
from domain.wire.workbook import WorkbookPolicy

# Two or three screens of text: what is drawn at once stays small however long a paper is.
PAGE_CHARACTERS = 2400
AROUND_A_HIT = 24

Sections = tuple[PolicySection, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the office: what it is, whether its whole text is here, whether it was read."""

    policy_id: str
    title: str
    number: str
    organ: str
    issued_on: str | None
    category: PolicyCategory
    theme_ids: tuple[str, ...]
    must_be_read: bool
    is_read: bool
    is_here: bool
    hashes: tuple[str, ...]


class Chapter(BaseModel):
    """One chapter of the handbook that comes with the app."""

    model_config = ConfigDict(frozen=True)

    key: str
    title: str
    summary: str
    sections: Sections


class Handbook(BaseModel):
    """The handbook that comes with the app."""

    model_config = ConfigDict(frozen=True)

    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Where the words were found: a paper or a chapter, and the words around them."""

    found: Paper | Chapter
    around: str


class Library:
    """The papers of one account on this phone. All calls block."""

    def __init__(self, store: Store, journal: Journal, account: str, assets: Path) -> None:
        self._store = store
        self._journal = journal
        self._account = account
        self._assets = assets

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The handbook's chapters, always here."""
        raw = (self._assets / "handbook.json").read_bytes()
        return Handbook.model_validate_json(raw).chapters

    def chapter(self, key: str) -> Chapter | None:
        """One chapter of the handbook; None where there is none such."""
        return next((each for each in self.chapters if each.key == key), None)

    def papers(self, theme_id: str | None = None) -> list[Paper]:
        """The office's papers: the theme's first, then what must still be read, then the newest."""
        with self._store.database.read() as transaction:
            workbook = self._store.workbooks.get(transaction, self._account)
            held = policies.held(transaction, self._account)
            read = policies.read_hashes(transaction, self._account)
        gathered = gather(workbook.policies if workbook else (), held, read)
        gathered.sort(key=lambda each: each.issued_on or "", reverse=True)
        return sorted(gathered, key=lambda each: _order(each, theme_id))

    def to_read(self) -> list[Paper]:
        """The papers that the office wants read and that were not confirmed yet."""
        return [each for each in self.papers() if each.must_be_read and not each.is_read]

    def paper(self, policy_id: str) -> Paper | None:
        """One paper; None when the office does not list it any more."""
        return next((each for each in self.papers() if each.policy_id == policy_id), None)

    def sections(self, paper: Paper) -> Sections:
        """The paper's text, of as many of its parts as are here, in their order."""
        with self._store.database.read() as transaction:
            texts = policies.texts(transaction, self._account, paper.hashes)
        parts = (texts[sha].sections for sha in paper.hashes if sha in texts)
        return tuple(section for sections in parts for section in sections)

    def mark_read(self, policy_id: str) -> None:
        """Write that the paper was read to its end, once; Conflict before its text is all here."""
        paper = self.paper(policy_id)
        if paper is None:
            raise NotFound("督导室已经撤下这份文件，不用再确认。", code="paper_unknown")
        if paper.is_read:
            return
        if not paper.is_here:
            words = "这份文件还没有全部下载到本机，联网同步后再确认。"
            raise Conflict(words, code="paper_not_here")
        body = PolicyRead(policy_id=policy_id, sha256=paper.hashes)
        with self._store.database.write() as transaction:
            self._journal.write(transaction, body)

    def find(self, words: str) -> list[Hit]:
        """Papers and chapters whose title, 文号 or text has the words; titles come first."""
        wanted = plain(words.strip())
        if not wanted:
            return []
        found: list[tuple[bool, Hit]] = []
        for paper in self.papers():
            head = f"{paper.title} {paper.number} {paper.organ}"
            found += _hit(paper, head, self.sections(paper), wanted)
        for chapter in self.chapters:
            found += _hit(chapter, chapter.title, chapter.sections, wanted)
        return [hit for in_text, hit in sorted(found, key=lambda pair: pair[0])]


def gather(listed: Iterable[WorkbookPolicy], held: set[str], read: set[str]) -> list[Paper]:
    """The papers whose parts are listed, each once."""
    parts: dict[str, list[WorkbookPolicy]] = {}
    for each in listed:
        parts.setdefault(each.policy_id, []).append(each)
    return [_paper(sorted(each, key=lambda one: one.part), held, read) for each in parts.values()]


def _paper(parts: Sequence[WorkbookPolicy], held: set[str], read: set[str]) -> Paper:
    first, hashes = parts[0], tuple(each.sha256 for each in parts)
    return Paper(
        policy_id=first.policy_id,
        title=first.title,
        number=first.number,
        organ=first.organ,
        issued_on=first.issued_on,
        category=first.category,
        theme_ids=first.theme_ids,
        must_be_read=first.must_be_read,
        is_read=all(each.is_read or each.sha256 in read for each in parts),
        is_here=len(parts) == first.parts and held.issuperset(hashes),
        hashes=hashes,
    )


def _order(paper: Paper, theme_id: str | None) -> tuple[bool, bool]:
    return theme_id not in paper.theme_ids, not paper.must_be_read or paper.is_read


def pages_of(sections: Sections, most: int = PAGE_CHARACTERS) -> list[Sections]:
    """The text in pages of whole sections, none over ``most`` characters unless one section is."""
    pages: list[list[PolicySection]] = []
    length = most
    for section in sections:
        if length + len(section.text) > most or not pages:
            pages.append([])
            length = 0
        pages[-1].append(section)
        length += len(section.text)
    return [tuple(page) for page in pages]


def plain(text: str) -> str:
    """The text for finding in it: full-width letters and digits as narrow ones, no capitals."""
    return unicodedata.normalize("NFKC", text).casefold()


def _hit(
    found: Paper | Chapter, head: str, sections: Sections, wanted: str
) -> list[tuple[bool, Hit]]:
    if wanted in plain(head):
        return [(False, Hit(found, ""))]
    for section in sections:
        text = plain(f"{section.heading} {section.text}").replace("\n", " ")
        at = text.find(wanted)
        if at >= 0:
            start, end = max(0, at - AROUND_A_HIT), at + len(wanted) + AROUND_A_HIT
            around = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
            return [(True, Hit(found, around))]
    return []
