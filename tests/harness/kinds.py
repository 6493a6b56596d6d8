"""What Flet's differ asks of each control's class, answered once for each class.

It asks of every value of every control whether it is a dataclass, and for its fields. A class
answers the same each time; asking anew was about a twentieth of the time of the screens' tests.
"""

import dataclasses
import functools
from types import SimpleNamespace
from typing import Any

from flet.controls import object_patch


def remember_kinds() -> None:
    """Let the differ ask each class once. The differ itself stays as it is."""
    asked = SimpleNamespace(**vars(dataclasses))
    asked.is_dataclass = lambda value: _is_dataclass(_class_of(value))
    asked.fields = lambda value: _fields(_class_of(value))
    vars(object_patch)["dataclasses"] = asked


def _class_of(value: Any) -> Any:
    return value if isinstance(value, type) else type(value)


_is_dataclass = functools.cache(dataclasses.is_dataclass)
_fields = functools.cache(dataclasses.fields)
