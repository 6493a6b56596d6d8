"""What a plan begins with for each of the usual campaigns (4-07); the office changes all of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.kinds.campaign.course import CampaignPreset, CampaignStage, in_stage_order

_S = CampaignStage
_LIGHT = (_S.NOTICE, _S.FIELD, _S.FEEDBACK, _S.RECTIFICATION, _S.CIRCULAR)
_FULL = (
    _S.MEETING,
    _S.NOTICE,
    _S.COMMITTEE,
    _S.BRIEFING,
    _S.SELF_CHECK,
    _S.FIELD,
    _S.OPINIONS,
    _S.FEEDBACK,
    _S.PLEA,
    _S.LETTER,
    _S.RECTIFICATION,
    _S.RECHECK,
    _S.CIRCULAR,
    _S.REPORT,
    _S.FILING,
    _S.PUBLICATION,
)
_USE = "列入责任督学日常督导和学校年度考核；问题突出、整改不到位的，按规定约谈、通报。"
_REPORT = "实地督导当天在手机上提交记录；各组结束后三日内交小结。"


@dataclass(frozen=True, slots=True)
class PresetPlan:
    """The words of a plan's fields, and its stages."""

    title: str
    scope: str
    content: str
    demands: str
    stages: tuple[CampaignStage, ...]
    use_of_results: str = _USE
    reporting: str = _REPORT


PRESETS: Mapping[CampaignPreset, PresetPlan] = {
    CampaignPreset.TERM_START: PresetPlan(
        "开学工作专项督导",
        "全区各级各类学校、幼儿园，全覆盖。",
        "校舍和设施设备安全、食堂开餐准备、校园周边、教材教辅到位、师资配备、"
        "招生编班、收费公示、“一日常规”和控辍保学。",
        "开学前后一周内完成；每所学校都要进校，查资料、看现场、访师生，当场反馈。",
        in_stage_order((*_FULL[:4], *_LIGHT)),
    ),
    CampaignPreset.KINDERGARTENS: PresetPlan(
        "“三园”创建专项督导",
        "申报平安校园、文明校园、绿色校园（幼儿园）创建的单位。",
        "组织领导和方案、安全管理、育人环境、师德师风、节能环保、档案资料和创建成效。",
        "对照创建标准逐项核实自查报告，听取师生和家长意见。",
        in_stage_order((*_LIGHT, _S.SELF_CHECK, _S.OPINIONS)),
    ),
    CampaignPreset.ENROLMENT: PresetPlan(
        "阳光招生专项督导",
        "义务教育学校、普通高中和幼儿园，民办学校同步。",
        "招生计划和范围公示、免试就近入学、公民同招、均衡编班、随迁子女和残疾儿童入学、"
        "有无考试招生、提前招生、跨区掐尖和与入学挂钩的收费。",
        "在招生报名和录取期间进行，查公告、名册和台账，电话抽访家长。",
        in_stage_order((*_LIGHT, _S.SELF_CHECK)),
    ),
    CampaignPreset.CONDUCT: PresetPlan(
        "规范办学行为专项督导",
        "全区中小学、幼儿园和校外培训机构。",
        "课程开设、作业和考试管理、在校时间、教辅征订、收费、在职教师有偿补课、"
        "成建制补课、师德师风和家长投诉办理。",
        "核实自查自纠报告，现场巡视，走访家长；没有问题的也要写明“零问题”。",
        in_stage_order(_FULL),
    ),
    CampaignPreset.DIGITAL: PresetPlan(
        "教育信息化专项督导",
        "全区中小学和职业学校。",
        "网络和终端配备、多媒体教室使用、教师应用能力、数字资源、网络和个人信息安全、"
        "经费投入和设备管护。",
        "看设备使用记录，随机进课堂，核对台账和实物。",
        in_stage_order((*_LIGHT, _S.SELF_CHECK)),
    ),
    CampaignPreset.VOCATIONAL: PresetPlan(
        "职业教育专项督导",
        "中等职业学校和承担职业教育的单位。",
        "办学条件、专业和课程、实习实训管理、双师队伍、校企合作、学籍和资助、"
        "就业和升学、安全管理。",
        "查实习协议和资助名册，走访企业和学生，听课评课。",
        in_stage_order((*_LIGHT, _S.SELF_CHECK, _S.OPINIONS)),
    ),
    CampaignPreset.SPECIAL_NEEDS: PresetPlan(
        "特殊教育专项督导",
        "特殊教育学校、有随班就读学生的学校和送教上门的单位。",
        "一人一案、随班就读支持、资源教室、送教上门记录、无障碍设施、师资和经费、控辍保学。",
        "保护学生隐私，不拍学生正面；查档案，访家长，进教室。",
        in_stage_order((*_LIGHT, _S.SELF_CHECK, _S.OPINIONS)),
    ),
    CampaignPreset.OTHER: PresetPlan("", "", "", "", in_stage_order(_LIGHT)),
}
