"""A paper of the office as a document, by its kind's template."""

from domain.kinds.office.template import DocumentKind
from sync_server.documents.contexts.papers import Paper, PaperFacts, paper
from sync_server.review.paper_pages import PaperPage

# What the office that inspects a district is called in full.
ORGAN = "人民政府教育督导委员会办公室"
UNNUMBERED = "（签发后编号）"


def document_of(page: PaperPage) -> DocumentKind:
    """Which document a paper is."""
    return DocumentKind(page.paper.paper_kind.value)


def issued_paper(page: PaperPage, district_name: str) -> Paper:
    """The document that the paper's page shows; a draft has no number and today's date."""
    shown = page.paper.issue
    facts = PaperFacts(
        organ=organ_of(district_name),
        number=shown.number if shown else UNNUMBERED,
        unit=page.printed.to,
        issued_on=shown.issued_on if shown else page.today,
        findings=[each.text or "（没有写明）" for each in page.findings],
        requirement=page.paper.requirement,
        due_on=page.paper.due_on or "",
        issuer=shown.signer if shown else "",
        original=page.before.number if page.before else "",
        background=page.paper.title,
    )
    return paper(document_of(page), facts)


def organ_of(district_name: str) -> str:
    """The office's name in full, from its district's."""
    return f"{district_name}{ORGAN}"
