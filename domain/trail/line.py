"""One entry as it is kept and sent: ``header TAB body TAB private``, the exact bytes first written.

The id of an entry is the SHA-256 of its header bytes; the header names the SHA-256 of the
other two pieces. Every piece is strict JSON with a salt; one that is left empty was erased, or
is withheld by whoever delivers the line. ``docs/wire-format.md`` tells the format to writers
of other clients.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from domain.clock import parse_instant
from domain.errors import BadLine
from domain.trail import strict_json

MAX_LINE_BYTES = 64 * 1024
MAX_HEADER_BYTES = 2 * 1024
MAX_SALT = 200
MAX_ZONE_MINUTES = 14 * 60
CONTROL_BYTES = bytes(sorted({*range(0x20)} - {ord("\t")}))

Sha256Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
ChainId = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"),
]
KindName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,31}\.[a-z][a-z_]{0,31}$")]
Counter = Annotated[int, Field(ge=0, le=2**53 - 1)]


class Tick(BaseModel):
    """Milliseconds since the device started (``ms``), and which start that was (``boot``)."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    boot: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    ms: Counter


@dataclass(frozen=True, slots=True)
class Header:
    """What every reader must understand of an entry, whatever its kind.

    ``at`` and ``tz`` (minutes east of UTC) are the writer's claim. ``subject`` is the id of the
    entry that opened what this one is about; null in one that opens a subject of its own.
    ``saw`` is the last entry its writer had seen on the subject; null for the one before on
    the entry's own chain there. Who makes one of foreign bytes goes by `read_header`, which
    checks every field.
    """

    __pydantic_config__ = ConfigDict(strict=True, extra="forbid")

    v: Annotated[int, Field(ge=1, le=1)]
    chain: ChainId
    seq: Annotated[int, Field(ge=1, le=2**53 - 1)]
    prev: Sha256Hex | None
    saw: Sha256Hex | None
    at: str
    tz: Annotated[int, Field(ge=-MAX_ZONE_MINUTES, le=MAX_ZONE_MINUTES)]
    tick: Tick | None
    kind: KindName
    subject: Sha256Hex | None
    body: Sha256Hex
    private: Sha256Hex


_HEADER = TypeAdapter(Header)
# A header as every writer of ours writes it; any other goes the long way.
_USUAL_HEADER = re.compile(
    r'\{"v":1,"chain":"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"'
    r',"seq":([1-9][0-9]{0,14}),"prev":(?:null|"([0-9a-f]{64})"),"saw":(?:null|"([0-9a-f]{64})")'
    r',"at":"([0-9TZ:.-]{24})","tz":(0|-?[1-9][0-9]{0,2})'
    r',"tick":(?:null|\{"boot":"([ !#-\[\]-~]{1,64})","ms":(0|[1-9][0-9]{0,14})\})'
    r',"kind":"([a-z][a-z_]{0,31}\.[a-z][a-z_]{0,31})","subject":(?:null|"([0-9a-f]{64})")'
    r',"body":"([0-9a-f]{64})","private":"([0-9a-f]{64})"\}'
)


@dataclass(frozen=True, slots=True)
class Line:
    """A parsed entry. A piece is None where it is empty: erased, or withheld on the way."""

    id: str
    header: Header
    header_bytes: bytes
    body_bytes: bytes | None
    private_bytes: bytes | None

    @property
    def raw(self) -> bytes:
        """The bytes as sent; a piece that is not there is an empty one."""
        return b"\t".join((self.header_bytes, self.body_bytes or b"", self.private_bytes or b""))

    @property
    def subject(self) -> str:
        """The subject this entry belongs to; what opens one belongs to the one it opens."""
        return self.header.subject or self.id

    @property
    def is_whole(self) -> bool:
        """Whether both pieces are there."""
        return self.body_bytes is not None and self.private_bytes is not None


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of the bytes in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def read_header(raw: bytes) -> Header:
    """The strict header these bytes are, or BadLine."""
    if len(raw) > MAX_HEADER_BYTES:
        raise BadLine(f"The header has {len(raw)} bytes, more than 2048.", code="header_too_large")
    try:
        header = _usual_header(raw) or _any_header(raw)
        parse_instant(header.at)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "header"
        raise BadLine(f"The header's {where}: {first['msg']}.", code="bad_header") from error
    except ValueError as error:
        raise BadLine(f"The header is not strict JSON: {error}.", code="bad_header") from error
    if (header.seq == 1) != (header.prev is None):
        raise BadLine("prev is null in the first entry and only there.", code="bad_header")
    return header


