"""Each flag's sentence, for phone and office alike."""

from collections.abc import Callable, Iterable, Mapping

from domain.kinds.visit.record import NoteSection
from domain.kinds.visit.signature import Signer
from domain.visit.flag import UNIT_NAME, UNIT_NUMBER, UNIT_SCHOOL, Flag, FlagCode, FlagFact
from domain.words.values import label


def span(minutes: float) -> str:
    """A length of time in minutes, in words a reader takes in at once."""
    if minutes < 90:
        return f"{minutes:.0f} 分钟"
    if minutes < 48 * 60:
        return f"{minutes / 60:.1f} 小时".replace(".0 ", " ")
    return f"{minutes / 60 / 24:.1f} 天".replace(".0 ", " ")


def metres(value: float) -> str:
    """A distance in metres, from a kilometre on in kilometres."""
    return f"{value:.0f} 米" if value < 1000 else f"{value / 1000:.1f} 公里"


Facts = Mapping[str, FlagFact]


def _number(facts: Facts, name: str) -> float:
    value = facts.get(name, 0)
    return float(value) if isinstance(value, int | float) else 0.0


def _clock_off(facts: Facts) -> str:
    side = "快" if facts.get("is_ahead") else "慢"
    off = span(_number(facts, "minutes"))
    return f"手机时钟比服务器推算的时间{side}约 {off}，到校时间以推算范围为准。"


def _outside(what: str) -> Callable[[Facts], str]:
    def sentence(facts: Facts) -> str:
        away, radius = (metres(_number(facts, name)) for name in ("distance_m", "radius_m"))
        return f"{what}的位置距学校 {away}，超出该校 {radius}的范围（已扣除定位误差）。"

    return sentence


def _by_hand(facts: Facts) -> str:
    reason = facts.get("reason")
    told = f"说明是：“{reason}”。" if reason else "没有写说明。"
    return f"当时取不到定位，地点由督学手工标注，{told}"


def _missing(facts: Facts) -> str:
    missing = [each for each in str(facts.get("signers", "")).split(",") if each]
    return "、".join(label(Signer(each)) for each in missing)


def _changed(then: str) -> Callable[[Facts], str]:
    def sentence(facts: Facts) -> str:
        changes = round(_number(facts, "changes"))
        return f"{_missing(facts)}签名以后，记录又改了 {changes} 处，{then}"

    return sentence


def _gaps(facts: Facts) -> str:
    named = (("unanswered", "项没有作答"), ("remarks", "项缺备注"), ("photos", "项缺照片"))
    parts = [f"{facts[name]} {words}" for name, words in named if facts.get(name)]
    return f"督导清单有 {'、'.join(parts)}。" if parts else "督导清单没有答全。"


def _copied_by_writer(facts: Facts) -> str:
    section = label(NoteSection(str(facts.get("section", NoteSection.RECORD))))
    known = f"{facts['school']} {facts['visit_on']} 的督导" if "school" in facts else "以前一次督导"
    return f"“{section}”约 {facts.get('percent', 0)}% 和{known}写的一样，请按这次的情况改写。"


def _plain(text: str) -> Callable[[Facts], str]:
    return lambda facts: text.format_map(_Shown(facts))


class _Shown(dict[str, FlagFact]):
    """Facts for a sentence; one that is missing shows as 若干 instead of failing the page."""

    def __missing__(self, name: str) -> str:
        return "若干"


