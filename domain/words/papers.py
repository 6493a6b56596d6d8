"""The words of the office's papers, of policies, of the files beside them, and of documents."""

from collections.abc import Mapping
from enum import StrEnum

from domain.kinds.kept_file import FileKind
from domain.kinds.office.policy import PolicyCategory
from domain.kinds.office.template import DocumentKind
from domain.kinds.paper.builder import AnsweredBy, Delivery, EnclosureSort, PaperAct, PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.paper.signing import SignRefusal
from domain.paper.standing import Standing
from domain.words.door import DOOR

PAPERS: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    **DOOR,
    PaperKind: {
        PaperKind.RECTIFICATION: "整改通知书",
        PaperKind.TIP: "工作提示",
        PaperKind.SUPERVISION: "督办函",
        PaperKind.TALK: "约谈通知",
        PaperKind.CIRCULAR: "督导通报",
        PaperKind.CONSULTATION: "协商意见书",
        PaperKind.OPINION: "督导意见书",
    },
    PaperState: {
        PaperState.DRAFT: "草稿",
        PaperState.PENDING: "待签发",
        PaperState.ISSUED: "已签发",
        PaperState.SERVED: "已送达",
        PaperState.ANSWERED: "已回复",
        PaperState.FINISHED: "办结",
        PaperState.VOIDED: "作废",
    },
    PaperAct: {
        PaperAct.DRAFT: "修改草稿",
        PaperAct.SUBMIT: "送签",
        PaperAct.RETURN: "退回修改",
        PaperAct.ISSUE: "签发",
        PaperAct.SERVE: "登记送达",
        PaperAct.ANSWER: "登记回复",
        PaperAct.TALK: "登记约谈",
        PaperAct.FINISH: "办结",
        PaperAct.VOID: "作废",
        PaperAct.ENCLOSE: "附扫描件",
    },
    Delivery: {
        Delivery.RECEIVED: "签收",
        Delivery.LEFT: "拒签留置",
        Delivery.AT_THE_DOOR: "学校端签收",
    },
    EnclosureSort: {
        EnclosureSort.SIGNED: "签字盖章件",
        EnclosureSort.RECEIPT: "送达回执",
        EnclosureSort.REPLY: "单位回复件",
        EnclosureSort.MINUTES: "约谈记录",
        EnclosureSort.OTHER: "其他",
    },
    AnsweredBy: {AnsweredBy.UNIT: "单位填写", AnsweredBy.OFFICE: "督导室代填"},
    SignRefusal: {
        SignRefusal.ROLE: "文书由督导员签发，这个账号不能签发。",
        SignRefusal.NOT_APPROVER: "您不在签发人之列，今天也没有代签。",
        SignRefusal.OWN_DRAFT: "这份文书是您本人起草的，请送另一位督导员签发；"
        "只有一位督导员的，可以在“签发规则”里允许起草人本人签发。",
    },
    Standing: {
        Standing.AS_SEEN: "没有变化",
        Standing.CHANGED: "起草后有改动",
        Standing.GONE: "督学已撤回这条问题",
    },
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
        DocumentKind.MONTH_SUMMARY: "月度工作总结",
        DocumentKind.TERM_SUMMARY: "学期工作总结",
        DocumentKind.INSPECTOR_MONTH: "督学工作月报",
        DocumentKind.WORKLOAD: "督学工作量统计表",
        DocumentKind.BOARD: "责任督学公示牌",
        DocumentKind.CAMPAIGN_REPORT: "专项督导报告",
    },
}
