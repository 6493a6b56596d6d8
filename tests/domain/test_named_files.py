"""Every file that an entry names is found, whatever names it and however deep it stands."""

from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from domain.kinds import KINDS
from domain.kinds.kept_file import FileKind, KeptFile
from domain.kinds.named_files import NAMING_FILES, named_files
from domain.kinds.office.template import DocumentKind, TemplateFile, TemplateSet
from domain.kinds.piece import Piece
from domain.kinds.register.portrait import PortraitSet
from tests.domain.test_thing import models_within

FILE = KeptFile(name="回执.pdf", kind=FileKind.PDF, sha256="a" * 64, size_bytes=9)
OTHER = KeptFile(name="附表.pdf", kind=FileKind.PDF, sha256="b" * 64, size_bytes=9)


class Inner(Piece):
    """A piece within a piece."""

    file: KeptFile | None = None


class Outer(Piece):
    """Files in a list, in a piece, and in a list of pieces."""

    files: tuple[KeptFile, ...] = ()
    one: Inner = Inner()
    some: tuple[Inner, ...] = ()


def holding(models: Iterator[type[BaseModel]]) -> bool:
    """Whether a model has a hash beside a size: what is kept as a file."""
    kept = {"KeptFile", "TemplateFile", "PortraitFile"}
    return any(each.__name__ in kept for each in models)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_kind_names_files_where_its_body_has_room_for_one(name):
    assert holding(models_within(KINDS[name].body)) == (name in NAMING_FILES)


def test_what_is_kept_beside_findings_and_tasks_is_among_them():
    assert {"finding.entered", "task.given", "task.changed", "paper.enclosed"} <= NAMING_FILES
    assert "visit.opened" not in NAMING_FILES


def test_files_are_found_however_deep():
    body = Outer(files=(FILE,), one=Inner(file=OTHER), some=(Inner(), Inner(file=FILE)))
    assert list(named_files(body)) == [FILE, OTHER, FILE]
    assert list(named_files(Outer())) == []


def test_a_template_and_a_portrait_are_files_too():
    file = TemplateFile(name="提示.docx", sha256="c" * 64, size_bytes=9)
    assert list(named_files(TemplateSet(document=DocumentKind.TIP, file=file))) == [file]
    assert list(named_files(PortraitSet(account="chen.jing"))) == []
