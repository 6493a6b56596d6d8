"""Making domain values from what was typed, with one clear line where that fails."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from domain.errors import BadInput

M = TypeVar("M", bound=BaseModel)

_NAMES = {
    "district": "区县代码",
    "name": "名称",
    "account": "账号",
    "adcode": "行政区划代码",
    "policy_id": "文件编号",
    "title": "标题",
    "number": "文号",
    "organ": "发文机关",
    "issued_on": "成文日期",
    "theme_ids": "主题编号",
    "from_on": "日期",
    "basis": "依据",
    "purpose": "用途",
}
_CODE = "只用英文字母、数字和 . _ -，不超过 64 个"
_DAY = "要写成 2026-03-01 这样"
_HINTS = {
    **dict.fromkeys(("name", "title", "number", "organ"), "1 到 200 个字"),
    **dict.fromkeys(("basis", "purpose"), "1 到 1000 个字"),
    **dict.fromkeys(("issued_on", "from_on"), _DAY),
}


def checked(model: type[M], **fields: Any) -> M:
    """The model of these fields; BadInput names the first one that cannot be."""
    try:
        return model(**fields)
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        value = fields.get(field)
        name, hint = _NAMES.get(field, field), _HINTS.get(field, _CODE)
        raise BadInput(f"{name} “{value}” 不能用：{hint}。", code="bad_value") from error
