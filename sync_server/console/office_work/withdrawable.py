"""What the forms of trainings, activities and meetings share: files that stay, and withdrawing."""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from domain.clock import local_date
from domain.errors import BadInput
from domain.kinds.kept_file import KeptFile
from domain.kinds.office.withdrawal import WithdrawnPrivate
from domain.register.in_use import is_in_use
from sync_server.console.forms import Ticks
from sync_server.console.kinds.thing_form import Writing
from sync_server.register.history import History
from sync_server.register.names import Names, names

Withdrawn = Annotated[bool, Field(title="撤销这条登记，不再计入")]
Reason = Annotated[str, Field(max_length=1000, title="撤销的原因", description="撤销时必填")]
Files = Annotated[Ticks, Field(title="材料", description="去掉勾就是去掉，原来的版本里还有")]
ONLY_OF_CHANGE = ("files", "is_withdrawn", "reason")
"""What a new one is not asked: its files are put beside it on its page."""

DONE = {"opened": "已登记，统计报表里已经算上。", "set": "已保存，原来的内容在修改记录里。"}
_BETWEEN = re.compile(r"[、，,；;\n]+")


def words_in(text: str) -> tuple[str, ...]:
    """What stands in a text between commas, each once."""
    return tuple(dict.fromkeys(filter(None, (each.strip() for each in _BETWEEN.split(text)))))


def why(is_withdrawn: bool, reason: str) -> WithdrawnPrivate:
    """Why something is withdrawn; BadInput (``reason``) where nobody says."""
    if is_withdrawn and not reason:
        raise BadInput("请写明撤销的原因。", code="reason")
    return WithdrawnPrivate(reason=reason if is_withdrawn else "")


def reason_of(history: History) -> str:
    """Why it was withdrawn, as far as that can be read."""
    return history.private.reason if isinstance(history.private, WithdrawnPrivate) else ""


def still_there(files: Sequence[KeptFile], kept: Sequence[str]) -> tuple[KeptFile, ...]:
    """Those of the files that are kept."""
    return tuple(each for each in files if each.sha256 in kept)


def file_options(files: Sequence[KeptFile]) -> dict[str, str]:
    """The files by their hashes, to keep or not."""
    return {each.sha256: each.name for each in files}


def known_to(writing: Writing) -> tuple[Names, str]:
    """The district's names, and the local day."""
    services = writing.services
    found = names(services.server.database, writing.viewer.district)
    return found, local_date(services.server.clock()).isoformat()


def zones_to_choose(known: Names, today: str, stood: str | None) -> dict[str, str]:
    """The zones in use, and the one that stood."""
    return {
        code: row.name
        for code, row in known.zones.items()
        if is_in_use(row, today) or code == stood
    }
