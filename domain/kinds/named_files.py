"""Which files an entry names: their contents are kept by the server under their hashes."""

from collections.abc import Iterator
from typing import get_args

from domain.kinds import KINDS
from domain.kinds.kept_file import KeptFile
from domain.kinds.office.template import TemplateFile
from domain.kinds.piece import Piece
from domain.kinds.register.portrait import PortraitFile

NamedFile = KeptFile | PortraitFile | TemplateFile


def named_files(piece: Piece) -> Iterator[NamedFile]:
    """The files that stand in a piece, however deep."""
    for name in type(piece).model_fields:
        value = getattr(piece, name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, NamedFile):
                yield each
            elif isinstance(each, Piece):
                yield from named_files(each)


def _may_name(annotation: object) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, NamedFile):
        return True
    if isinstance(annotation, type) and issubclass(annotation, Piece):
        return any(_may_name(field.annotation) for field in annotation.model_fields.values())
    return any(map(_may_name, get_args(annotation)))


NAMING_FILES = frozenset(name for name, kind in KINDS.items() if _may_name(kind.body))
"""The kinds of entries that name files, as their bodies have it."""
