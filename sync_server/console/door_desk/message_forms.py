"""The forms about a message from a public card."""

from typing import Annotated

from pydantic import Field

from sync_server.console.forms import OfficeForm

_TO_SENDER = "来信人用查询码看得到"


class AcceptMessageForm(OfficeForm):
    """That the office looks into a message, with words for its sender."""

    text: Annotated[str, Field(max_length=1000, title="告诉来信人", description=_TO_SENDER)] = ""


class PassMessageForm(OfficeForm):
    """Which inspector is to look into a message, with words for them."""

    account: Annotated[str, Field(min_length=1, title="转给")]
    text: Annotated[
        str, Field(max_length=1000, title="告诉督学", description="联系方式不会转过去")
    ] = ""


class ReportMessageForm(OfficeForm):
    """What the inspector found, for the office."""

    text: Annotated[str, Field(min_length=1, max_length=2000, title="办理情况")]


class CloseMessageForm(OfficeForm):
    """That a message is done, with words for its sender."""

    text: Annotated[
        str, Field(min_length=1, max_length=2000, title="办理结果", description=_TO_SENDER)
    ]
