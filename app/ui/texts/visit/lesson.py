"""Texts of a lesson heard: the 听课记录表."""

from domain.typed_number import written

ADD_LESSON = "加一节课"
LESSONS_EMPTY = "还没有听课记录"
LESSONS_EMPTY_HINT = "听了课就加一节：一节课记一条，几位督学同听只算 1 节。"
LESSON_TITLE = "听课记录"
PERIOD, CLASS_NAME, SUBJECT, TOPIC, TEACHER = "节次", "班级", "学科", "课题", "授课教师"
CLASS_HINT = "如 三（2）班"
LESSON_TYPE, RATING = "课型", "等级"
ENROLLED, PRESENT = "应到人数", "实到人数"
PROCESS, STRENGTHS, ADVICE = "教学过程", "优点", "建议"
TALKED, TALKED_UNIT = "课后交流用时", "分钟"
OBSERVERS = "同听的督学"
DELETE_LESSON = "删除这节课"
DELETE_LESSON_HINT = "删除后不再计入听课节数；原来写的仍列在留痕里。"
UNFINISHED = "没填完"

STAGES = "教学环节"
STAGES_HINT = "点一个环节就加一行，也可以自己起名。"
USUAL_STAGES = ("导入", "新授", "练习", "讨论", "小结", "作业布置")
ADD_STAGE = "加一个环节"
STAGE_NAME, STAGE_MINUTES, STAGE_ACTIVITY = "环节", "用时", "师生活动"
MINUTES = "分钟"
PUPILS_UNIT, PERIOD_UNIT, POINTS_UNIT = "人", "节", "分"

SCORES = "评价得分"
TAKE_PROPOSAL = "采用"


def lesson_line(period: int | None, class_name: str, subject: str) -> str:
    """A lesson in one line."""
    parts = [f"第 {period} 节" if period else "", class_name, subject]
    return " · ".join(part for part in parts if part) or LESSON_TITLE


def attendance(enrolled: int | None, present: int | None) -> str:
    """How many pupils should have been there, and were."""
    parts = [f"应到 {enrolled}" if enrolled is not None else ""]
    parts.append(f"实到 {present}" if present is not None else "")
    return "，".join(part for part in parts if part)


def lessons(count: int) -> str:
    """How many lessons."""
    return f"{count} 节"


def stage_number(number: int) -> str:
    """What a stage without a name is called."""
    return f"环节 {number}"


def remove_stage(name: str) -> str:
    """The button that takes a stage out."""
    return f"删除环节 {name}"


def stage_sum(minutes: int) -> str:
    """How long all stages took."""
    return f"合计 {minutes} 分钟"


def stage_line(title: str, minutes: int | None) -> str:
    """A stage and how long it took."""
    return f"{title} {minutes} 分钟" if minutes is not None else title


def score_sum(points: float, out_of: float) -> str:
    """The points of all criteria."""
    return f"合计 {written(points)}/{written(out_of)} 分"


def score_line(name: str, points: float, out_of: float) -> str:
    """The points of one criterion."""
    return f"{name} {written(points)}/{written(out_of)}"


def proposed(rating: str) -> str:
    """The rating the points suggest."""
    return f"按得分建议评“{rating}”，由您决定"


def talked(minutes: int) -> str:
    """How long it was talked over."""
    return f"课后交流 {minutes} 分钟"


def full_marks(most: float) -> str:
    """How many points there are to give."""
    return f"满分 {written(most)} 分"


def too_many(most: float) -> str:
    """Said under a field with more points than there are."""
    return f"最多 {written(most)} 分"
