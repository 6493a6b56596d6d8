"""Each flag in a sentence, as the inspector reads it; what is thin also says what would help."""

from collections.abc import Callable, Mapping

from app.ui.texts import labels
from domain.kinds.visit.record import NoteSection
from domain.kinds.visit.signature import Signer
from domain.visit.flag import Flag, FlagCode, FlagFact

Facts = Mapping[str, FlagFact]


def sentence(flag: Flag) -> str:
    """The flag in words."""
    return SENTENCES[flag.code](flag.facts)


def distance(metres: float) -> str:
    """A distance as people say it."""
    if metres < 1000:
        return f"{metres:.0f} 米"
    return f"{metres / 1000:.1f} 公里"


def _signers(facts: Facts) -> str:
    missing = [labels.SIGNER[Signer(name)] for name in str(facts.get("signers", "")).split(",")]
    return f"{'和'.join(missing)}还没有签字；拒签也可以，写明原因。"


def _items(facts: Facts) -> str:
    return f"督导内容选了 {facts.get('items', 0)} 项，“1+N”要求 3—5 项。"


def _outside(facts: Facts) -> str:
    away, radius = float(facts.get("distance_m", 0)), float(facts.get("radius_m", 0))
    return f"签到位置离学校约 {distance(away)}，超出 {distance(radius)} 的范围。"


def _left_outside(facts: Facts) -> str:
    return f"离校签退的位置离学校约 {distance(float(facts.get('distance_m', 0)))}。"


def _short(facts: Facts) -> str:
    return f"在校时间约 {facts.get('minutes', 0)} 分钟，少于 {facts.get('least', 0)} 分钟。"


def _clock(facts: Facts) -> str:
    direction = "快" if facts.get("is_ahead") else "慢"
    return f"手机时间比实际{direction}了约 {facts.get('minutes', 0)} 分钟。"


def _copied(facts: Facts) -> str:
    name = labels.NOTE[NoteSection(str(facts.get("section", NoteSection.RECORD)))][0]
    known = f"{facts['school']} {facts['visit_on']} 的督导" if "school" in facts else "以前一次督导"
    return f"“{name}”约 {facts.get('percent', 0)}% 和{known}写的一样，请按这次的情况改写。"


def _gaps(facts: Facts) -> str:
    named = (("unanswered", "项没有作答"), ("remarks", "项缺备注"), ("photos", "项缺照片"))
    parts = [f"{facts[name]} {words}" for name, words in named if facts.get(name)]
    return f"督导清单有 {'、'.join(parts)}。"


def _always(text: str) -> Callable[[Facts], str]:
    return lambda facts: text


SENTENCES: dict[FlagCode, Callable[[Facts], str]] = {
    FlagCode.CLOCK_OFF: _clock,
    FlagCode.OUTSIDE: _outside,
    FlagCode.MOCKED: _always("签到位置来自模拟定位软件。"),
    FlagCode.REUSED_PHOTO: _always("有照片与以前的督导用的是同一张。"),
    FlagCode.SIMILAR_PHOTO: _always("有照片与以前督导的照片很像。"),
    FlagCode.ALBUM_PHOTO: lambda facts: (
        f"有 {facts.get('photos', 0)} 张照片来自相册，不是现场拍的。"
    ),
    FlagCode.FORK: _always("这条记录所在的链出现了分叉（例如恢复过旧备份）。"),
    FlagCode.REVOKED_CHAIN: _always("有记录写于本机被督导室停用之后。"),
    FlagCode.CLOCK_CONTRADICTS: _always("手机的计时与服务器的记录对不上，时间没有核实。"),
    FlagCode.AFTER_SUBMISSION: _always("提交之后又有未写明更正原因的改动，没有采用。"),
    FlagCode.NO_RIGHT: _always("有无权改动这次督导的人写了记录，没有采用。"),
    FlagCode.UNREADABLE: _always("有的记录本版应用还看不懂，升级后再看。"),
    FlagCode.WITHHELD: _always("有的记录内容没有随记录送来。"),
    FlagCode.UNKNOWN_SCHOOL: _always("这个单位不在督导室的名册里。"),
    FlagCode.NO_CHECK_IN: _always("没有签到。"),
    FlagCode.NO_CHECK_OUT: _always("还没有离校签退。"),
    FlagCode.LEFT_OUTSIDE: _left_outside,
    FlagCode.PLACE_BY_HAND: lambda facts: f"签到位置是手工填写的，原因：{facts.get('reason', '')}",
    FlagCode.PLACE_UNKNOWN: _always("定位不够准，判断不了是否在校内。"),
    FlagCode.LATE_SYNC: lambda facts: f"督导 {facts.get('days', 0)} 天后才同步。",
    FlagCode.CLOCK_UNVERIFIED: _always("手机时间没有旁证。"),
    FlagCode.DATE_SPANS: _always("督导日期可能是相邻的两天，以督导室认定为准。"),
    FlagCode.COPIED_TEXT: _copied,
    FlagCode.NO_PHOTO: _always("还没有照片；时间、地点、照片、内容四样要齐。"),
    FlagCode.SHORT_DWELL: _short,
    FlagCode.NO_SIGNATURE: _signers,
    FlagCode.SIGNATURE_REFUSED: _always("学校负责人没有签字，已写明原因。"),
    FlagCode.CHECKLIST_GAPS: _gaps,
    FlagCode.POSITION_PROPOSED: _always("已提议学校的位置，等督导室采用。"),
    FlagCode.ITEM_COUNT: _items,
    FlagCode.STALE_REVIEW: _always("督导室审核时看到的是较早的版本。"),
    FlagCode.AMENDED: lambda facts: f"提交后更正过 {facts.get('times', 0)} 次。",
}
