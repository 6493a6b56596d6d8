"""What the further tables of a month have rows for, in words."""

from collections.abc import Mapping
from enum import StrEnum

from domain.lessons.class_year import ClassYear
from domain.month.topic import Topic

MONTH_TABLES: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    Topic: {
        Topic.THEME: "督导主题",
        Topic.CAMPAIGN: "专项督导",
        Topic.LESSON_SUBJECT: "听课学科",
        Topic.LESSON_YEAR: "听课年级",
        Topic.FINDING_CATEGORY: "问题类别",
        Topic.FINDING_SEVERITY: "问题程度",
        Topic.FINDING_ZONE: "问题责任区",
        Topic.STAGE: "督学学段",
        Topic.WORKLOAD: "督学工作量",
    },
    ClassYear: {
        ClassYear.NURSERY: "托班",
        ClassYear.LOWER: "小班",
        ClassYear.MIDDLE: "中班",
        ClassYear.UPPER: "大班",
        ClassYear.YEAR_1: "一年级",
        ClassYear.YEAR_2: "二年级",
        ClassYear.YEAR_3: "三年级",
        ClassYear.YEAR_4: "四年级",
        ClassYear.YEAR_5: "五年级",
        ClassYear.YEAR_6: "六年级",
        ClassYear.YEAR_7: "七年级（初一）",
        ClassYear.YEAR_8: "八年级（初二）",
        ClassYear.YEAR_9: "九年级（初三）",
        ClassYear.SENIOR_1: "高一",
        ClassYear.SENIOR_2: "高二",
        ClassYear.SENIOR_3: "高三",
        ClassYear.UNSTATED: "班级没有写年级",
    },
}
HEADS: Mapping[Topic, str] = {
    Topic.THEME: "主题",
    Topic.CAMPAIGN: "专项",
    Topic.LESSON_SUBJECT: "学科",
    Topic.LESSON_YEAR: "年级",
    Topic.FINDING_SEVERITY: "程度",
    Topic.FINDING_ZONE: "责任区",
    Topic.STAGE: "学段",
    Topic.WORKLOAD: "督学",
}
"""What stands over the names of a table's rows, where it is not what the table is by."""

TITLES: Mapping[Topic, str] = {
    Topic.THEME: "督导主题统计表",
    Topic.CAMPAIGN: "专项统计表",
    Topic.LESSON_SUBJECT: "听课统计表（按学科）",
    Topic.LESSON_YEAR: "听课统计表（按年级）",
    Topic.FINDING_CATEGORY: "问题统计表（按类别）",
    Topic.FINDING_SEVERITY: "问题统计表（按程度）",
    Topic.FINDING_ZONE: "问题统计表（按责任区）",
    Topic.STAGE: "督学统计表（按学段）",
    Topic.WORKLOAD: "督学工作量统计表",
}
"""What a further table is called by itself."""
