"""Builders of what a phone has after it pulled its workbook from a real server."""

from collections.abc import Mapping
from typing import Any, TypeVar

import httpx2 as httpx

from domain.kinds.book_part import BookPart
from domain.wire.messages import Message
from domain.wire.workbook import Workbook
from domain.wire.workbook_parts import WorkbookAnswer, WorkbookContents, put_together
from tests.builders.handset import Handset

T = TypeVar("T", bound=str)

ADDRESS = "/api/v1/workbook"


def read_workbook(text: str | bytes | None) -> Workbook:
    """The workbook of an answer that has all its parts."""
    answer = WorkbookContents.model_validate_json(text or "")
    contents: dict[BookPart, Message] = {
        BookPart(name.strip("_")): sent.content for name, sent in answer.parts if sent is not None
    }
    workbook = put_together(contents, answer.server_at)
    assert workbook is not None, "the answer has not all parts"
    return workbook


async def pull(client: httpx.AsyncClient, handset: Handset) -> Any:
    """The whole workbook as of now."""
    answer = await client.get(ADDRESS, headers=handset.headers)
    return read_workbook(answer.content)


async def tags(client: httpx.AsyncClient, handset: Handset) -> dict[str, str]:
    """What each part is known by now."""
    answer = await client.get(ADDRESS, headers=handset.headers)
    sent = WorkbookAnswer.model_validate_json(answer.content).parts
    return {name: part.tag for name, part in sent.items()}


def moved(before: Mapping[T, str], after: Mapping[T, str]) -> set[T]:
    """The parts that are known by another tag."""
    return {name for name, tag in after.items() if before.get(name) != tag}
