"""Opening a trail file: its plain text from front to back, two chunks in memory at a time.

Every chunk proves that it is as it was sealed, at its place; the last one, that nothing is
missing behind it. So what was handed out before an error is as the phone wrote it.
"""

from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.errors import BadInput
from domain.trail.trail_file import (
    CHUNK_BYTES,
    FORMAT,
    INFO,
    KEY_BYTES,
    LENGTH_BYTES,
    MAGIC,
    TAG_BYTES,
    format_of,
    nonce,
    salt,
)
from sync_server.ledger.keys import ExportKey

NOT_ONE = "not_a_trail_file"
OLDER, NEWER = "older_trail_file", "newer_trail_file"
WRONG_KEY = "wrong_key"
DAMAGED = "trail_file_damaged"
CUT_OFF = "trail_file_cut_off"

_LONGEST = CHUNK_BYTES + TAG_BYTES


class PlainText:
    """What was sealed in a trail file, to be read once.

    BadInput (``not_a_trail_file``) at once where it is none, ``older_trail_file`` or
    ``newer_trail_file`` where it is one of another format. While reading, ``wrong_key`` at
    the first chunk, ``trail_file_damaged`` at a later one or when bytes follow the last, and
    ``trail_file_cut_off`` where it ends before its end.
    """

    def __init__(self, file: BinaryIO, key: ExportKey) -> None:
        self._file = file
        self._cipher = _cipher(file, key)
        self._chunks = self._opened()
        self._rest = b""

    def read(self, size: int) -> bytes:
        """The next bytes, as many as asked for, fewer only at the end of the plain text."""
        found = bytearray()
        while len(found) < size:
            if not self._rest:
                self._rest = next(self._chunks, b"")
                if not self._rest:
                    break
            wanted = size - len(found)
            found += self._rest[:wanted]
            self._rest = self._rest[wanted:]
        return bytes(found)

    def _opened(self) -> Iterator[bytes]:
        """The plain text of each chunk that has any."""
        number = 0
        sealed, is_cut = self._record()
        while sealed:
            following, is_cut = self._record()
            plain, is_last = self._plain(number, sealed, is_final=not (following or is_cut))
            if plain:
                yield plain
            if is_last:
                if following or is_cut:
                    raise BadInput(f"Bytes follow its last piece {number}.", code=DAMAGED)
                return
            number, sealed = number + 1, following
        raise BadInput(f"It ends after piece {number} before its end.", code=CUT_OFF)

    def _record(self) -> tuple[bytes | None, bool]:
        """The next sealed chunk, None without one; and whether the file ends within it."""
        length = self._file.read(LENGTH_BYTES)
        if len(length) < LENGTH_BYTES:
            return None, bool(length)
        size = int.from_bytes(length, "big")
        if not TAG_BYTES <= size <= _LONGEST:
            return length, False  # no chunk of ours: it fails where its turn comes
        sealed = self._file.read(size)
        return (sealed, False) if len(sealed) == size else (None, True)

    def _plain(self, number: int, sealed: bytes, *, is_final: bool) -> tuple[bytes, bool]:
        """The chunk's plain text and whether it was sealed as the last one."""
        for is_last in (is_final, not is_final):
            try:
                sealed_as = nonce(number, is_last=is_last)
                return self._cipher.decrypt(sealed_as, sealed, None), is_last
            except InvalidTag:
                continue
        if number == 0:
            raise BadInput("It is sealed for another key, or its start is damaged.", code=WRONG_KEY)
        raise BadInput(f"Its piece {number} is not as it was sealed.", code=DAMAGED)


def _cipher(file: BinaryIO, key: ExportKey) -> ChaCha20Poly1305:
    start = file.read(len(MAGIC) + KEY_BYTES)
    fresh = start.removeprefix(MAGIC)
    number = format_of(start)
    if number is not None and number != FORMAT:
        code = OLDER if number < FORMAT else NEWER
        raise BadInput(f"It is a trail file of format {number}, not {FORMAT}.", code=code)
    if not start.startswith(MAGIC) or len(fresh) != KEY_BYTES:
        raise BadInput("This is no trail file.", code=NOT_ONE)
    try:
        secret = key.shared_secret(fresh)
    except ValueError as error:
        raise BadInput("Its key is no key.", code=WRONG_KEY) from error
    derived = HKDF(
        algorithm=SHA256(), length=KEY_BYTES, salt=salt(fresh, key.public_bytes), info=INFO
    ).derive(secret)
    return ChaCha20Poly1305(derived)
