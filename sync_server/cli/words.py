"""Making domain values from what was typed, with one clear line where that fails."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from domain.errors import BadInput

M = TypeVar("M", bound=BaseModel)

_NAMES = {"district": "区县代码", "name": "名称", "account": "账号", "adcode": "行政区划代码"}


def checked(model: type[M], **fields: Any) -> M:
    """The model of these fields; BadInput names the first one that cannot be."""
    try:
        return model(**fields)
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0]) if first["loc"] else ""
        value = fields.get(field)
        hint = "只用英文字母、数字和 . _ -，不超过 64 个" if field != "name" else "1 到 200 个字"
        name = _NAMES.get(field, field)
        raise BadInput(f"{name} “{value}” 不能用：{hint}。", code="bad_value") from error
