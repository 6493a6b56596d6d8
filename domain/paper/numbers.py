"""How the office's papers are numbered (文号): one series for each kind and year."""

from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.signing import PaperNumbering, SigningSet
from domain.words.paper_texts import PREFIXES


def series_of(paper_kind: PaperKind, year: int) -> str:
    """The series in which the papers of a kind and year are numbered."""
    return f"{paper_kind.value}-{year}"


def numbering_of(
    rule: SigningSet | None, paper_kind: PaperKind, district_name: str
) -> PaperNumbering:
    """How papers of the kind are numbered, with the prefix that holds."""
    said = rule.numbering if rule else ()
    found = next((each for each in said if each.paper_kind is paper_kind), None)
    usual = f"{district_name[:1]}{PREFIXES[paper_kind]}"
    if found is None:
        return PaperNumbering(paper_kind=paper_kind, prefix=usual)
    return found if found.prefix else found.model_copy(update={"prefix": usual})


def number_of(prefix: str, year: int, serial: int) -> str:
    """The 文号 of a year's paper, such as 万教督整〔2026〕7号."""
    return f"{prefix}〔{year}〕{serial}号"
