"""The forms of the review's queue."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.trail.line import Sha256Hex
from sync_server.console.forms import OfficeForm, Ticks
from sync_server.console.records.visit_forms import ExplainingForm, VerdictForm


class QueueForm(VerdictForm):
    """The office's word on the visit at this place of the queue, gone through by ``filters``.

    ``flags`` is the print of the flags that were seen: they may be others without a new version.
    """

    changed: ClassVar[str] = (
        "这条记录刚有新内容或新的系统提示，请重新查看。您刚才写的文字还在下面，没有丢。"
    )

    flags: Sha256Hex
    filters: Annotated[str, Field(max_length=2000)] = ""
    at: str = ""


class ExplainInQueueForm(ExplainingForm):
    """Why a flag of the visit at this place of the queue is as it is."""

    filters: Annotated[str, Field(max_length=2000)] = ""
    at: str = ""


class SeveralForm(OfficeForm):
    """That some of the visits shown are approved, each as it stood: ``seen`` are the versions."""

    changed: ClassVar[str] = (
        "勾选的里面有的刚有变化，没有通过，列在下面，请打开看过再审；其余勾选的都已通过。"
    )

    filters: Annotated[str, Field(max_length=2000)] = ""
    seen: Annotated[Ticks, Field(max_length=50)]
    visits: Annotated[Ticks, Field(min_length=1, max_length=50, title="要通过的督导")]
