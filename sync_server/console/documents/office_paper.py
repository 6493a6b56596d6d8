"""A paper of the office as the document of its kind."""

from domain.kinds.office.template import DocumentKind
from sync_server.documents.contexts.papers import Paper, PaperFacts, organ_of, paper
from sync_server.review.paper_pages import PaperPage

UNNUMBERED = "（签发后编号）"


def office_paper(page: PaperPage, district_name: str, code: str) -> tuple[DocumentKind, Paper]:
    """The document that the paper's page shows; a draft has no number yet, and today's date.

    ``code`` is what the unit types at its door to sign for it.
    """
    said, issue = page.paper, page.paper.issue
    facts = PaperFacts(
        organ=organ_of(district_name),
        number=issue.number if issue else UNNUMBERED,
        unit=page.printed.to,
        issued_on=issue.issued_on if issue else page.today,
        findings=[each.text or "（没有写明）" for each in page.findings],
        requirement=said.requirement,
        due_on=said.due_on or "",
        issuer=issue.signer if issue else "",
        code=code if issue else "",
        original=page.before.number if page.before else "",
    )
    document = DocumentKind(said.paper_kind.value)
    return document, paper(document, facts)
