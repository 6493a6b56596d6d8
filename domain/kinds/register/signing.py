"""签发规则: who signs the office's papers, and how their numbers are made."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.kind import Trait, sets
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.piece import Code, DateText, OfficeBody, Piece


class PaperNumbering(Piece):
    """How the papers of a kind are numbered: by which 代字, or as the registry assigns it."""

    paper_kind: PaperKind = Field(title="文书")
    prefix: Annotated[str, Field(max_length=20, title="代字")] = ""
    is_typed: bool = Field(default=False, title="文号手工填写")


class SigningSet(OfficeBody, title="签发规则"):
    """Who signs as it now stands; without ``approvers`` every supervisor and admin does.

    What is not named in ``numbering`` is counted on under the district's own prefix.
    """

    kind: ClassVar[str] = "signing.set"

    district: Code = Field(title="代码")
    approvers: Annotated[tuple[Code, ...], Field(max_length=50, title="签发人")] = ()
    drafter_may_sign: bool = Field(default=False, title="起草人可以本人签发")
    numbering: Annotated[tuple[PaperNumbering, ...], Field(max_length=20, title="文号")] = ()


class DelegateSet(OfficeBody, title="代签"):
    """Somebody signs for an approver who is away, from one day to another, both included."""

    kind: ClassVar[str] = "delegate.set"

    delegate_id: Code = Field(title="编号")
    approver: Code = Field(title="签发人")
    deputy: Code = Field(title="代签人")
    from_on: DateText = Field(title="起始日期")
    to_on: DateText = Field(title="结束日期")
    is_withdrawn: bool = Field(default=False, title="已撤销")

    def holds_on(self, day: str) -> bool:
        """Whether it holds on this local day."""
        return not self.is_withdrawn and self.from_on <= day <= self.to_on


sets("signing", SigningSet, "设置签发规则", LEADING, lambda body: body.district, Trait.IN_OFFICE)
sets("delegate", DelegateSet, "设置代签", LEADING, lambda body: body.delegate_id, Trait.IN_OFFICE)
