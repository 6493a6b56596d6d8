"""Entry passes (进校凭证): who comes to a unit on a day, and on what basis (5-03)."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Code, DateText, OfficeBody, Text

ENTRY = "entry_pass"
MOST_COMPANIONS = 20


class EntryPassSet(OfficeBody, title="进校凭证"):
    """A pass as it now stands: it holds on one local day, and not once it is revoked."""

    kind: ClassVar[str] = "entry_pass.set"

    pass_id: Code = Field(title="编号")
    school_id: Code = Field(title="单位")
    account: Code = Field(title="督学")
    inspectors: Annotated[
        tuple[Code, ...], Field(max_length=MOST_COMPANIONS, title="同行督学")
    ] = ()
    valid_on: DateText = Field(title="到校日期")
    basis: Annotated[Text, Field(max_length=200, title="依据")]
    is_revoked: bool = Field(default=False, title="已作废")


sets(ENTRY, EntryPassSet, "开具进校凭证", LEADING, lambda body: body.pass_id)