SENTENCES: dict[FlagCode, Callable[[Facts], str]] = {
    FlagCode.CLOCK_OFF: _clock_off,
    FlagCode.OUTSIDE: _outside("到校记录"),
    FlagCode.MOCKED: _plain("手机正在使用模拟定位，到校位置不能作数。"),
    FlagCode.REUSED_PHOTO: _plain("有照片与另一次督导的照片是同一个文件，请对照查看。"),
    FlagCode.SIMILAR_PHOTO: _plain(
        "有照片与另一次督导的照片看起来几乎一样，请对照查看；系统只提示，不下结论。"
    ),
    FlagCode.ALBUM_PHOTO: _plain("有 {photos} 张照片来自相册，不是现场拍摄，时间和地点无法确认。"),
    FlagCode.FORK: _plain(
        "同一部手机的同一条记录之后出现了两条（可能恢复过备份或复制过手机），两边都已保留。"
    ),
    FlagCode.REVOKED_CHAIN: _plain("有记录来自已停用的手机，内容已保存，由督导室核实。"),
    FlagCode.CLOCK_CONTRADICTS: _plain(
        "手机报来的计时与服务器自己的记录对不上，没有采用，有关时间按未核实看待。"
    ),
    FlagCode.AFTER_SUBMISSION: _plain(
        "提交以后有 {entries} 处改动没有先说明更正理由，没有计入，列在留痕里。"
    ),
    FlagCode.NO_RIGHT: _plain("有 {entries} 条记录的写入人没有这项权限，没有计入，列在留痕里。"),
    FlagCode.UNREADABLE: _plain("有 {entries} 条记录这一版读不出来，原文已保存，升级后自动读出。"),
    FlagCode.WITHHELD: _plain("有 {entries} 条记录的内容没有随记录送来，只有凭据能证明写过。"),
    FlagCode.UNKNOWN_SCHOOL: _plain("学校编号 {school} 不在基础数据里，由督导室登记或更正。"),
    FlagCode.NO_CHECK_IN: _plain("没有到校记录。"),
    FlagCode.UNIT_NOT_ARRIVED: _plain("没有自己的到校记录，计入校次，不计入应督导的完成次数。"),
    FlagCode.NO_CHECK_OUT: _plain("没有离校记录，在校时长无法计算。"),
    FlagCode.LEFT_OUTSIDE: _outside("离校记录"),
    FlagCode.PLACE_BY_HAND: _by_hand,
    FlagCode.PLACE_UNKNOWN: _plain(
        "定位缺失、过旧或误差太大，或者学校还没有坐标，无法判断到校时是否在校。"
    ),
    FlagCode.LATE_SYNC: _plain("结束约 {days} 天后才同步到服务器。"),
    FlagCode.CLOCK_UNVERIFIED: _plain(
        "到校前后手机很久没有联系服务器，到校时间只能确定在 12 小时以上的范围内。"
    ),
    FlagCode.DATE_SPANS: _plain("按推算到校可能在不同的日子，日期取手机所记的日期或最晚一天。"),
    FlagCode.COPIED_TEXT: _plain("有一段记录约 {percent}% 的文字与以前的督导相同，请对照查看。"),
    FlagCode.SAME_DAY: _plain(
        "这是这所学校当天的第 {visits} 次督导；如果是同一次各记了一遍，请督导室合并。"
    ),
    FlagCode.NO_PHOTO: _plain("没有一张照片；按本区规定，督导要有现场照片。"),
    FlagCode.SHORT_DWELL: _plain("在校约 {minutes} 分钟，不足本区规定的 {least} 分钟。"),
    FlagCode.NO_SIGNATURE: lambda facts: f"还缺{_missing(facts)}的签名。",
    FlagCode.CHANGED_AFTER_SIGNING: _changed("签的不是提交的这一版，改了什么列在留痕里。"),
    FlagCode.SIGNATURE_REFUSED: _plain("有人拒绝签名，理由见签名处。"),
    FlagCode.CHECKLIST_GAPS: _gaps,
    FlagCode.POSITION_PROPOSED: _plain("督学提议了学校的位置，由督导室核对后采用。"),
    FlagCode.ITEM_COUNT: _plain("督导内容选了 {items} 项，“1+N”要求 3 至 5 项。"),
    FlagCode.STALE_REVIEW: _plain(
        "有一次审核是在新内容到达之前作出的，没有生效，由督导室重新审核。"
    ),
    FlagCode.REDATED: _plain("督导室把日期更正为 {visit_on}，理由列在留痕里。"),
    FlagCode.AMENDED: _plain("提交以后更正过 {times} 次，改动前后都列在留痕里。"),
}

TO_THE_WRITER: dict[FlagCode, Callable[[Facts], str]] = {
    # Who writes can still put it into words of this day; who reviews can only compare.
    FlagCode.COPIED_TEXT: _copied_by_writer,
    # Who stands at the school may be refused and has to know that this is a way too.
    FlagCode.NO_SIGNATURE: lambda facts: f"还缺{_missing(facts)}的签名；拒签也可以，写明原因。",
    FlagCode.CHANGED_AFTER_SIGNING: _changed("可请对方看过改动再签一次。"),
}
"""What the phone says otherwise than the office, because its reader can still act on it."""


def sentence(flag: Flag) -> str:
    """What the flag says, in one Chinese sentence with its facts."""
    return f"{_unit(flag.facts)}{SENTENCES[flag.code](flag.facts)}"


def sentence_to_writer(flag: Flag) -> str:
    """The flag's sentence as the inspector reads it who writes the record."""
    said = TO_THE_WRITER.get(flag.code, SENTENCES[flag.code])(flag.facts)
    return f"{_unit(flag.facts)}{said}"


def with_unit_names(flags: Iterable[Flag], name_of: Callable[[str], str]) -> list[Flag]:
    """The flags, those that are about a further unit with its name among their facts."""
    return [
        Flag.of(each.code, **each.facts, **{UNIT_NAME: name_of(str(each.facts[UNIT_SCHOOL]))})
        if UNIT_SCHOOL in each.facts
        else each
        for each in flags
    ]


def _unit(facts: Facts) -> str:
    """Which further unit a flag is about, before its sentence; nothing where it is about none."""
    if UNIT_NUMBER not in facts:
        return ""
    name = facts.get(UNIT_NAME)
    return f"第 {facts[UNIT_NUMBER]} 个单位{f'“{name}”' if name else ''}："
