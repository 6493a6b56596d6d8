"""Files made of boxes (ISO 14496-12): which kind one is, and whether its boxes are all there."""

from enum import StrEnum

_BRANDS_AT, _BRAND_BYTES = 8, 4
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_AVIF = (b"avif", b"avis")
# Packed pictures have a mark against three zero bytes in a row; a camera's notes have none.
LONGEST_ZEROS = 4096


class BoxKind(StrEnum):
    """What a file of boxes holds."""

    HEIC = "heic"
    AVIF = "avif"
    VIDEO = "video"


def kind_of(data: bytes) -> BoxKind | None:
    """What the file says it is; None where it is no file of boxes.

    A picture's first brand may be a general one (mif1): AVIF is told from HEIC by the others.
    """
    if data[4:8] in (b"moov", b"mdat", b"wide", b"free", b"skip"):
        return BoxKind.VIDEO  # QuickTime files of old begin so.
    if data[4:8] != b"ftyp":
        return None
    length = int.from_bytes(data[:4], "big")
    named = data[_BRANDS_AT : max(length, _BRANDS_AT + _BRAND_BYTES)]
    brands = [named[at : at + _BRAND_BYTES] for at in range(0, min(len(named), 256), _BRAND_BYTES)]
    if brands[0] in _HEIC + _AVIF:
        return BoxKind.AVIF if any(each in _AVIF for each in brands) else BoxKind.HEIC
    return BoxKind.VIDEO


def is_whole(data: bytes) -> bool:
    """Whether each box is as long as it says, the picture's data is there and not under zeros."""
    at, has_data = 0, False
    while at + 8 <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if length == 1:
            length = int.from_bytes(data[at + 8 : at + 16], "big")
        end = len(data) if length == 0 else at + length
        if length not in (0,) and length < 8:
            # What a phone puts behind the last box is none.
            return has_data
        if end > len(data):
            return False
        if name == b"mdat":
            has_data = True
            if bytes(LONGEST_ZEROS) in data[at:end]:
                return False
        at = end
    return has_data
