"""Why an entry that was kept does not count, in the office's words."""

from domain.words.accountability import ACCOUNTABILITY_IGNORED
from domain.words.campaigns import CAMPAIGNS_IGNORED
from domain.words.door import DOOR_IGNORED
from domain.words.findings import FINDINGS_IGNORED
from domain.words.tasks import TASKS_IGNORED

IGNORED = {
    "finding_ended": "问题已经销号或终止",
    "finding_open": "问题本来没有终止",
    "unknown_kind": "本版系统还不认识这类记录，升级后会自动读出",
    "invalid_body": "内容格式读不出来，原文已保存",
    "invalid_private": "文字部分读不出来，原文已保存",
    "unknown_chain": "写入的手机没有登记",
    "not_about_this": "不属于这里",
    "withheld": "内容没有随记录送来，只有凭据",
    "no_right": "写入人没有这项权限",
    "visit_ended": "已作废或已并入，之后的内容不再计入",
    "after_submission": "提交以后没有先说明更正理由就改动",
    "already_checked_in": "已经记录过到校，只认第一次",
    "unit_is_first": "这个单位就是第一个单位",
    "unit_unknown": "说的单位不在其中",
    "photo_id_used": "照片编号重复",
    "photo_unknown": "说明的照片不存在",
    "finding_unknown": "说的问题不存在",
    "not_submitted": "当时还没有提交",
    "untimely": "当时文书还不到或已过这一步",
    "no_witnesses": "拒签留置要有两名见证人",
    **DOOR_IGNORED,
    **FINDINGS_IGNORED,
    **ACCOUNTABILITY_IGNORED,
    **TASKS_IGNORED,
    **CAMPAIGNS_IGNORED,
    "merged_into_itself": "不能并入自己",
    "not_merged": "没有并入那一次",
    "campaign_alone": "联合部门人员只督导专项的单位",
    "other_purpose": "督导和单独回访不能互相改",
}
