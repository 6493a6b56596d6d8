"""The coefficient of variation among schools, weighted by their pupils (差异系数)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

DIGITS = 60
_EXACT = Decimal("1e-20")
"""What is counted is good to this; beyond it stands what division has cut off."""


@dataclass(frozen=True, slots=True)
class Provision:
    """What the pupils of one school have of something; ``amount`` None where it is not known."""

    school: str
    pupils: Decimal
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Variation:
    """How unevenly schools have something, for each of their pupils.

    ``pupils`` is ΣPᵢ and ``amount`` Σxᵢ. X̄ = Σxᵢ/ΣPᵢ; S = √Σ(Pᵢ/P_N)(Xᵢ−X̄)²; CV = S/X̄.
    ``left_out`` are the schools whose figure is not known; a school without pupils weighs
    nothing. ``moves`` tells by how much each school raises the coefficient: what it is with the
    school, less what it is without.
    """

    pupils: Decimal
    amount: Decimal
    mean: Decimal
    deviation: Decimal
    coefficient: Decimal
    schools: int
    left_out: tuple[str, ...]
    moves: Mapping[str, Decimal]

    @property
    def moved_most_by(self) -> str | None:
        """The school that raises it most; None where none does."""
        school = max(sorted(self.moves), key=lambda each: self.moves[each], default=None)
        return school if school is not None and self.moves[school] > 0 else None


def variation(provisions: Sequence[Provision]) -> Variation | None:
    """How unevenly it is spread; None where no pupil's school has any, or none is known."""
    taught = [each for each in provisions if each.pupils > 0]
    known = [(each.school, each.pupils, each.amount) for each in taught if each.amount is not None]
    left_out = tuple(each.school for each in taught if each.amount is None)
    with localcontext(prec=DIGITS):
        sums = _sums([(pupils, amount) for _, pupils, amount in known])
        if sums[1] == 0:
            return None
        mean, coefficient = sums[1] / sums[0], _coefficient(sums)
        deviation = coefficient * mean
        moves: dict[str, Decimal] = {}
        for school, pupils, amount in known:
            rest = (sums[0] - pupils, sums[1] - amount, sums[2] - amount * amount / pupils)
            if rest[1] > 0:
                moves[school] = (coefficient - _coefficient(rest)).quantize(_EXACT)
    return Variation(*sums[:2], mean, deviation, coefficient, len(known), left_out, moves)


def _sums(known: Sequence[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal, Decimal]:
    """ΣP, Σx and Σx²/P."""
    pupils = sum((each for each, _ in known), Decimal())
    amounts = sum((each for _, each in known), Decimal())
    squares = sum((amount * amount / each for each, amount in known), Decimal())
    return pupils, amounts, squares


def _coefficient(sums: tuple[Decimal, Decimal, Decimal]) -> Decimal:
    """CV² = ΣP·Σ(x²/P)/(Σx)² − 1, which is S²/X̄² written out."""
    pupils, amounts, squares = sums
    square = pupils * squares / (amounts * amounts) - 1
    return max(square, Decimal()).sqrt().quantize(_EXACT)
