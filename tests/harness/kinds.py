"""What Flet's differ asks of each control, answered once for each class, and in short.

It asks of every value of every control whether it is a dataclass, and looks for controls in every
field of every control: some eighty, of which all but a few hold their default. A class answers
the same each time, and in a default there is no control; asking all of it anew was an eighth of
the time of the screens' tests.
"""

import dataclasses
import functools
from collections.abc import Hashable
from types import SimpleNamespace
from typing import Any, cast

from flet.controls import object_patch
from flet.controls.value_types import Prop


def remember_kinds() -> None:
    """Let the differ ask each class once. The differ itself stays as it is."""
    asked = SimpleNamespace(**vars(dataclasses))
    asked.is_dataclass = lambda value: _is_dataclass(_class_of(value))
    asked.fields = _fields_with_something
    vars(object_patch)["dataclasses"] = asked


def _class_of(value: Any) -> Any:
    return value if isinstance(value, type) else type(value)


def _fields_with_something(value: Any) -> tuple[Any, ...]:
    """The fields, in their order, but for those that hold a plain default and always have.

    Flet keeps by itself which fields do not: those set, and those set back since it last looked.
    """
    if isinstance(value, type) or not hasattr(value, "_values"):
        return _fields(_class_of(value))
    always, sparse = _split(cast(Hashable, type(value)))
    found = dict(always)
    for name in (*value._values, *value._dirty):
        if name in sparse:
            found[sparse[name][0]] = sparse[name][1]
    return tuple(found[number] for number in sorted(found))


@functools.cache
def _split(kind: Any) -> tuple[dict[int, Any], dict[str, tuple[int, Any]]]:
    """A class's fields with their numbers: those to be looked at always, and the others by name."""
    always: dict[int, Any] = {}
    sparse: dict[str, tuple[int, Any]] = {}
    for number, each in enumerate(dataclasses.fields(kind)):
        prop = vars(_holder(kind, each.name)).get(each.name)
        if isinstance(prop, Prop) and not _may_hold(prop.default):
            sparse[each.name] = (number, each)
        else:
            always[number] = each
    return always, sparse


def _may_hold(default: Any) -> bool:
    """Whether the differ would look into the value."""
    return isinstance(default, dict | list) or dataclasses.is_dataclass(default)


def _holder(kind: Any, name: str) -> Any:
    """The class that says what the name is, the kind itself where none does."""
    return next((each for each in kind.__mro__ if name in vars(each)), kind)


_is_dataclass = functools.cache(dataclasses.is_dataclass)
_fields = functools.cache(dataclasses.fields)
