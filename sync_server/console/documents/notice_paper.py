"""A notice as the document 整改通知书."""

from domain.kinds.office.template import DocumentKind
from sync_server.documents.contexts.papers import Paper, PaperFacts, paper
from sync_server.review.notice_pages import NoticePage

# What the office that inspects a district is called in full.
ORGAN = "人民政府教育督导委员会办公室"


def notice_paper(page: NoticePage, district_name: str) -> Paper:
    """The 整改通知书 that the notice's page shows."""
    notice = page.notice
    facts = PaperFacts(
        organ=organ_of(district_name),
        number=notice.number,
        unit=page.names.school(notice.school_id),
        issued_on=notice.issued_on,
        findings=[each.text or "（没有写明）" for each in page.findings],
        requirement=notice.requirement,
        due_on=notice.due_on,
        issuer=notice.issuer,
    )
    return paper(DocumentKind.RECTIFICATION, facts)


def organ_of(district_name: str) -> str:
    """The office's name in full, from its district's."""
    return f"{district_name}{ORGAN}"
