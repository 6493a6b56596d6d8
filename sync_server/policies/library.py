"""The policy library: papers put in, taken out, given to phones, and who has read them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.errors import BadInput, NotFound
from domain.kinds.office.policy import PolicySection, PolicySet
from domain.register.in_use import is_in_use
from sync_server.data import policies as rows
from sync_server.data.engine import Database
from sync_server.data.policies import Reader

# A line holds 64 KB, and a character of Chinese takes three bytes of it.
MOST_BYTES_OF_A_PART = 40_000
MOST_CHARACTERS_OF_A_SECTION = 6_000
MOST_CHARACTERS = 600_000
_HEADING_MARKS = ("# ", "## ", "### ")


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper of the library: its facts, and who has read it as it now stands."""

    facts: PolicySet
    is_whole: bool
    readers: tuple[Reader, ...]


class Policies:
    """Reads the library of a district."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def text(self, sha256: str, district: str) -> str:
        """The text of one part by its hash; NotFound where the district has none such."""
        with self._database.session() as session:
            found = rows.text(session, sha256, district)
        if found is None:
            raise NotFound("没有这份文件，请先同步。", code="policy_unknown", sha256=sha256)
        return found

    def listed(self, district: str, today: str) -> list[Listed]:
        """The papers in use on this local day, by id.

        Those that only have parts left of an older one are whole.
        """
        with self._database.session() as session:
            parts = rows.parts(session, district)
            readers = rows.readers(session, district)
        by_id: dict[str, list[tuple[PolicySet, str]]] = {}
        for facts, sha256 in parts:
            if is_in_use(facts, today) and facts.part <= facts.parts:
                by_id.setdefault(facts.policy_id, []).append((facts, sha256))
        return [_listed(found, readers) for found in by_id.values()]

    def publication(self, district: str, facts: PolicySet, text: str) -> list[PolicySet]:
        """The entries that put the paper in place of what the library has under its id."""
        new = paper(facts, text)
        surplus = [part for part in self._in_use(district, facts.policy_id) if part.part > len(new)]
        return [*new, *(part.model_copy(update={"is_active": False}) for part in surplus)]

    def withdrawal(self, district: str, policy_id: str) -> list[PolicySet]:
        """The entries that take the paper out; NotFound when the library has none such in use."""
        parts = self._in_use(district, policy_id)
        if not parts:
            raise NotFound(f"文件库里没有 {policy_id}。", code="policy_unknown")
        return [part.model_copy(update={"is_active": False}) for part in parts]

    def _in_use(self, district: str, policy_id: str) -> list[PolicySet]:
        with self._database.session() as session:
            found = rows.parts(session, district)
        return [facts for facts, _ in found if facts.policy_id == policy_id and facts.is_active]


def _listed(parts: Sequence[tuple[PolicySet, str]], readers: Sequence[Reader]) -> Listed:
    facts = parts[0][0]
    now = ",".join(sha256 for _, sha256 in parts)
    return Listed(
        facts,
        is_whole=[each.part for each, _ in parts] == list(range(1, facts.parts + 1)),
        readers=tuple(rows.counted(facts, now, readers)),
    )


def paper(facts: PolicySet, text: str) -> list[PolicySet]:
    """The entries of a paper of this text, in as many parts as it takes.

    A line that begins with ``#`` heads a section. BadInput for a text without words, or one of
    more than 600,000 characters.
    """
    if not text.strip():
        raise BadInput("文件里没有文字。", code="policy_empty")
    if len(text) > MOST_CHARACTERS:
        raise BadInput(
            f"文件有 {len(text)} 字，太长了；请分成几份，每份不超过 60 万字。",
            code="policy_too_long",
        )
    parts = list(_parts(_sections(text)))
    return [
        facts.model_copy(update={"part": number, "parts": len(parts), "sections": sections})
        for number, sections in enumerate(parts, start=1)
    ]


def _sections(text: str) -> Iterator[PolicySection]:
    """The sections of a text, a long one in pieces of which only the first has the heading."""
    heading, lines = "", list[str]()
    for line in [*text.replace("\r\n", "\n").split("\n"), None]:
        is_heading = line is not None and line.startswith(_HEADING_MARKS)
        if line is not None and not is_heading:
            lines.append(line)
            continue
        body = "\n".join(lines).strip()
        if body or heading:
            yield from _pieces(heading, body)
        heading, lines = (line or "").lstrip("#").strip()[:200], []


def _pieces(heading: str, body: str) -> Iterator[PolicySection]:
    for start in range(0, max(len(body), 1), MOST_CHARACTERS_OF_A_SECTION):
        piece = body[start : start + MOST_CHARACTERS_OF_A_SECTION]
        yield PolicySection(heading=heading if start == 0 else "", text=piece)


def _parts(sections: Iterator[PolicySection]) -> Iterator[tuple[PolicySection, ...]]:
    part, size = list[PolicySection](), 0
    for section in sections:
        bytes_more = len(section.model_dump_json().encode())
        if part and size + bytes_more > MOST_BYTES_OF_A_PART:
            yield tuple(part)
            part, size = [], 0
        part.append(section)
        size += bytes_more
    yield tuple(part)
