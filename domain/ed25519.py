"""Whether 32 bytes are an Ed25519 public key that only one secret can sign for.

The usual libraries take any 32 bytes. Of those about half are no point of the curve, and eight
points are of small order: for such a "key" there are signatures that hold for any message.
"""

from functools import lru_cache

_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT_OF_MINUS_ONE = pow(2, (_P - 1) // 4, _P)

# Extended coordinates (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z, as in RFC 8032, 5.1.4.
_Point = tuple[int, int, int, int]
_NEUTRAL: _Point = (0, 1, 1, 0)


@lru_cache(maxsize=1024)
def is_public_key(hex_digits: str) -> bool:
    """Whether these 64 hex digits encode a point of the large prime order, in the one way.

    Refused: what is no hex of 32 bytes, a coordinate written another way than the shortest,
    what is no point of the curve, and points of small or mixed order (RFC 8032, 5.1.3).
    """
    try:
        raw = bytes.fromhex(hex_digits)
    except ValueError:
        return False
    point = _decoded(raw) if len(raw) == 32 else None
    return point is not None and not _is_neutral(point) and _is_neutral(_times(_ORDER, point))


def _decoded(raw: bytes) -> _Point | None:
    """The point these bytes encode; None where there is none."""
    number = int.from_bytes(raw, "little")
    y, sign = number & (2**255 - 1), number >> 255
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if x * x % _P != square:
        x = x * _ROOT_OF_MINUS_ONE % _P
    if x * x % _P != square or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = _P - x
    return x, y, 1, x * y % _P


def _sum(one: _Point, other: _Point) -> _Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % _P
    b = (one[1] + one[0]) * (other[1] + other[0]) % _P
    c = 2 * one[3] * other[3] * _D % _P
    d = 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(factor: int, point: _Point) -> _Point:
    total = _NEUTRAL
    while factor:
        if factor & 1:
            total = _sum(total, point)
        point, factor = _sum(point, point), factor >> 1
    return total


def _is_neutral(point: _Point) -> bool:
    return point[0] == 0 and (point[1] - point[2]) % _P == 0
