"""The demo's running campaign, and the papers in its library."""

from datetime import date, timedelta

from demo.region import DemoSchool, schools
from domain.clock import month_bounds
from domain.kinds.campaign.course import CampaignPreset, CampaignStage
from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.office.policy import PolicyCategory, PolicySection, PolicySet

CAMPAIGN_ID = "campus-safety"
ROUTINE_LIST = "routine-eight"
_EVERY = 3
_ORGAN = "栖云区人民政府教育督导委员会办公室"


def campaign_schools() -> tuple[DemoSchool, ...]:
    """The schools the campaign goes to."""
    return schools()[::_EVERY]


def campaign(month: str) -> CampaignSet:
    """The campaign of the running month."""
    first, following = month_bounds(month)
    return CampaignSet(
        campaign_id=CAMPAIGN_ID,
        title="校园安全专项督导",
        preset=CampaignPreset.CONDUCT,
        scope="三分之一的学校和幼儿园，由各校责任督学实施。",
        demands="隐患当场交办，当天报督导室；没有问题的也要写明“零问题”。",
        use_of_results="列入日常督导和年度考核。",
        reporting="督导当天在手机上提交记录。",
        stages=(CampaignStage.FIELD, CampaignStage.RECTIFICATION, CampaignStage.CIRCULAR),
        content="看校门管控、消防设施、食堂和宿舍；隐患当场交办，能改的当场改；查完写清结论。",
        from_on=first.isoformat(),
        to_on=(following - timedelta(days=1)).isoformat(),
        checklist_id=ROUTINE_LIST,
        units=tuple(each.school_id for each in campaign_schools()),
    )


def papers(since: date) -> tuple[PolicySet, ...]:
    """Two papers, invented like the district; both were issued before this day."""
    return (_conduct(since - timedelta(days=40)), _safety_notes(since - timedelta(days=12)))


def _conduct(on: date) -> PolicySet:
    return PolicySet(
        policy_id="conduct",
        title="栖云区责任督学工作守则（示例）",
        number=f"栖教督〔{on.year}〕3号",
        organ=_ORGAN,
        issued_on=on.isoformat(),
        category=PolicyCategory.RULE,
        must_be_read=True,
        sections=_sections(
            (
                "一、到校",
                "持督学证进校，可以不事先通知。先记录到校，再工作；不接受宴请、礼品和有偿活动。",
            ),
            (
                "二、记录",
                "看到什么写什么，不抄以往记录。照片不拍学生正脸；涉及个人隐私的内容不写进备注。",
            ),
            (
                "三、反馈",
                "离校前向学校负责人当面反馈，说清问题、依据和建议，请对方看过记录再签字。",
            ),
            ("四、跟踪", "发现的问题要跟踪到底；安全隐患当场交办，并在当天报督导室。"),
        ),
    )


def _safety_notes(on: date) -> PolicySet:
    return PolicySet(
        policy_id="safety-notes",
        title="校园安全督导要点（示例）",
        number=f"栖教督函〔{on.year}〕11号",
        organ=_ORGAN,
        issued_on=on.isoformat(),
        category=PolicyCategory.NOTICE,
        theme_ids=("month-03", "month-06"),
        sections=_sections(
            ("校门和周边", "看门卫登记、防冲撞设施、上下学时段护学安排和周边摊点。"),
            ("消防和食堂", "看灭火器压力和有效期、疏散通道、食堂留样和从业人员健康证。"),
        ),
    )


def _sections(*parts: tuple[str, str]) -> tuple[PolicySection, ...]:
    return tuple(PolicySection(heading=heading, text=text) for heading, text in parts)
