"""A delivery: the body of a push and of an export file.

First line: a JSON envelope with the carrier's clock and the signed heads. Then one entry a
line, each line ended by a newline. The same bytes work from any carrier.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from domain.clock import Instant
from domain.errors import BadInput, BadLine
from domain.trail import strict_json
from domain.trail.line import ChainId, Counter, Line, Sha256Hex, Tick, has_control_byte, parse_line
from domain.trail.usual_run import UsualRun, read_usual_run

DELIVERY_FORMAT = 1
MAX_LINES = 2_000
MAX_PLAIN_BYTES = 8 * 1024 * 1024
MAX_GZIP_BYTES = 1024 * 1024

SignatureHex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{128}$")]


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class SignedHead(_Wire):
    """The last entry of a chain in this delivery, signed by the chain's key."""

    chain: ChainId
    seq: Annotated[int, Field(ge=1)]
    id: Sha256Hex
    signature: SignatureHex


class LastAnswer(_Wire):
    """The newest server time the carrier has had from this server, and its tick on arrival."""

    server_at: Instant
    ms: Counter


class Envelope(_Wire):
    """Who brings what: the carrier's tick at sending, its last answer, the signed heads.

    ``last_answer`` is only meaningful within the boot that ``tick`` names. A file exported
    for later has neither.
    """

    v: Annotated[int, Field(ge=DELIVERY_FORMAT, le=DELIVERY_FORMAT)] = DELIVERY_FORMAT
    tick: Tick | None = None
    last_answer: LastAnswer | None = None
    heads: tuple[SignedHead, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that is no entry: its place in the delivery (0-based), the rule and the words."""

    index: int
    code: str
    detail: str


class Delivery:
    """A parsed delivery: the good lines in their order, and the ones that are none.

    ``run`` is what it is where nothing but a usual run is in it; then its lines are made only
    when somebody asks for them.
    """

    __slots__ = ("_lines", "envelope", "refused", "run")

    def __init__(
        self,
        envelope: Envelope,
        lines: tuple[Line, ...] = (),
        refused: tuple[Refused, ...] = (),
        run: UsualRun | None = None,
    ) -> None:
        self.envelope = envelope
        self.refused = refused
        self.run = run
        self._lines = lines if run is None else None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The good lines."""
        if self._lines is None and self.run is not None:
            self._lines = tuple(self.run.lines())
        return self._lines or ()

    def __len__(self) -> int:
        """How many good lines there are."""
        return len(self.run.ids) if self.run else len(self.lines)

    def __eq__(self, other: object) -> bool:
        """Whether the other says the same, however it was read."""
        if not isinstance(other, Delivery):
            return NotImplemented
        mine, others = (self.envelope, self.refused), (other.envelope, other.refused)
        return mine == others and self.lines == other.lines

    def __hash__(self) -> int:
        """Of what it says as well."""
        return hash((self.envelope, self.lines, self.refused))


def write_delivery(envelope: Envelope, lines: Iterable[bytes]) -> bytes:
    """The bytes of a delivery, uncompressed."""
    first = envelope.model_dump_json(exclude_none=True).encode()
    return b"\n".join((first, *lines, b""))


def read_delivery(raw: bytes) -> Delivery:
    """The envelope and lines in these bytes; BadInput when it is no delivery at all.

    One of another format is refused whole (``older_delivery``, ``newer_delivery``). A line that
    is no entry does not spoil the others: it is listed in ``refused``.
    """
    first, _, rest = raw.partition(b"\n")
    try:
        _check_format(strict_json.load(first))
        envelope = Envelope.model_validate_json(first)
    except (ValidationError, ValueError) as error:
        raise BadInput("The first line is not a delivery envelope.", code="bad_envelope") from error
    run = read_usual_run(rest)
    if run is not None and len(run.ids) <= MAX_LINES:
        return Delivery(envelope, run=run)
    texts = rest.split(b"\n")
    if texts and texts[-1] == b"":
        texts.pop()
    if len(texts) > MAX_LINES:
        raise BadInput(f"{len(texts)} lines, more than 2000 at a time.", code="too_many_lines")
    lines: list[Line] = []
    refused: list[Refused] = []
    # All lines at once, in a fifth of the time: hardly ever is there one to be searched for it.
    is_searched = not has_control_byte(rest.replace(b"\n", b""))
    for index, text in enumerate(texts):
        try:
            lines.append(parse_line(text, is_searched=is_searched))
        except BadLine as error:
            refused.append(Refused(index, error.specific_code, error.message))
    return Delivery(envelope, tuple(lines), tuple(refused))


def _check_format(told: object) -> None:
    """BadInput where the envelope is one of another version of the app."""
    number = told.get("v") if isinstance(told, dict) else None
    if type(number) is int and number != DELIVERY_FORMAT:
        code = "older_delivery" if number < DELIVERY_FORMAT else "newer_delivery"
        raise BadInput(
            f"The delivery is of format {number}; this server takes {DELIVERY_FORMAT}.", code=code
        )


def vouched_for(heads: Iterable[SignedHead], lines: Iterable[Line]) -> frozenset[str]:
    """The ids among the lines that a signed head of their chain covers by ``prev`` links.

    The signatures themselves are for the caller to check first.
    """
    by_id = {line.id: line for line in lines}
    covered: set[str] = set()
    for head in heads:
        line = by_id.get(head.id)
        while line is not None and line.id not in covered and line.header.chain == head.chain:
            covered.add(line.id)
            line = by_id.get(line.header.prev or "")
    return frozenset(covered)
