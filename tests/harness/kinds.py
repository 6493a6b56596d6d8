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
    asked.is_dataclass = lambda value: _is_dataclass(
        cast(Hashable, value if isinstance(value, type) else type(value))
    )
    asked.fields = _fields_with_something
    vars(object_patch)["dataclasses"] = asked


def _fields_with_something(value: Any) -> tuple[Any, ...]:
    """The fields, in their order, but for those that hold a plain default and always have.

    Flet keeps by itself which fields do not: those set, and those set back since it last looked.
    """
    if isinstance(value, type):
        return _fields(cast(Hashable, value))
    named = getattr(value, "_values", None)
    if named is None:
        return _fields(cast(Hashable, type(value)))
    return _filled(cast(Hashable, type(value)), *named, *value._dirty)


@functools.cache
def _filled(kind: Any, *names: str) -> tuple[Any, ...]:
    """A class's fields that are named, or may hold something without being named."""
    return tuple(
        each for each in _fields(kind) if each.name in names or not _is_sparse(kind, each.name)
    )


def _is_sparse(kind: Any, name: str) -> bool:
    """Whether Flet names the field once it holds anything to look into."""
    prop = next((vars(each)[name] for each in kind.__mro__ if name in vars(each)), None)
    return isinstance(prop, Prop) and not (
        isinstance(prop.default, dict | list) or dataclasses.is_dataclass(prop.default)
    )


_is_dataclass = functools.cache(dataclasses.is_dataclass)
_fields = functools.cache(dataclasses.fields)
