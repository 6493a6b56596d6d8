"""What a thing of the register is like, field by field in words, and what changed between two."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel

from domain.kinds.piece import Body, Private
from domain.typed_number import written
from domain.words.values import ITEM_KIND, label
from sync_server.register.names import Names

LONGEST = 200
ERASED = "（文字已依法清除）"
_OWN_NAMES = ("item_id", "key")
# What is made from the names, or from a file, tells nobody anything.
_MADE = ("sort_as", "initials", "pinyin", "sha256")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field as it was and as it is; empty where it had or has nothing in it."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FieldWords:
    """Puts the fields of a thing into words; ``code`` is the thing's own, shown as it is."""

    names: Names
    code: str

    def of(self, body: Body, private: Private | None) -> dict[str, str]:
        """What stands in each field, in the order of the kind; an erased piece says so."""
        pieces: list[BaseModel] = [body] if private is None else [private, body]
        found = {name: words for piece in pieces for name, words in self._fields(piece, "")}
        if private is None:
            erased = (
                field.title or name
                for name, field in body.private.model_fields.items()
                if name not in _MADE
            )
            found |= dict.fromkeys(erased, ERASED)
        return found

    def _fields(self, model: BaseModel, within: str) -> Iterator[tuple[str, str]]:
        for name, field in type(model).model_fields.items():
            if field.title is None or name in _MADE:
                continue
            path = f"{within} · {field.title}" if within else field.title
            yield from self._value(name, path, getattr(model, name))

    def _value(self, name: str, path: str, value: object) -> Iterator[tuple[str, str]]:
        if isinstance(value, BaseModel):
            yield from self._fields(value, path)
        elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
            for number, each in enumerate(value, start=1):
                own = next((str(getattr(each, key, "")) for key in _OWN_NAMES), "")
                yield from self._fields(each, f"{path} {own or number}")
        elif isinstance(value, tuple):
            yield path, "、".join(self._word(name, each) for each in value)
        else:
            yield path, self._word(name, value)

    def _word(self, name: str, value: object) -> str:
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, StrEnum):
            return label(value)
        if value is None:
            return ""
        text = written(value) if isinstance(value, float) else str(value)
        if name == "kind":
            return ITEM_KIND.get(text, text)
        shown = self._names().get(name)
        text = shown(text) if shown and text != self.code else text
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…（共 {len(text)} 字）"

    def _names(self) -> Mapping[str, Callable[[str], str]]:
        names = self.names
        return {
            "zone": names.zone,
            "account": names.person,
            "head": names.person,
            "inspectors": names.person,
            "approvers": names.person,
            "approver": names.person,
            "deputy": names.person,
            "school_id": names.school,
            "schools": names.school,
            "organ": names.organ,
            "members": names.member,
            "theme_id": names.theme,
            "theme_ids": names.theme,
            "unit_id": names.reporting_unit,
        }


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FieldChange, ...]:
    """The fields that read differently, in the order of what stands now; what went away last."""
    fields = [*after, *(name for name in before if name not in after)]
    found = (FieldChange(name, before.get(name, ""), after.get(name, "")) for name in fields)
    return tuple(each for each in found if each.before != each.after)
