"""Words of 信息报送."""

from collections.abc import Mapping
from enum import StrEnum

from domain.kinds.office.news import AdoptionLevel, UnitLevel
from domain.news.quota import Reported

NEWS: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    UnitLevel: {
        UnitLevel.CITY: "市级",
        UnitLevel.COUNTY: "县市区",
        UnitLevel.AREA: "片区、管理区",
        UnitLevel.OFFICE: "科室",
        UnitLevel.SCHOOL: "学校",
    },
    AdoptionLevel: {
        AdoptionLevel.SCHOOL: "校级",
        AdoptionLevel.COUNTY: "县级",
        AdoptionLevel.CITY: "市级",
        AdoptionLevel.PROVINCE: "省级",
        AdoptionLevel.NATION: "国家级",
    },
    Reported: {
        Reported.NONE_OWED: "没有任务",
        Reported.DONE: "已完成",
        Reported.ON_THE_WAY: "进行中",
        Reported.LACKING: "未完成",
    },
}
