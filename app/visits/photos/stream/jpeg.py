"""Whether a JPEG's picture data is whole.

Huffman codes carry no checksum, and a decoder that loses its place reads on, up to the picture's
last unit, whatever it reads. But then it is done too early, with bytes left, or too late, with
none. That is made visible: the picture is decoded as if it were two rows of units higher. Units
without any bytes come out in the grey of all-zero coefficients, so grey must begin right behind
the picture's last unit: not before it, and not after it.
"""

import hashlib
from dataclasses import replace
from io import BytesIO

from PIL import Image, ImageChops
from PIL.JpegImagePlugin import JpegImageFile

from app.visits.photos.stream.jpeg_layout import Layout, layout_of

EXTRA_ROWS = 2
HIGHEST_PX = 65_500
# The bits that fill the last byte, and what some encoders leave behind it, are read as units too:
# as up to eight where a progressive file's scan has one bit for each.
UNITS_LEFT = 4
UNITS_LEFT_PROGRESSIVE = 12
LONGEST_ZEROS = 256
END_OF_BLOCK = 0x00
_GREY = (127, 128, 129)
# Read behind data that ended too early, in place of nothing; longer than any one unit.
_FILLER = hashlib.shake_128(b"filler").digest(4096).replace(b"\xff", b"\x5a")
MOST_FILLED_BYTES = 4_000_000


def is_whole(data: bytes) -> bool:
    """Whether the picture data is all there and in order, as far as its structure shows.

    Damage that leaves every unit in its place (a wrong shade) has no structure to show it.
    Of kinds that no camera writes only the markers are judged.
    """
    layout = layout_of(data)
    if layout is None or not layout.has_all_coefficients:
        return False
    if not layout.is_huffman_coded:
        return True
    if _has_lost_restarts(layout) or _has_zeroed_page(data, layout):
        return False
    if _raised_height(layout) > HIGHEST_PX:
        return True
    try:
        return _fits(data, layout) or _fits_without_padding(data, layout)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError):
        return False


def _has_lost_restarts(layout: Layout) -> bool:
    """Whether a picture in one scan has fewer or more restart markers than its units ask for."""
    if len(layout.scans) != 1:
        return False
    across, down = layout.units
    expected = -(-across * down // layout.interval) - 1 if layout.interval else 0
    # Some encoders also close with one.
    return len(layout.scans[0].restarts) not in (expected, expected + 1)


def _has_zeroed_page(data: bytes, layout: Layout) -> bool:
    """Whether there are zero bytes in a row that no encoder writes, as a crash leaves them.

    Zero bits are a code too. Only where it ends a block may there be many of them.
    """
    zeros = bytes(LONGEST_ZEROS)
    if layout.is_progressive:
        # The mean shades of an even picture are all zeros; the rest of it is counted, not written.
        pages = (data[scan.start : scan.end] for scan in layout.scans if scan.first_coefficient)
        return any(4 * zeros in page.rstrip(b"\x00") for page in pages)
    return any(
        any(symbol != END_OF_BLOCK for symbol in scan.zero_symbols)
        and zeros in data[scan.start : scan.end].rstrip(b"\x00")
        for scan in layout.scans
    )


def _raised_height(layout: Layout) -> int:
    return (layout.units[1] + EXTRA_ROWS) * layout.unit_px[1]


def _fits(data: bytes, layout: Layout) -> bool:
    """Whether the data ends with the picture's last unit."""
    scale = 2 if layout.is_progressive else 8
    raised = _decoded(_raised(data, layout), scale)
    unit_width, unit_height = (max(1, each // scale) for each in layout.unit_px)
    below = layout.units[1] * unit_height
    width, height = raised.size
    units_left = UNITS_LEFT_PROGRESSIVE if layout.is_progressive else UNITS_LEFT
    left = min(units_left * unit_width, width)
    behind = (left, below, width, below + unit_height), (0, below + unit_height, width, height)
    if not all(_is_grey(raised, box) for box in behind):
        return False
    last = (width - unit_width, below - unit_height, width, below)
    if len(layout.scans) == 1 and not layout.interval and not _is_grey(raised, last):
        return True
    # Grey to the end, or data in several pieces: with other bytes behind each of them, nothing
    # may change in the picture.
    filled = _decoded(_raised(data, layout, is_filled=True), scale)
    picture = (0, 0, width, _rows_compared(layout, scale))
    return ImageChops.difference(raised.crop(picture), filled.crop(picture)).getbbox() is None


def _rows_compared(layout: Layout, scale: int) -> int:
    """How many rows hold the picture alone, without what upsampling mixes in from below it.

    A scan of one component ends with the last row of blocks that the picture touches.
    """
    blocks, block = -(-layout.size[1] // 8), 8 // scale
    if block > 1:
        return blocks * block - 1
    rows_of_unit = layout.unit_px[1] // scale
    return min(blocks, (layout.units[1] - 1) * rows_of_unit + 1)


def _fits_without_padding(data: bytes, layout: Layout) -> bool:
    """The same for a file whose encoder filled up the end of the picture with zero bytes."""
    scan = layout.scans[-1]
    start = scan.restarts[-1] + 2 if scan.restarts else scan.start
    kept = data[start : scan.end].rstrip(b"\x00")
    end = start + len(kept) + kept.endswith(b"\xff")
    if end >= scan.end:
        return False
    layout.scans[-1] = replace(scan, end=end)
    layout.end -= scan.end - end
    return _fits(data[:end] + data[scan.end :], layout)


def _raised(data: bytes, layout: Layout, *, is_filled: bool = False) -> bytes:
    """The file up to its end mark, as high as `_raised_height`; a filler behind each piece."""
    pieces = [data[: layout.height_at], _raised_height(layout).to_bytes(2, "big")]
    at = layout.height_at + 2
    ends = [end for scan in layout.scans for end in (*scan.restarts, scan.end)]
    for end in ends if is_filled else ():
        pieces += [data[at:end], _FILLER[: MOST_FILLED_BYTES // len(ends)]]
        at = end
    return b"".join([*pieces, data[at : layout.end], b"\xff\xd9"])


def _decoded(data: bytes, scale: int) -> Image.Image:
    picture = JpegImageFile(BytesIO(data))
    picture.draft(None, (max(1, picture.width // scale), max(1, picture.height // scale)))
    picture.load()
    return picture


def _is_grey(picture: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether the box is even, in the grey of all-zero coefficients; an empty box is."""
    if box[0] >= box[2] or box[1] >= box[3]:
        return True
    colours = picture.crop(box).getcolors(1)
    if colours is None:
        return False
    shade = colours[0][1]
    return all(each in _GREY for each in (shade if isinstance(shade, tuple) else (shade,)))