def _any_header(raw: bytes) -> Header:
    """The header in whatever order and spacing; ValueError where another reader could differ."""
    strict_json.load(raw)
    return _HEADER.validate_json(raw)


def _usual_header(raw: bytes) -> Header | None:
    """The header, where it is written the usual way; its instant is still to be checked."""
    found = _USUAL_HEADER.fullmatch(raw.decode("latin-1"))
    if found is None:
        return None
    chain, seq, prev, saw, at, tz, boot, ms, kind, subject, body, private = found.groups()
    minutes = int(tz)
    if abs(minutes) > MAX_ZONE_MINUTES:
        return None
    tick = None if boot is None else Tick(boot=boot, ms=int(ms))
    named = (kind, subject, body, private)
    return Header(1, chain, int(seq), prev, saw, at, minutes, tick, *named)


def has_control_byte(raw: bytes) -> bool:
    """Whether there is a control byte other than tabs in it."""
    return len(raw.translate(None, CONTROL_BYTES)) != len(raw)


def parse_line(raw: bytes, *, is_searched: bool = False) -> Line:
    """The entry these bytes are, hashes and pieces checked; BadLine says which rule they break.

    Whether a body can be understood is for ``kinds.read``, because a true record is kept even
    when nobody understands it yet. A piece may be empty. ``is_searched``: no control byte is in
    it, as is known already.
    """
    if len(raw) > MAX_LINE_BYTES:
        raise BadLine(f"The line has {len(raw)} bytes, more than 65536.", code="line_too_large")
    if not is_searched and has_control_byte(raw):
        raise BadLine("The line holds a control byte.", code="control_byte")
    pieces = raw.split(b"\t")
    if len(pieces) != 3:
        raise BadLine(f"The line has {len(pieces)} pieces, not 3.", code="not_three_pieces")
    header_bytes, body_bytes, private_bytes = pieces
    header = read_header(header_bytes)
    return Line(
        id=sha256_hex(header_bytes),
        header=header,
        header_bytes=header_bytes,
        body_bytes=_checked("body", body_bytes, header.body),
        private_bytes=_checked("private", private_bytes, header.private),
    )


def parse_kept(raw: bytes) -> Line:
    """The entry these bytes are, a piece that went bad since left out; BadLine without a header.

    For what is held already: one damaged piece must not hide all the others.
    """
    try:
        return parse_line(raw)
    except BadLine:
        header_bytes, body_bytes, private_bytes = (*raw.split(b"\t"), b"", b"")[:3]
        header = read_header(header_bytes)
        return Line(
            id=sha256_hex(header_bytes),
            header=header,
            header_bytes=header_bytes,
            body_bytes=_if_good("body", body_bytes, header.body),
            private_bytes=_if_good("private", private_bytes, header.private),
        )


def _if_good(name: str, raw: bytes, expected: str) -> bytes | None:
    try:
        return _checked(name, raw, expected)
    except BadLine:
        return None


def _checked(name: str, raw: bytes, expected: str) -> bytes | None:
    """The piece if it is what the header names, a strict JSON object with its salt; None if empty.

    A writer that hands over other bytes can still deliver the line with the piece left empty.
    """
    if not raw:
        return None
    if sha256_hex(raw) != expected:
        raise BadLine(f"The {name} does not match the header's hash.", code=f"{name}_changed")
    try:
        value = strict_json.usual_object(raw) or strict_json.load(raw)
    except ValueError as error:
        raise BadLine(f"The {name} is not strict JSON: {error}.", code=f"bad_{name}") from error
    salt = value.get("salt") if isinstance(value, dict) else None
    if not isinstance(salt, str) or not 0 < len(salt) <= MAX_SALT:
        raise BadLine(f"The {name} is no object with a salt.", code=f"bad_{name}")
    return raw


def write_line(fields: dict[str, Any], body: dict[str, Any], private: dict[str, Any]) -> Line:
    """A new entry from header fields (without v and the two hashes), body and private.

    Body and private must hold their ``salt`` already. BadLine when the result is none.
    """
    body_bytes, private_bytes = strict_json.dump(body), strict_json.dump(private)
    header = {
        "v": 1,
        **fields,
        "body": sha256_hex(body_bytes),
        "private": sha256_hex(private_bytes),
    }
    return parse_line(b"\t".join((strict_json.dump(header), body_bytes, private_bytes)))
