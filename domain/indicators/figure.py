"""The raw figures of a school from which the indicators of balance are made."""

from dataclasses import dataclass
from enum import StrEnum


class Figure(StrEnum):
    """What is counted of a school once a year; the value is its field in the entry."""

    ROOMS = "rooms_m2"
    SPORTS = "sports_m2"
    EQUIPMENT = "equipment_yuan"
    COMPUTERS = "computers"
    BOOKS = "books"
    TEACHERS = "teachers"
    QUALIFIED = "qualified_teachers"
    TITLED = "titled_teachers"
    LEADING = "leading_teachers"
    ARTS = "arts_teachers"
    MULTIMEDIA = "multimedia_rooms"


class Stage(StrEnum):
    """The stages of compulsory education, each of which is measured by itself."""

    PRIMARY = "primary"
    JUNIOR = "junior"


class Standard(StrEnum):
    """By which of the state's two measures balance is judged."""

    BASIC = "basic"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure over so many pupils: what the office calls it, and in which unit it is."""

    figure: Figure
    title: str
    per: int
    unit: str


INDICATORS = (
    Indicator(Figure.QUALIFIED, "每百名学生拥有高于规定学历教师数", 100, "人"),
    Indicator(Figure.LEADING, "每百名学生拥有县级以上骨干教师数", 100, "人"),
    Indicator(Figure.ARTS, "每百名学生拥有体育、艺术专任教师数", 100, "人"),
    Indicator(Figure.ROOMS, "生均教学及辅助用房面积", 1, "㎡"),
    Indicator(Figure.SPORTS, "生均体育运动场馆面积", 1, "㎡"),
    Indicator(Figure.EQUIPMENT, "生均教学仪器设备值", 1, "元"),
    Indicator(Figure.MULTIMEDIA, "每百名学生拥有网络多媒体教室数", 100, "间"),
    Indicator(Figure.COMPUTERS, "每百名学生拥有计算机台数", 100, "台"),
    Indicator(Figure.BOOKS, "生均图书册数", 1, "册"),
    Indicator(Figure.TEACHERS, "师生比（每名学生的专任教师数）", 1, "人"),
    Indicator(Figure.TITLED, "生均中级及以上专业技术职务教师数", 1, "人"),
)
BY_FIGURE = {each.figure: each for each in INDICATORS}
