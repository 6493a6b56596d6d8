"""What a district says of who runs this site: operator, 备案号, retention, complaints (5-01)."""

from typing import ClassVar

from pydantic import Field

from domain.kinds.author import LEADING
from domain.kinds.book_part import BookPart
from domain.kinds.kind import Trait, sets
from domain.kinds.piece import Code, OfficeBody, Text


class ServiceNoticeSet(OfficeBody, title="运营信息"):
    """The words as they now stand; an empty one is what the server's own settings say."""

    kind: ClassVar[str] = "service_notice.set"

    district: Code = Field(title="代码")
    operator: Text = Field(default="", title="运营单位")
    filing_number: Text = Field(default="", title="备案号")
    retention: Text = Field(default="", title="保存多久")
    complaints: Text = Field(default="", title="意见和投诉找谁")


sets(
    "service_notice",
    ServiceNoticeSet,
    "设置运营信息",
    LEADING,
    lambda body: body.district,
    Trait.IN_OFFICE,
    BookPart.SERVER,
)
