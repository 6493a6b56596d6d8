"""What the office and the phone call what is said of campaigns (专项督导)."""

from collections.abc import Mapping
from enum import StrEnum

from domain.campaigns.coverage import UnitResult
from domain.campaigns.pool import DrawClass
from domain.campaigns.seed import SeedSource
from domain.campaigns.self_checks import SelfCheckState
from domain.kinds.campaign.campaign import NOT_OF_PLAN, OVER, UNTIMELY
from domain.kinds.campaign.course import (
    CampaignPreset,
    CampaignSource,
    CampaignStage,
    CampaignState,
    UnitPlea,
)
from domain.kinds.campaign.drawing import NOT_ANNOUNCED, NOT_AS_DRAWN
from domain.kinds.campaign.preparing import NOT_READY

CAMPAIGNS: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    CampaignState: {
        CampaignState.DRAFT: "待批准",
        CampaignState.APPROVED: "筹备中",
        CampaignState.RUNNING: "实地督导中",
        CampaignState.REPORTING: "反馈和报告中",
        CampaignState.CLOSED: "已办结",
        CampaignState.WITHDRAWN: "已撤销",
    },
    CampaignStage: {
        CampaignStage.MEETING: "预备会",
        CampaignStage.NOTICE: "下发通知",
        CampaignStage.COMMITTEE: "党委会研究",
        CampaignStage.BRIEFING: "动员培训",
        CampaignStage.SELF_CHECK: "单位自查",
        CampaignStage.FIELD: "实地督导",
        CampaignStage.OPINIONS: "征求师生家长意见",
        CampaignStage.FEEDBACK: "反馈初步意见",
        CampaignStage.PLEA: "听取申辩",
        CampaignStage.LETTER: "发督导意见书",
        CampaignStage.RECTIFICATION: "单位整改",
        CampaignStage.RECHECK: "核查整改",
        CampaignStage.CIRCULAR: "督导通报",
        CampaignStage.REPORT: "报本级政府",
        CampaignStage.FILING: "报上级备案",
        CampaignStage.PUBLICATION: "向社会公布",
    },
    CampaignPreset: {
        CampaignPreset.TERM_START: "开学工作",
        CampaignPreset.KINDERGARTENS: "“三园”创建",
        CampaignPreset.ENROLMENT: "阳光招生",
        CampaignPreset.CONDUCT: "规范办学行为",
        CampaignPreset.DIGITAL: "教育信息化",
        CampaignPreset.VOCATIONAL: "职业教育",
        CampaignPreset.SPECIAL_NEEDS: "特殊教育",
        CampaignPreset.OTHER: "其他",
    },
    CampaignSource: {
        CampaignSource.OFFICE: "本级组织",
        CampaignSource.CITY: "市级部署",
        CampaignSource.PROVINCE: "省级部署",
        CampaignSource.COUNTRY: "国家级部署",
    },
    SeedSource: {
        SeedSource.DOUBLE_COLOUR: "福利彩票双色球开奖号码",
        SeedSource.SUPER_LOTTO: "体育彩票大乐透开奖号码",
        SeedSource.OTHER: "其他公开的号码",
    },
    DrawClass: {
        DrawClass.NONE: "不分类，一起抽",
        DrawClass.KIND: "按单位类型，各抽一些",
        DrawClass.ZONE: "按责任区，各抽一些",
    },
    UnitPlea: {
        UnitPlea.RECEIVED: "提出了申辩",
        UnitPlea.WAIVED: "书面表示没有意见",
    },
    SelfCheckState: {
        SelfCheckState.UNASKED: "不要求",
        SelfCheckState.MISSING: "没有报送",
        SelfCheckState.WAITING: "待报送",
        SelfCheckState.OVERDUE: "逾期未报",
        SelfCheckState.IN_TIME: "已报送",
        SelfCheckState.LATE: "逾期报送",
    },
    UnitResult: {
        UnitResult.FOUND: "有问题",
        UnitResult.CLEAR: "零问题",
        UnitResult.OPEN: "未督导",
    },
}

CAMPAIGNS_IGNORED = {
    UNTIMELY: "专项还没有到这一步，或者已经过了",
    OVER: "专项已经办结或者撤销",
    NOT_OF_PLAN: "方案里没有这个单位、人员或环节",
    NOT_ANNOUNCED: "没有公布过这次抽取，或者已经重新公布、已经抽过",
    NOT_AS_DRAWN: "不是按公布的名单和号码抽出来的",
    NOT_READY: "前面的环节没有完成，或者有人没有签收",
}
