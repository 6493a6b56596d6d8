"""The table by campaign (专项统计表): what each came to in the period, and all of them together."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace

from domain.campaigns.table import CampaignFigures, WorkAtUnit, campaign_figures, together
from domain.kinds.campaign.plan import CampaignSet
from domain.month.sheet import Sheet
from domain.month.topic import Topic
from sync_server.data.counted import campaigns as counted
from sync_server.month.campaigns import COUNTY, spread_words
from sync_server.month.columns import CAMPAIGN_SAID, LONG_SAID
from sync_server.month.making import is_school
from sync_server.month.topics.table import Source, TopicColumn, TopicRow, TopicRows, column, shared

_OF, _WORK, _FOUND = "专项和对象单位", "实地督导", "结果"
SAID = (
    (
        "专项",
        "统计期内有过实地督导的专项，一个专项一行；草案和撤销的专项不列，还没有去过单位的也不列，"
        "进度在“专项督导”里看。",
    ),
    ("牵头", "方案写明的牵头片区；没有写的是县本级。"),
    ("小组、对象单位", "方案现在的小组数和对象单位数，合计是各专项相加。"),
    (
        "已督导、覆盖率",
        "对象单位里统计期内去过的；覆盖率是已督导 ÷ 对象单位。跨期的专项，以前去过的不算在这一期。",
    ),
    ("督导次", "专项的督导次数，去几个单位也计 1 次。"),
    (
        "校次",
        "专项的督导次数 × 单位，方案以外的单位也计；合计是各专项相加，同一所学校在两个专项里计 2 "
        "校次。",
    ),
    (
        "学校数",
        "专项去过的学校，同一所学校只计 1 所；合计在各专项之间去重，不是各行相加。培训机构、"
        "乡镇（街道）和科室、部门不是学校，去过也只计校次。",
    ),
    ("督学人次、督学人数", "参加专项督导的人次；人数是去重的，合计在各专项之间也去重。"),
    ("问题条", "专项督导中提出且没有撤回的问题。"),
    (
        "有问题、零问题",
        "已督导的对象单位里，统计期内发现了问题的和没有发现问题的，两栏相加就是已督导。",
    ),
)


def by_campaign(source: Source) -> Sheet:
    """The campaigns that had field work in the period."""
    tables, span = source.transaction.tables, source.span
    work: dict[str, list[WorkAtUnit]] = defaultdict(list)
    for each in counted.work_at_units(tables, span):
        work[each.campaign_id].append(each)
    months = Counter(each.campaign_id for each in source.any_view.campaigns)
    people = counted.people_of(tables, span)
    rows = []
    for facts in counted.plans_of(tables, span):
        plan = CampaignSet.model_validate_json(facts)
        code = plan.campaign_id
        figures = campaign_figures(plan, work[code], months[code], people.get(code, ()))
        zone = source.names.zone(plan.lead_zone) if plan.lead_zone else COUNTY
        rows.append(TopicRow(code, plan.title, figures, (zone,), ("campaign", code)))
    is_long = not source.asked.period.is_month
    said = (*CAMPAIGN_SAID, *(LONG_SAID if is_long else ()), *SAID)
    found = TopicRows(rows, together(each.row for each in rows))
    schools = source.any_view.schools
    drawn = _columns(lambda unit: is_school(schools, unit), is_long=is_long)
    sheet = source.sheet(Topic.CAMPAIGN, drawn, found, said, ("牵头",))
    return replace(sheet, note=spread_words(source.any_view.campaigns))


def _columns(is_one: Callable[[str], bool], *, is_long: bool) -> list[TopicColumn[CampaignFigures]]:
    """The columns; ``is_one`` tells which units are schools."""
    months: list[TopicColumn[CampaignFigures]] = [
        column("campaign_months", "各月专项次", _OF, lambda row: row.months)
    ]
    return [
        column("campaigns", "专项次", _OF, lambda row: row.campaigns),
        *(months if is_long else []),
        column("teams", "小组", _OF, lambda row: row.teams),
        column("targets", "对象单位", _OF, lambda row: row.targets),
        column("reached", "已督导", _OF, lambda row: row.reached),
        shared("reach", "覆盖率", _OF, lambda row: row.coverage, ("reached", "targets")),
        column("special_visits", "督导次", _WORK, lambda row: row.visits),
        column("special_unit_visits", "校次", _WORK, lambda row: row.unit_visits),
        column(
            "special_units",
            "学校数",
            _WORK,
            lambda row: sum(map(is_one, row.units)),
            is_summed=False,
        ),
        column("special_people", "督学人次", _WORK, lambda row: row.people),
        column(
            "special_inspectors",
            "督学人数",
            _WORK,
            lambda row: len(row.inspectors),
            is_summed=False,
        ),
        column("problems", "问题条", _FOUND, lambda row: row.findings),
        column("with_problems", "有问题", _FOUND, lambda row: row.with_problems),
        column("clear", "零问题", _FOUND, lambda row: row.clear),
    ]
