"""What policy papers, the files beside them, and the documents made as Word files are called."""

from collections.abc import Mapping
from enum import StrEnum

from domain.kinds.office.policy import FileKind, PolicyCategory
from domain.kinds.office.template import DocumentKind
from domain.words.door import DOOR

PAPERS: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    **DOOR,
    FileKind: {
        FileKind.PDF: "PDF 文件",
        FileKind.DOCX: "Word 文件",
        FileKind.PNG: "PNG 图片",
        FileKind.JPEG: "JPEG 图片",
        FileKind.WEBP: "WebP 图片",
    },
    PolicyCategory: {
        PolicyCategory.LAW: "法律法规",
        PolicyCategory.RULE: "规章制度",
        PolicyCategory.NOTICE: "通知文件",
        PolicyCategory.HANDBOOK: "工作手册",
    },
    DocumentKind: {
        DocumentKind.RECTIFICATION: "整改通知书",
        DocumentKind.TIP: "工作提示",
        DocumentKind.SUPERVISION: "督办函",
        DocumentKind.TALK: "约谈通知",
        DocumentKind.CIRCULAR: "督导通报",
        DocumentKind.CONSULTATION: "协商意见书",
        DocumentKind.OPINION: "督导意见书",
        DocumentKind.FOLLOW_UP: "回访复查记录",
        DocumentKind.RECORD: "随访督导记录表",
        DocumentKind.LESSON: "听课记录表",
    },
}
