"""Builders of the office's papers: what the workbook lists of them, and the texts' bytes."""

from typing import TypeAlias

from domain.kinds.office.policy import PolicyCategory, PolicySection
from domain.trail.line import sha256_hex
from domain.wire.messages import PolicyText
from domain.wire.workbook import WorkbookPolicy

Paper: TypeAlias = list[tuple[WorkbookPolicy, bytes]]


def a_paper(
    policy_id: str = "paper-1", *texts: tuple[PolicySection, ...], **fields: object
) -> Paper:
    """A paper of one part for each text, one of a single section unless given."""
    parts = texts or ((PolicySection(heading="第一条", text="督学进校应当出示督学证。"),),)
    facts = {
        "title": "责任督学工作规则",
        "number": "万督〔2026〕3 号",
        "organ": "万山区督导室",
        "issued_on": "2026-03-01",
        "category": PolicyCategory.RULE,
        **fields,
    }
    made: Paper = []
    for number, sections in enumerate(parts, start=1):
        text = PolicyText(sections=sections).model_dump_json().encode()
        listed = WorkbookPolicy.model_validate(
            {
                "policy_id": policy_id,
                "part": number,
                "parts": len(parts),
                "sha256": sha256_hex(text),
                "size_bytes": len(text),
                **facts,
            }
        )
        made.append((listed, text))
    return made


def section(heading: str, text: str) -> PolicySection:
    """One section of a paper."""
    return PolicySection(heading=heading, text=text)
