"""Entries of the Word templates by which the office's documents are made."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Label, OfficeBody, Piece
from domain.trail.line import Sha256Hex


class DocumentKind(StrEnum):
    """What is made as a Word file: the seven kinds of papers, the forms of a visit, summaries,
    reports."""

    RECTIFICATION = "rectification"
    TIP = "tip"
    SUPERVISION = "supervision"
    TALK = "talk"
    CIRCULAR = "circular"
    CONSULTATION = "consultation"
    OPINION = "opinion"
    FOLLOW_UP = "follow_up"
    RECORD = "record"
    LESSON = "lesson"
    MONTH_SUMMARY = "month_summary"
    TERM_SUMMARY = "term_summary"
    INSPECTOR_MONTH = "inspector_month"
    WORKLOAD = "workload"
    BOARD = "board"
    CAMPAIGN_REPORT = "campaign_report"


class TemplateFile(Piece):
    """An office's own template; its content is kept by the server under its hash."""

    name: Label = Field(title="文件名")
    sha256: Sha256Hex = Field(title="校验值")
    size_bytes: Annotated[int, Field(ge=1, le=5_000_000, title="字节数")]


class TemplateSet(OfficeBody, title="文书模板"):
    """By which template a document is made from now on; without a file by the built-in one."""

    kind: ClassVar[str] = "template.set"

    document: DocumentKind = Field(title="文书")
    file: TemplateFile | None = Field(default=None, title="本单位模板")


sets("template", TemplateSet, "设置文书模板", LEADING, lambda body: body.document.value)
