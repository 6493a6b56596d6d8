"""A scan that is put to an issued paper: the signed sheet, a receipt, what the unit wrote."""

from typing import ClassVar

from domain.kinds.author import Relation, right
from domain.kinds.folding import Stamp
from domain.kinds.kept_file import KeptFile
from domain.kinds.kind import PAPER, Kind, Trait, register
from domain.kinds.paper.builder import Enclosure, EnclosureSort, PaperAct, PaperBuilder
from domain.kinds.paper.drafting import DRAFTING
from domain.kinds.piece import OfficeBody

MOST_ENCLOSURES = 20


class PaperEnclosed(OfficeBody):
    """The scan belongs to the paper; it stays where it is on its way."""

    kind: ClassVar[str] = "paper.enclosed"

    sort: EnclosureSort
    file: KeptFile


def _enclosed(
    paper: PaperBuilder, body: PaperEnclosed, _private: object, stamp: Stamp
) -> str | None:
    if reason := paper.refusal(PaperAct.ENCLOSE):
        return reason
    paper.enclosures.append(Enclosure(stamp=stamp, sort=body.sort, file=body.file))
    return None


register(
    Kind(
        PaperEnclosed,
        "附扫描件",
        PAPER,
        right(DRAFTING, Relation.OFFICE),
        traits=frozenset({Trait.CHANGES, Trait.IN_OFFICE}),
        apply=_enclosed,
    )
)
