"""Whether a WebP is whole: the lengths in its container, and no page of zeros in its data."""

_PICTURES = (b"VP8 ", b"VP8L", b"ALPH", b"ANMF")
# Packed data has no such run, even of a picture in one colour; a crash leaves whole pages.
LONGEST_ZEROS = 1024


def is_whole(data: bytes) -> bool:
    """Whether all chunks are there (RIFF), a picture among them, and none lies under zeros."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        return False
    at, has_picture = 12, False
    while at + 8 <= end:
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + length > end:
            return False
        if name in _PICTURES:
            has_picture = True
            if bytes(LONGEST_ZEROS) in data[at + 8 : at + 8 + length]:
                return False
        at += 8 + length + length % 2
    return has_picture
