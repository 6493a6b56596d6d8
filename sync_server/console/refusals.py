"""Why the server says no, in plain words: a page's title and text, and what a form says."""

from domain.errors import (
    BadInput,
    Conflict,
    DujiError,
    NotAllowed,
    NotFound,
    TooLarge,
    TooMany,
    Unavailable,
)
from domain.paper.signing import SignRefusal
from domain.words.values import label
from sync_server.ledger.append import CHANGED, FORM_SENT

STALE = "stale_form"

FAMILIES: dict[type[DujiError], tuple[int, str, str]] = {
    BadInput: (400, "这里填的内容用不了", "请返回上一页检查后再试；已保存的内容不受影响。"),
    NotAllowed: (403, "没有这项权限", "这个账号不能查看或操作这里，如有需要请联系本区督导室。"),
    NotFound: (404, "没有找到这一页", "可能地址写错了，或者它不在您的查看范围内。"),
    Conflict: (409, "内容已经变化", "请返回上一页，刷新后重新查看。"),
    TooLarge: (413, "内容太大", "请减少内容后再试。"),
    TooMany: (429, "操作太频繁", "请稍等片刻再试。"),
    Unavailable: (503, "服务器暂时忙", "已保存的内容都在，请过一会儿再试。"),
}
BY_CODE: dict[str, tuple[str, str]] = {
    "no_visits": (
        "统计员不查看督导记录",
        "督导记录由督导员、审计员和督学本人查看；统计员看统计报表和基础信息。",
    ),
    "no_months": ("督学不查看统计报表", "统计报表由督导员、统计员和审计员查看。"),
    "no_office": ("这一页由督导员和审计员查看", "这个账号看不到全区的督导记录、问题和手机。"),
    "no_review": ("只有督导员可以审核", "这个账号不能审核督导。"),
    "not_reviewable": (
        "这条记录现在不能审核",
        "督学还没有提交，或者已经作废，或者您本人参加了。",
    ),
    "no_register": (
        "督学不查看基础信息",
        "学校、人员等基础信息和修改记录由督导员、统计员和审计员查看。",
    ),
    "no_setting": ("基础信息由督导员维护", "这个账号可以查看，不能修改。"),
    "no_export": ("这个账号不能导出", "名单和表格由督导员、统计员和审计员导出。"),
    "no_audit": (
        "操作记录由督导员和审计员查看",
        "谁查看、办理和导出过什么，由督导员和审计员查看。",
    ),
    "no_given_token": (
        "这一页已经看不到了",
        "令牌只在发放后显示十分钟；没有复制的，撤销后再发一个。",
    ),
    "policy_unknown": ("没有这份文件", "文件库里没有它，请回到政策文件的列表。"),
    "no_messages": ("群众来信由督导员和承办的督学查看", "这个账号看不到群众来信。"),
    "no_tasks": (
        "这个账号不交办任务",
        "任务由督导员和统计员交办，审计员可以查看；督学在手机上签收和回报。",
    ),
    "no_campaigns": (
        "这个账号不办理专项督导",
        "专项由督导员和统计员制定和登记，督导员批准，审计员可以查看；督学在手机上签收和督导。",
    ),
    "no_backups": ("备份由督导员办理", "这个账号不查看备份，也不能做备份。"),
    "no_backup": ("没有这份备份", "可能已经按保留份数清理了，请回到备份列表。"),
    "no_count": ("这个账号不登记培训、活动和信息", "培训、活动和信息由督导员和统计员登记。"),
    "too_large": (
        "内容太大",
        "请减少内容后再试。核对的照片最大 50 MB；导入的文件最大 20 MB，可以拆成几个分别导入。",
    ),
    "no_import": ("这个账号不导入名册", "导入由督导员和统计员办理。"),
    "no_held_file": (
        "这个文件已经不在了",
        "上传的文件两小时内有效，只有本人看得到；再上传一次就可以接着办。",
    ),
    "no_code_sheet": (
        "这张登录单已经收起来了",
        "登录单半小时内、这次登录以内有效。没有打印的，请重新发登录码，原来的会作废。",
    ),
    "no_draft": (
        "这份草稿已经不在了",
        "它已经发布，或者已经放弃；请从“督导清单”里看现在的版本。",
    ),
    "already_revoked": ("这部手机已经停用", "没有再改动，停用时间以第一次为准。"),
    "changed_meanwhile": ("刚才有人改过", "没有改动。请返回上一页刷新，看过新的内容再操作。"),
    "not_mergeable": (
        "这两条记录不能合并",
        "只有同一所学校的两次督导（或者两次回访）才能并成一次，没有改动。",
    ),
    "no_proposal": ("没有可以采用的位置", "督学没有提议，或者学校不在名册里，请刷新后再看。"),
    "no_papers": (
        "这个账号不办理文书",
        "文书由督导员、统计员和审计员查看，由督导员和统计员起草，由督导员签发。",
    ),
    "series_unknown": (
        "还不知道用到了哪个文号",
        "服务器从备份恢复过，请先在“文书”里核定这一种文书本年最后一个文号。",
    ),
    STALE: ("这个页面已经过期", "您可能重新登录过。请刷新页面后再操作。"),
    "other_origin": ("这个操作不是从本站发出的", "为了安全没有执行，请从督迹的页面里操作。"),
    FORM_SENT: ("已经提交过了", "同样的内容刚才已经提交，没有再做一遍；请从列表里核对。"),
    "no_such_package": ("没有这个安装包", "它可能已经换成新的版本了，请回到下载页重新下载。"),
    "bad_app_manifest": (
        "安装包暂时下载不了",
        "服务器上的发布说明坏了，请告诉督导室管理员重新发布。",
    ),
    "grid_too_long": ("督导进度最多看 12 个月", "请选一个学期、学年或者年度。"),
    "bad_period": ("统计期写法不对", "请从“统计报表”里重新选择月份或年份。"),
}
UNKNOWN = (500, "服务器出错了", "已保存的内容都在。请稍后再试，仍不行请把时间告诉管理员。")

