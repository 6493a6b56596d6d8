"""A column of JSON that is packed on its way into the database: a visit's is a quarter then."""

import zlib
from typing import Any

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

# The quickest: slower ones save a tenth of what this leaves.
_LEVEL = 1
# What such JSON is full of. Rows that were packed with another one cannot be read: whoever
# changes it makes the tables anew, by raising the fold version.
_DICTIONARY = (
    b'"},"tick":null},"is_withdrawn":false,"reason":"","text":"","private":null,"findings":{"f1":'
    b'"lessons":{},"follow_ups":{},"participants":[],"successors":[],'
    b'"caption":"","finding_id":null,"photo_source":"camera","width":1440,"height":1920,'
    b'"original_sha256":"","sha256":"","size_bytes":,"band_px":,"check_code":"","photos":{"p1":{'
    b'"fix":{"lat":26.,"lng":106.71,"accuracy_m":12.0,"age_s":1.0,"source":"gps",'
    b'"is_mocked":false},"circle":{"lat":,"lng":,"radius_m":500.0},"claimed":"inside","reason":""},'
    b'"answers":{"i1":{"item":"","answer":"yes","remark":"","is_practice":false,"is_amending":false,'
    b'"state":"submitted","check_in":{"check_out":{"opened":{"checklist":null,"campaign_id":null,'
    b'"school_id":"school-","visit_type":"regular","theme_id":"t","district":"","owner":"inspector.'
    b'"stamp":{"entry":"","chain":"00000000-0000-7000-8000-0000","account":"","at":"2026-0'
    b'T0:00.000Z","tz":480,"tick":{"boot":"boot-1","ms":'
)


class PackedText(TypeDecorator[str]):
    """Text that stands compressed in the database, with a check of its own."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Pack it."""
        return None if value is None else packed(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """The text; ValueError where the bytes were changed."""
        return None if value is None else unpacked(value)


def packed(text: str) -> bytes:
    """The text's bytes, compressed."""
    deflate = zlib.compressobj(_LEVEL, zdict=_DICTIONARY)
    return deflate.compress(text.encode()) + deflate.flush()


def unpacked(raw: bytes) -> str:
    """The text again; ValueError where it was not packed so, or changed since."""
    inflate = zlib.decompressobj(zdict=_DICTIONARY)
    try:
        text = inflate.decompress(raw) + inflate.flush()
    except (zlib.error, TypeError) as error:
        raise ValueError(str(error)) from error
    if not inflate.eof or inflate.unused_data:
        raise ValueError("the packed text does not end where it should")
    return text.decode()


def shown(value: Any) -> Any:
    """What a packed value says, to be compared; the value itself where it says nothing."""
    try:
        return unpacked(value)
    except ValueError:
        return value
