"""Why an entry cannot be written on a visit now, in words, and what to do instead."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import to_json

from domain.errors import BadInput, Conflict

WORDS = {
    "after_submission": "这次督导已经提交。要改动，请先点“更正”并写明原因。",
    "visit_ended": "这次督导已经作废或并入别的记录，不能再改。",
    "already_checked_in": "这次督导已经签到过，不用再签。",
    "not_submitted": "这次督导还没有提交，可以直接修改。",
    "fix_not_exact": "这次签到的位置不够准，不能提议为单位的位置。",
    "hand_reason_missing": "手工标的位置，请写明原因。",
    "school_unknown": "名册里没有这个单位，请先同步。",
    "day_full": "一天最多排 20 站，先去掉几站再加。",
    "no_right": "这次督导不是您的记录，不能修改。",
    "photo_unknown": "这张照片不在这次督导里。",
    "photo_id_used": "这张照片已经加过了。",
    "finding_unknown": "没有这条问题。",
    "taken_over": "这次督导已经在您的另一部手机上接着记了。要在这部手机上记，"
    "请回到这次督导的首页，点“改在这部手机上记”。刚写的字还在屏幕上。",
    "app_too_old": "督迹版本太旧，督导室要求更新后才能开始新的督导。"
    "已经开始的可以照常记完、提交和上传。",
    "merged_into_itself": "不能并入它自己。",
}

M = TypeVar("M", bound=BaseModel)


def refusal(reason: str) -> Conflict:
    """The error for the fold's reason."""
    return Conflict(WORDS.get(reason, "这一步现在不能做。"), code=reason)


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
            words = "填写的内容不合要求，请检查后再存。"
        raise BadInput(words, code="bad_field", field=field, problem=first["msg"]) from error
