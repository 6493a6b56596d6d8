"""The columns of the month's table, for the page and the workbook alike, and what they mean."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.kinds.visit.builder import State
from domain.month.month import Act, Grouping, Row
from domain.month.sheet import SheetColumn, Value
from domain.visit.tally import Measure


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, how a row's value is found, and how the foot is made.

    What the others mean is said of `SheetColumn`, which is the same without a row's values.
    """

    name: str
    title: str
    value: Callable[[Row], Value]
    group: str
    is_summed: bool = True
    is_share: bool = False
    is_stock: bool = False

    @property
    def plain(self) -> SheetColumn:
        """The column as a sheet has it."""
        facts = (self.name, self.title, self.group)
        return SheetColumn(*facts, self.is_summed, self.is_share, self.is_stock)


def _measured(measure: Measure, title: str, group: str) -> Column:
    return Column(measure.value, title, lambda row: row.sums[measure], group)


def _done(act: Act, title: str, group: str) -> Column:
    is_stock = act is Act.OVERDUE
    return Column(act.value, title, lambda row: row.acts.get(act, 0), group, is_stock=is_stock)


def _in_state(state: State, title: str) -> Column:
    return Column(state.value, title, lambda row: row.states.get(state, 0), "审核（次）")


DUTY = (
    Column("held", "责任校数", lambda row: len(row.held), "应督导与完成", is_summed=False),
    Column("covered", "覆盖校数", lambda row: row.covered, "应督导与完成", is_summed=False),
    Column("due", "应督导", lambda row: row.due, "应督导与完成"),
    Column("done", "已完成", lambda row: row.done, "应督导与完成"),
    Column(
        "completion",
        "完成率",
        lambda row: row.completion,
        "应督导与完成",
        is_summed=False,
        is_share=True,
    ),
)
VISITS = (
    _measured(Measure.VISITS, "督导次", "督导"),
    _measured(Measure.SCHOOL_VISITS, "校次", "督导"),
    Column("schools", "学校数", lambda row: len(row.schools), "督导", is_summed=False),
    _measured(Measure.INSPECTOR_VISITS, "督学人次", "督导"),
)
WORK = (
    _measured(Measure.LESSONS, "听课节", "听课与教案"),
    _measured(Measure.LESSON_ATTENDANCES, "听课人节", "听课与教案"),
    _measured(Measure.LESSON_PLANS, "教案人次", "听课与教案"),
    _measured(Measure.DOCUMENTS, "资料份", "其他方式"),
    _measured(Measure.MEETINGS, "会议次", "其他方式"),
    _measured(Measure.TALKS, "座谈次", "其他方式"),
    _measured(Measure.QUESTIONNAIRES, "问卷份", "其他方式"),
    _measured(Measure.PATROLS, "巡视次", "其他方式"),
)
FOUND = (
    _measured(Measure.FINDINGS, "问题条", "发现与整改"),
    _measured(Measure.HAZARDS, "隐患条", "发现与整改"),
    _measured(Measure.PHOTOS, "照片张", "发现与整改"),
    _done(Act.FOLLOW_UPS, "回访次", "发现与整改"),
    _done(Act.NOTICES, "通知书份", "发现与整改"),
    _done(Act.CLOSED, "已销号", "发现与整改"),
    _done(Act.OVERDUE, "逾期", "发现与整改"),
)
REVIEW = (
    _in_state(State.SUBMITTED, "待审"),
    _in_state(State.RETURNED, "退回"),
    _in_state(State.APPROVED, "通过"),
)
ACTIVITIES = (
    Column("campaigns", "专项次", lambda row: len(row.campaigns), "专项与培训"),
    Column("trainings", "培训场", lambda row: row.trainings, "专项与培训"),
    Column("training_attendances", "培训人次", lambda row: row.training_attendances, "专项与培训"),
)
MONTHS_OF_CAMPAIGNS = Column(
    "campaign_months", "各月专项次", lambda row: row.campaign_months, "专项与培训"
)


_TOOK_PART = _measured(Measure.INSPECTOR_VISITS, "参与次", "督导")


def columns(grouping: Grouping, *, is_long: bool = False) -> tuple[Column, ...]:
    """The table's columns; only the one by zone has trainings and campaigns, which are a zone's.

    Where it ``is_long``, over several months, it says what the months' campaigns add up to as well.
    """
    is_by_person = grouping is Grouping.INSPECTOR
    visits = (*VISITS[:-1], _TOOK_PART) if is_by_person else VISITS
    always = (*DUTY, *visits, *WORK, *FOUND, *REVIEW)
    if grouping is not Grouping.ZONE:
        return always
    campaigns, *trainings = ACTIVITIES
    return (*always, campaigns, *([MONTHS_OF_CAMPAIGNS] if is_long else []), *trainings)


