"""What ``verify`` can find, each with a sentence for whoever runs it."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """Everything that can be wrong, with what it means in plain words."""

    DATABASE_DAMAGED = "database_damaged"
    POSITION_MISSING = "position_missing"
    RUN_UNEVEN = "run_uneven"
    RUN_CUT_WRONG = "run_cut_wrong"
    BYTES_CHANGED = "bytes_changed"
    PRIVATE_GONE = "private_gone"
    COLUMN_NOT_THE_HEADERS = "column_not_the_headers"
    CHAIN_UNKNOWN = "chain_unknown"
    LINK_BROKEN = "link_broken"
    MARKS_WRONG = "marks_wrong"
    LEAF_CHANGED = "leaf_changed"
    CHECKPOINT_WRONG = "checkpoint_wrong"
    TREE_WRONG = "tree_wrong"
    EPOCH_UNEXPLAINED = "epoch_unexplained"
    HEAD_SIGNATURE_WRONG = "head_signature_wrong"
    HEAD_SIGNATURE_GONE = "head_signature_gone"
    PHOTO_GONE = "photo_gone"
    PHOTO_CHANGED = "photo_changed"
    PHOTO_FACTS_WRONG = "photo_facts_wrong"
    FILE_GONE = "file_gone"
    FILE_CHANGED = "file_changed"
    ROW_CHANGED = "row_changed"
    ROW_MISSING = "row_missing"
    ROW_TOO_MANY = "row_too_many"
    WITNESS_DISAGREES = "witness_disagrees"
    WITNESS_LOST = "witness_lost"
    WITNESS_FORGED = "witness_forged"
    OTHER_KEY = "other_key"


SENTENCES: dict[FaultKind, str] = {
    FaultKind.DATABASE_DAMAGED: "数据库文件本身已损坏",
    FaultKind.POSITION_MISSING: "日志缺了这个位置的一条",
    FaultKind.RUN_UNEVEN: "条数与这一段的其他部分对不上",
    FaultKind.RUN_CUT_WRONG: "日志分段的位置不对，被拆开或并在了一起",
    FaultKind.BYTES_CHANGED: "内容与它的指纹不符，已被改动",
    FaultKind.PRIVATE_GONE: "隐私部分不见了，又没有删除它的记录",
    FaultKind.COLUMN_NOT_THE_HEADERS: "这一列与原始记录写的不一致",
    FaultKind.CHAIN_UNKNOWN: "写这一行的手机没有登记过",
    FaultKind.LINK_BROKEN: "与同一手机上一行的衔接断了",
    FaultKind.MARKS_WRONG: "接收时的标记与日志不符",
    FaultKind.LEAF_CHANGED: "接收时间、可能的时间范围、递交者或编号已被改动",
    FaultKind.CHECKPOINT_WRONG: "日志头的签名不成立",
    FaultKind.TREE_WRONG: "与重新计算的日志树不符",
    FaultKind.EPOCH_UNEXPLAINED: "日志从这里起换了纪元，却没有从备份恢复的记录",
    FaultKind.HEAD_SIGNATURE_WRONG: "手机的签名不成立",
    FaultKind.HEAD_SIGNATURE_GONE: "手机对这一行的签名不见了",
    FaultKind.PHOTO_GONE: "收到过的照片文件不见了",
    FaultKind.PHOTO_CHANGED: "照片文件与它的指纹不符，已被改动",
    FaultKind.PHOTO_FACTS_WRONG: "照片文件的大小与收到时的记录不符",
    FaultKind.FILE_GONE: "记录里写明的附件不见了",
    FaultKind.FILE_CHANGED: "附件与它的指纹不符，已被改动",
    FaultKind.ROW_CHANGED: "这一行与按日志重新计算的不一致",
    FaultKind.ROW_MISSING: "按日志应有这一行，表里没有",
    FaultKind.ROW_TOO_MANY: "表里有这一行，日志里没有依据",
    FaultKind.WITNESS_DISAGREES: "与外部留存的凭证不符，日志被改写过",
    FaultKind.WITNESS_LOST: "恢复备份时丢了这条记录，至今没有补回",
    FaultKind.WITNESS_FORGED: "这份凭证不是本服务器签发的",
    FaultKind.OTHER_KEY: "密钥文件不是这本日志的密钥",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: which table (or ``photo``, ``witness``), which row, which column."""

    kind: FaultKind
    table: str
    key: str
    column: str = ""
    detail: str = ""

    @property
    def sentence(self) -> str:
        """Where and what, in one line."""
        place = " ".join(filter(None, (self.table, self.key, self.column)))
        detail = f"（{self.detail}）" if self.detail else ""
        return f"{place}：{SENTENCES[self.kind]}{detail}"
