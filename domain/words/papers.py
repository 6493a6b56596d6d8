"""What policy papers and the files beside them are called, and what comes in at the door."""

from collections.abc import Mapping
from enum import StrEnum

from domain.kinds.office.policy import FileKind, PolicyCategory
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
}