CAMPAIGN_SAID = (
    (
        "专项次",
        "有实地督导的专项个数：专项经批准、没有撤销，统计期内至少有一次计入统计的督导。按督导记录"
        "计算，不用登记；计在方案写明的牵头片区，没有写的是县本级，列在“全区（不分责任区）”一行，"
        "各行相加就是合计。",
    ),
)
LONG_SAID = (
    (
        "各月专项次",
        "各月的专项次相加。一个专项在有实地督导的每个月各计 1 次，在整个统计期只计 1 次，所以跨月的"
        "专项使各月相加大于专项次；学期、年度的数以专项次为准。",
    ),
)
DEFINITIONS: tuple[tuple[str, str], ...] = (
    (
        "统计范围",
        "已提交且没有作废、没有并入别处的督导；待审、退回、通过都计入，另列三栏。"
        "进行中的督导和练习不计；提交以后正在更正的，按最近一次提交的内容计。",
    ),
    ("月份", "按北京时间的督导日期（到校那天）归月，与何时同步无关。"),
    ("学校的责任区和类别", "按督导那天登记的计；以后调整学校表，不影响已经过去的日子。"),
    (
        "督导次",
        "督导的次数，一次到校督导计 1 次，去几个单位也计 1 次，计在第一个单位；专为回访去的不算；"
        "按督学分行时计在主办督学名下。",
    ),
    ("参与次", "督学主办或者随行的督导次数；各督学相加就是全区的督学人次。"),
    (
        "校次",
        "督导次数 × 单位：一次去两个单位计 2 校次，同一所学校去两次也计 2 校次；各计在单位所在的"
        "责任区。没有自己的到校记录的同去单位也计，另有提示。",
    ),
    (
        "学校数",
        "去过的学校，同一所学校只计 1 所；合计也按全区去重，不是各行相加。"
        "培训机构、乡镇（街道）和科室、部门不是学校，去过也只计校次。",
    ),
    (
        "联合部门人员",
        "在专项里主办的督导计在全区、片区和学校，按督学分行时列在“无责任督学”一行；本人不计督学人次，"
        "不算完成应督导；不属于专项的督导不计入。",
    ),
    ("督学人次", "参加督导的督学人数之和，随行督学计入；一次去几个单位的计在第一个单位。"),
    ("听课节", "听课的节数；两名督学同听一节计 1 节，按督学分行时计在记录人名下。"),
    ("听课人节", "听课的人数 × 节数；两名督学同听一节计 2 人节，各计在听课人名下。"),
    ("教案人次", "查阅了教案的教师人次。"),
    ("分单位计的", "听课、教案、资料等数量和问题、照片，一次去几个单位的计在它们所在的单位。"),
    ("资料、会议、座谈、问卷、巡视", "督学在督导记录里填写的数量，单位见表头。"),
    ("问题条、隐患条", "督导中提出且没有撤回的问题；其中标为安全隐患的计入隐患条。"),
    ("回访次", "回访复查的问题条数，按回访那天归月，计在回访人名下；不算督导次，也不算应督导。"),
    ("通知书份", "签发而没有作废的整改通知书，按签发日期归月，计在那天的主责督学名下。"),
    (
        "已销号",
        "销号的问题条数，按销号日期归月，计在那天的主责督学名下；撤销、合并、终结的不算销号。",
    ),
    (
        "逾期",
        "统计期最后一天（还没有到的算到今天）还逾期的问题条数，是期末数，不是各月相加；"
        "单位报称已整改的、回访已整改到位的不算逾期；计在那天的主责督学名下。",
    ),
    ("照片张", "没有撤下的督导照片。"),
    ("责任校数", "统计期内有主责督学的学校，每校只计 1 所；合计去重，不是各行相加。"),
    ("覆盖校数", "责任校数里统计期内有过督导的学校，不论谁去的；合计去重。"),
    (
        "应督导",
        "在用学校按规则每月（或每学期）应督导的次数，以后的月份不算；由月末那天的主责督学承担，"
        "没有主责督学的列在“无责任督学”一行；首次分工到月末不足规定天数的，当月不计。",
    ),
    (
        "已完成",
        "应督导中实际完成的次数，每校每月（或每学期）最多计到应督导次数；"
        "月中换人的，前后两人去的都算；一次去几个单位的，只算有自己的到校记录的单位。",
    ),
    ("完成率", "已完成 ÷ 应督导。"),
    *CAMPAIGN_SAID,
    ("培训场", "督导室登记的培训次数，按举办日期归月；撤销的不计。"),
    ("培训人次", "参加培训的督学人数加其他人员人数，各次培训相加，按举办日期归月。"),
)
