"""What the audit page calls acts and uses."""

from collections.abc import Mapping
from enum import StrEnum

from domain.audit.act import ActSort
from domain.audit.use import UseKind

AUDIT: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    ActSort: {
        ActSort.SEEN: "查看",
        ActSort.EXPORTED: "导出",
        ActSort.REVIEWED: "审核与督导记录",
        ActSort.PAPERS: "文书",
        ActSort.MESSAGES: "群众来信",
        ActSort.TASKS: "交办任务",
        ActSort.CAMPAIGNS: "专项督导",
        ActSort.REGISTER: "基础信息",
        ActSort.ACCOUNTS: "登录码、密码和两步登录",
        ActSort.PHONES: "手机登记和停用",
        ActSort.SIGNED_IN: "登录和退出",
        ActSort.REFUSED: "登录失败",
        ActSort.SERVER: "备份和服务器",
    },
    UseKind: {
        UseKind.SAW: "查看",
        UseKind.SIGNED_IN: "登录",
        UseKind.SIGNED_OUT: "退出登录",
        UseKind.NOT_PROVED: "登录失败：密码或登录码不对",
        UseKind.WRONG_CODE: "登录失败：动态码不对",
        UseKind.IMPORTED: "导入工作簿",
        UseKind.BACKED_UP: "备份",
        UseKind.BACKUP_FAILED: "备份没有做成",
        UseKind.BACKUP_TESTED: "测试备份",
        UseKind.LOST: "有查看记录没能记下",
    },
}
