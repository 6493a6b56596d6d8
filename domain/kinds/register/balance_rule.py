"""What a district holds 差异系数 against from a year on, where it is not the state's standard."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.indicators.figure import Figure, Stage, Standard
from domain.kinds.author import LEADING
from domain.kinds.kind import sets
from domain.kinds.piece import Code, OfficeBody, Piece, Text
from domain.kinds.register.indicator import MOST, Year

Limit = Annotated[float, Field(ge=0, le=100)]


class Need(Piece):
    """So much of a figure a school must have, for as many pupils as its indicator says."""

    figure: Annotated[Figure, Field(title="指标")]
    amount: Annotated[float, Field(ge=0, le=MOST, title="每校应达到")]


class BalanceRuleSet(OfficeBody, title="均衡标准"):
    """What one standard asks of one stage from a year on; ``needs`` not named stay the state's.

    ``source`` is the paper that says so.
    """

    kind: ClassVar[str] = "balance_rule.set"

    rule_id: Code = Field(title="编号")
    standard: Standard = Field(title="标准")
    stage: Stage = Field(title="学段")
    from_year: Year = Field(title="从哪年起")
    limit: Limit = Field(title="差异系数不高于")
    needs: Annotated[tuple[Need, ...], Field(max_length=len(Figure), title="每校应达到")] = ()
    source: Text = Field(title="依据")
    is_withdrawn: bool = Field(default=False, title="取消")


sets("balance_rule", BalanceRuleSet, "设置均衡标准", LEADING, lambda body: body.rule_id)
