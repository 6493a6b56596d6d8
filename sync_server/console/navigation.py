"""The sections of the console by groups, in the order in which the office uses them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sync_server.access.viewer import Viewer

RECORDS, FINDINGS, TABLES = "督导记录", "问题整改", "统计报表"
WORK, REGISTER, RULES, SYSTEM = "日常工作", "基础信息", "计划规则", "系统"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the console, who finds it in the bar, and the group it stands in.

    Without a group it stands in the bar by itself. ``noun`` is what its things are, where each of
    them has a page below ``path``.
    """

    name: str
    path: str
    word: str
    is_for: Callable[[Viewer], bool]
    group: str = ""
    noun: str = ""


def _reads(viewer: Viewer) -> bool:
    return viewer.may_see_register


def _sees_all(viewer: Viewer) -> bool:
    return viewer.may_see_all


def _sees_campaigns(viewer: Viewer) -> bool:
    return viewer.may_see_campaigns


def _keeps_books(viewer: Viewer) -> bool:
    return viewer.may_see_papers


NAVIGATION = (
    Section("start", "/", "今日", lambda viewer: viewer.may_see_months),
    Section("review", "/review", "待审核", lambda viewer: viewer.may_review),
    Section("visits", "/visits", "督导记录", lambda viewer: viewer.may_see_visits, RECORDS),
    Section("map", "/map", "督导地图", lambda viewer: viewer.may_see_visits, RECORDS),
    Section("check", "/check", "核对照片", _sees_all, RECORDS),
    Section("campaigns", "/campaigns", "专项督导", _sees_campaigns, RECORDS, "campaign"),
    Section("tasks", "/tasks", "交办任务", lambda viewer: viewer.may_see_tasks, RECORDS),
    Section("opinions", "/opinions", "学校评价", lambda viewer: viewer.may_review, RECORDS),
    Section("closing", "/closing", "今日办理", _keeps_books, FINDINGS),
    Section("findings", "/findings", "问题清单", lambda each: each.may_see_papers, FINDINGS),
    Section("papers", "/papers", "文书", lambda viewer: viewer.may_see_papers, FINDINGS),
    Section("similar", "/similar", "举一反三", lambda each: each.may_see_papers, FINDINGS),
    Section("accountability", "/accountability", "问责", _keeps_books, FINDINGS),
    Section("messages", "/messages", "群众来信", lambda each: each.may_see_messages, FINDINGS),
    Section("month", "/month", "月度统计", lambda viewer: viewer.may_see_months, TABLES),
    Section("grid", "/grid", "督导进度", lambda viewer: viewer.may_see_months, TABLES),
    Section("uncovered", "/uncovered", "未到单位", lambda viewer: viewer.may_see_months, TABLES),
    Section("burden", "/burden", "进校频次", lambda viewer: viewer.may_see_months, TABLES),
    Section("work", "/books/work", "工作台账", _keeps_books, TABLES),
    Section("lessons", "/books/lessons", "听课台账", lambda each: each.may_see_months, TABLES),
    Section("rectification", "/books/rectification", "问题整改清单", _keeps_books, TABLES),
    Section("follow_ups", "/books/follow-ups", "回访复查台账", _keeps_books, TABLES),
    Section("balance", "/balance", "差异系数", _reads, TABLES),
    Section("trainings", "/trainings", "培训", _reads, WORK, "training"),
    Section("training_hours", "/training-hours", "学时", _reads, WORK),
    Section("activities", "/activities", "活动", _reads, WORK, "activity"),
    Section("meetings", "/meetings", "会议", _reads, WORK, "meeting"),
    Section("news", "/news", "信息报送", lambda viewer: viewer.may_see_months, WORK, "news"),
    Section("reporting_units", "/reporting-units", "报送单位", _reads, WORK, "reporting_unit"),
    Section("organs", "/organs", "机构", _reads, WORK, "organ"),
    Section("members", "/members", "成员", _reads, WORK, "member"),
    Section("schools", "/schools", "学校", _reads, REGISTER, "school"),
    Section("zones", "/zones", "责任区", _reads, REGISTER, "zone"),
    Section("indicators", "/indicators", "办学条件", _reads, REGISTER, "indicator"),
    Section("people", "/people", "督学与账号", _reads, REGISTER, "person"),
    Section("assignments", "/assignments", "分工", _reads, REGISTER, "assignment"),
    Section("avoidances", "/avoidances", "回避", _reads, REGISTER, "avoidance"),
    Section("import", "/import", "导入", lambda viewer: viewer.may_import, REGISTER),
    Section("rules", "/rules", "规则", _reads, RULES),
    Section("themes", "/themes", "主题计划", _reads, RULES, "theme"),
    Section("checklists", "/checklists", "督导清单", _reads, RULES, "checklist"),
    Section("policies", "/policies", "政策文件", _reads, RULES, "policy"),
    Section("calendar", "/calendar", "校历", _reads, RULES, "calendar"),
    Section("inspections", "/inspections", "进校计划", _reads, RULES, "inspection_plan"),
    Section("ceilings", "/ceilings", "进校上限", _reads, RULES, "visit_ceiling"),
    Section("passes", "/passes", "进校凭证", _reads, RULES, "entry_pass"),
    Section("hazard_duties", "/hazard-duties", "隐患值班", _reads, RULES, "hazard_duty"),
    Section("signing", "/signing", "签发规则", _reads, RULES, "signing"),
    Section("delegates", "/delegates", "代签", _reads, RULES, "delegate"),
    Section("templates", "/templates", "文书模板", _reads, RULES, "template"),
    Section("balance_rules", "/balance-rules", "均衡标准", _reads, RULES, "balance_rule"),
    Section("devices", "/devices", "手机", _sees_all, SYSTEM),
    Section("grants", "/grants", "跨区授权", _reads, SYSTEM, "grant"),
    Section("tokens", "/tokens", "接口令牌", _reads, SYSTEM, "token"),
    Section("backups", "/backups", "备份", lambda viewer: viewer.may_back_up, SYSTEM),
    Section("audit", "/audit", "操作记录", lambda viewer: viewer.may_audit, SYSTEM),
    Section("settings", "/settings", "设置", _reads, SYSTEM),
    Section("service_notice", "/service-notice", "运营信息", _reads, SYSTEM, "service_notice"),
    Section("robots", "/robots", "群机器人", lambda viewer: viewer.may_set_register, SYSTEM),
)


class Tab(NamedTuple):
    """A link of the bar; ``current`` is what ``aria-current`` says of it, empty for nothing."""

    path: str
    word: str
    current: str


class Bar(NamedTuple):
    """The groups, and the sections of the one that the page is in, where it has several."""

    groups: Sequence[Tab]
    group: str
    sections: Sequence[Tab]


def bar_of(navigation: Sequence[Section], viewer: Viewer, current: str) -> Bar:
    """The bar as this viewer sees it on a page of the section ``current``.

    A group leads to the first of its sections that is for the viewer; one of which nothing else
    is for them has that section's word.
    """
    groups: dict[str, list[Section]] = {}
    for each in navigation:
        if each.is_for(viewer):
            groups.setdefault(each.group or each.word, []).append(each)
    tabs, group, within = [], "", list[Tab]()
    for word, sections in groups.items():
        is_here = any(each.name == current for each in sections)
        is_alone = len(sections) == 1
        said = ("page" if is_alone else "true") if is_here else ""
        tabs.append(Tab(sections[0].path, sections[0].word if is_alone else word, said))
        if is_here and not is_alone:
            group = word
            within = [
                Tab(each.path, each.word, "page" if each.name == current else "")
                for each in sections
            ]
    return Bar(tabs, group, within)