IN_FORM: dict[str, str] = {
    "finding_closed": "所选问题中有的已经整改到位或已了结，不能再写进文书，请重新核对。",
    "series_unknown": "服务器从备份恢复过，请先核定本年最后一个文号，再签发。您写的文字还在。",
    "series_full": "本年的文号已经用完，请联系系统管理员。",
    **{each.value: label(each) for each in SignRefusal},
    "already_revoked": "这部手机已经停用过了，停用时间以第一次为准，没有再改动。",
    "draft_changed": "这份草稿刚才在另一个窗口里改过，这一次还没有保存。"
    "您填的内容还在，核对后再提交。",
    "backup_running": "正在备份或测试，请等它做完再试。",
    "no_proposal": "没有可以采用的位置，没有改动：督学没有提议，或者学校不在名册里。",
    "register_changed": "看过以后名册有了变化，还没有导入。下面是重新预演的结果，请再看一遍。",
    "not_mergeable": "这两条记录不能合并，没有改动："
    "只有同一所学校的两次督导（或者两次回访）才能并成一次。",
}


def words(error: DujiError) -> tuple[int, str, str]:
    """Status, title and text for an error."""
    for family, found in FAMILIES.items():
        if isinstance(error, family):
            title, text = BY_CODE.get(error.specific_code, found[1:])
            return found[0], title, text
    return UNKNOWN


def in_form(error: Conflict, changed: str) -> str:
    """What the form says that cannot be carried out now; ``changed`` is for its thing changed."""
    if error.specific_code == CHANGED:
        return changed
    _, title, _ = words(error)
    return IN_FORM.get(error.specific_code, f"{title}，没有保存。您填的内容还在。")
