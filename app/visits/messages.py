"""Why something cannot be written on a visit now, in words, and what to do instead."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import to_json

from domain.errors import BadInput, Conflict
from domain.kinds.visit.plan import VisitType
from domain.register.checklist import AnswerProblem, Item
from domain.typed_number import NumberField, NumberProblem, written
from domain.words.visit import said_of

WORDS = {
    "after_submission": "这次{visit}已经提交。要改动，请先点“更正”并写明原因。",
    "visit_ended": "这次{visit}已经作废或并入别的记录，不能再改。",
    "already_checked_in": "这次{visit}已经记录到校，不用再记。",
    "already_amending": "这次{visit}已经在更正中，改好后请重新提交。",
    "not_submitted": "这次{visit}还没有提交，可以直接修改。",
    "not_checked_in": "这次{visit}还没有记录到校，请先记录到校。",
    "place_told": "这次到校的位置已经说明了是否在场，不用补记。",
    "place_unwanted": "本区规定不记录位置。",
    "no_fix": "没有定位，没有位置可以记。",
    "fix_not_exact": "这次到校的位置不够准，不能提议为单位的位置。",
    "hand_reason_missing": "手工标的位置，请写明原因。",
    "school_unknown": "名册里没有这个单位，请先同步。",
    "day_full": "一天最多排 20 站，先去掉几站再加。",
    "no_right": "这次{visit}不是您的记录，不能修改。",
    "unit_is_first": "这就是这次{visit}的第一个单位，不用再加。",
    "unit_unknown": "这个单位已经不在这次{visit}里，请先加上。",
    "photo_unknown": "这张照片不在这次{visit}里。",
    "photo_there_already": "这张照片已经在这次{visit}里了。",
    "photo_id_used": "这张照片已经加过了。",
    "finding_unknown": "没有这条问题。",
    "taken_over": "这次{visit}已经在您的另一部手机上接着记了。要在这部手机上记，"
    "请回到这次{visit}的首页，点“改在这部手机上记”。刚写的字还在屏幕上。",
    "app_too_old": "督迹版本太旧，督导室要求更新后才能开始新的督导。"
    "已经开始的可以照常记完、提交和上传。",
    "merged_into_itself": "不能并入它自己。",
    "not_merged": "它没有并入那一次。",
    "other_purpose": "督导和单独回访不能互相改，请另开一次。",
    "campaign_alone": "联合部门人员只督导专项的单位，请从“本月”里的专项点开单位，再开始。",
    "nothing_looked_at": "还没有记下回访的结论，记了再提交。",
}
ANSWERS = {
    AnswerProblem.UNKNOWN_OPTION: "没有这个选项，请重新选择。",
    AnswerProblem.NOT_A_NUMBER: "请填写数字。",
    AnswerProblem.TOO_SMALL: "数字太小，请核对。",
    AnswerProblem.TOO_LARGE: "数字太大，请核对。",
    AnswerProblem.NOT_TEXT: "请填写文字。",
    AnswerProblem.EMPTY: "请填写内容。",
    AnswerProblem.TOO_LONG: "文字太长，请删减到 4000 字以内。",
}
FIELDS = {
    "period": "节次请填 1 到 20 的整数。",
    "enrolled": "应到人数请填整数。",
    "present": "实到人数请填整数。",
    "stages": "环节要有名称，用时请填 0 到 300 分钟。",
    "scores": "评价项的得分不能小于 0，也不能超过满分。",
    "talked_min": "交流时间请填 0 到 600 分钟。",
    "category": "请给问题选一个类别。",
    "due_on": "整改期限要是日历上的一天。",
    "quantity": "数量请填 0 到 1000000 的整数。",
}
NUMBERS = {
    NumberProblem.NOT_A_NUMBER: "“{typed}”看不懂，请填写数字，例如 53。",
    NumberProblem.NOT_WHOLE: "“{typed}”不是整数，请填整数。",
    NumberProblem.COMMA: "“{typed}”里的逗号看不准，请填没有逗号的数字，小数点用“.”。",
    NumberProblem.OTHER_UNIT: "“{typed}”的单位不是“{unit}”，请填按“{unit}”算的数字。",
    NumberProblem.TOO_LONG: "“{typed}”太长，请填 14 位以内的数字，小数最多 6 位。",
    NumberProblem.TOO_SMALL: "“{typed}”太小，最少 {low} {unit}。",
    NumberProblem.TOO_LARGE: "“{typed}”太大，最多 {high} {unit}。",
}
TYPED_SHOWN = 16
NO_FINDING_TEXT = "请写明是什么问题。"
NO_CONCLUSION = "请选一个结论：已整改、部分整改还是未整改。"
NO_LESSON = "没有这节听课记录。"
NO_FINDING = "没有这条问题。"
NO_EARLIER_FINDING = "本机没有这个问题的资料，联网同步后再回访；已写的内容都在。"
NOTHING_DRAWN = "还没有签名，请先在框里写上名字；对方不签的，点“对方拒签”写明原因。"

M = TypeVar("M", bound=BaseModel)


def refusal(reason: str, visit_type: VisitType = VisitType.ROUTINE) -> Conflict:
    """The error for the fold's reason, on a visit of this type."""
    words = said_of(visit_type, WORDS.get(reason, "这一步现在不能做。"))
    return Conflict(words, code=reason)


def bad_answer(item: Item, problem: AnswerProblem) -> BadInput:
    """The error for an answer that does not fit its item, with the numbers that would."""
    words = ANSWERS[problem]
    if problem in (AnswerProblem.TOO_SMALL, AnswerProblem.TOO_LARGE):
        words += _possible(item)
    return BadInput(words, code=problem.value, item=item.item_id)


def bad_number(typed: str, problem: NumberProblem, asked: NumberField) -> BadInput:
    """The error for a text that is not the number asked for; it names the text."""
    shown = typed.strip()
    shown = shown if len(shown) <= TYPED_SHOWN else f"{shown[:TYPED_SHOWN]}…"
    low, high = written(asked.low), written(asked.high)
    words = NUMBERS[problem].format(typed=shown, unit=asked.unit, low=low, high=high)
    return BadInput(words.replace(" 。", "。"), code=problem.value, typed=typed)


def _possible(item: Item) -> str:
    low, high, unit = item.minimum, item.maximum, f" {item.unit}".rstrip()
    if low is not None and high is not None:
        return f"这一项只能填 {written(low)}—{written(high)}{unit}。"
    least, most = f"这一项最少 {written(low)}{unit}。", f"这一项最多 {written(high)}{unit}。"
    return most if high is not None else least


def made(model: type[M], **fields: object) -> M:
    """The model with these fields; BadInput naming the first field that cannot be so.

    Fields may be as a screen has them: an enum's value for the enum, a list for a tuple.
    """
    try:
        return model.model_validate_json(to_json(fields, inf_nan_mode="constants"))
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        if first["type"] == "string_too_long":
            words = f"文字太长，最多 {first['ctx']['max_length']} 字。请删减一些。"
        else:
            words = FIELDS.get(field, "填写的内容不合要求，请检查后再存。")
        raise BadInput(words, code="bad_field", field=field, problem=first["msg"]) from error
