"""A paper is signed under the log's lock: who may, whether it is due still, and its number."""

from dataclasses import dataclass
from datetime import date

from domain.clock import local_date, parse_instant
from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.kinds.author import Author
from domain.kinds.office.series import MAX_SERIAL
from domain.kinds.paper.builder import Paper
from domain.kinds.paper.content import PaperFinding
from domain.kinds.paper.issuing import PaperIssued
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.server import ServerRestored
from domain.paper.numbers import number_of, numbering_of, series_of
from domain.words.values import label
from sync_server.data.papers import rows as papers
from sync_server.data.seats.rows import author_in
from sync_server.ledger.append import UnderLock


@dataclass(frozen=True, slots=True)
class OpenFindings:
    """That each of these findings is still to be put right, asked again under the lock."""

    findings: tuple[PaperFinding, ...]

    def __call__(self, lock: UnderLock) -> None:
        """Conflict (``finding_closed``) where one was put right or ended meanwhile."""
        named = {(each.visit, each.finding_id) for each in self.findings}
        if named - papers.open_among(lock.transaction.tables, named):
            raise Conflict("A finding was put right meanwhile.", code="finding_closed")


@dataclass(frozen=True, slots=True)
class UnnumberedIssue:
    """All that signing a paper says but its number; called under the lock, it is the whole body.

    ``number`` is what was typed where the registry assigns the numbers, else empty.
    """

    account: str
    paper: str
    issued_on: str
    number: str = ""
    is_signed_on_paper: bool = False

    def __call__(self, lock: UnderLock) -> PaperIssued:
        """The signing, with the next number of its kind and year.

        NotFound for a paper that is not there, Conflict where the account may not sign it (codes
        of ``SignRefusal``) or a finding was put right meanwhile, and as ``_number`` says.
        """
        tables = lock.transaction.tables
        text = papers.folded_paper(tables, self.paper)
        if text is None:
            raise NotFound("There is no such paper.", paper=self.paper)
        paper = Paper.model_validate_json(text)
        require_may_sign(lock, self._author(lock), paper)
        OpenFindings(paper.findings)(lock)
        number, serial = self._number(lock, paper.paper_kind)
        return PaperIssued(
            paper_kind=paper.paper_kind,
            number=number,
            serial=serial,
            issued_on=self.issued_on,
            is_signed_on_paper=self.is_signed_on_paper,
        )

    def _author(self, lock: UnderLock) -> Author:
        today = local_date(lock.now).isoformat()
        found = author_in(lock.transaction.tables, self.account, lock.district, today)
        if found is None:
            raise NotAllowed("This account has no active place here.", account=self.account)
        return found

    def _number(self, lock: UnderLock, paper_kind: PaperKind) -> tuple[str, int | None]:
        """The number, and which of its series it is.

        BadInput where the year is not there yet, or a typed number is missing or taken; and as
        ``next_serial`` says.
        """
        year = date.fromisoformat(self.issued_on).year
        if year > local_date(lock.now).year:
            raise BadInput("签发日期的年份还没有到，请核对。", code="issued_on")
        tables = lock.transaction.tables
        rule = papers.signatories(tables, lock.district).rule
        name = papers.district_name(tables, lock.district)
        numbering = numbering_of(rule, paper_kind, name)
        if numbering.is_typed:
            return _typed(lock, self.number), None
        serial = next_serial(lock, paper_kind, year)
        # A number that was typed once is not given again.
        while _is_taken(lock, number_of(numbering.prefix, year, serial)):
            serial += 1
        return number_of(numbering.prefix, year, serial), serial


def require_may_sign(lock: UnderLock, author: Author, paper: Paper) -> None:
    """Conflict, with the code of a ``SignRefusal``, unless the author may sign the paper today."""
    signing = papers.signatories(lock.transaction.tables, lock.district)
    today = local_date(lock.now).isoformat()
    refusal = signing.refusal(author.account, author.role, paper.drafted.account, today)
    if refusal is not None:
        raise Conflict(label(refusal), code=refusal.value)


def next_serial(lock: UnderLock, paper_kind: PaperKind, year: int) -> int:
    """The number after the last one that the kind has in the year, or that the office stated.

    Conflict (``series_unknown``) where the server went on from a backup since, and nobody has
    stated yet which number was the last: those given after the backup are forgotten here.
    Conflict (``series_full``) behind the last possible number.
    """
    tables, series = lock.transaction.tables, series_of(paper_kind, year)
    stated = papers.stated_series(tables, lock.district).get(series)
    if is_forgotten(lock, year, stated.position if stated else None):
        raise Conflict("Nobody stated this series' last number.", code="series_unknown", year=year)
    given = (each for each in lock.earlier if isinstance(each, PaperIssued))
    written = [
        each.serial or 0 for each in given if each.paper_kind is paper_kind and each.year == year
    ]
    last = papers.last_serial(tables, lock.district, paper_kind.value, year)
    serial = max(last, stated.last if stated else 0, *written) + 1
    if serial > MAX_SERIAL:
        raise Conflict("This series has no number left.", code="series_full", year=year)
    return serial


def is_forgotten(lock: UnderLock, year: int, stated_at: int | None) -> bool:
    """Whether numbers of the year may have been given that this server knows nothing of.

    ``stated_at`` is the position at which the office last stated the series.
    """
    restored = papers.last_restore(lock.transaction.tables, ServerRestored.kind)
    if restored is None or year > local_date(parse_instant(restored.accepted_at)).year:
        return False
    return stated_at is None or stated_at < restored.position


def _typed(lock: UnderLock, number: str) -> str:
    """The number as it was typed; BadInput where there is none, or another paper has it."""
    if not number:
        raise BadInput("请填写文号：这一种文书的文号由单位登记簿编定。", code="number")
    if _is_taken(lock, number):
        raise BadInput(f"文号 {number} 已经用过，请核对。", code="number")
    return number


def _is_taken(lock: UnderLock, number: str) -> bool:
    written = {each.number for each in lock.earlier if isinstance(each, PaperIssued)}
    tables = lock.transaction.tables
    return number in written or papers.is_number_taken(tables, lock.district, number)
