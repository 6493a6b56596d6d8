"""The tar inside a trail file: plain files by their names, and no trick gets any further."""

import io
import tarfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from sync_server.trail_import.members import Member, Members
from tests.builders.trail_file import a_tar

FILES = [("deliveries/0001.ndjson", b"one"), ("photos/aa", b"x" * 1024), ("empty", b"")]


def members(raw: bytes) -> list[tuple[Member, bytes]]:
    found = Members(io.BytesIO(raw))
    return [(member, found.content()) for member in found]


def a_special(kind: bytes, name: str = "photos/aa", size: int = 0) -> bytes:
    """A member of another type, as ``tarfile`` writes it."""
    info = tarfile.TarInfo(name)
    info.type, info.size, info.linkname = kind, size, "/etc/passwd"
    return info.tobuf(tarfile.PAX_FORMAT) + b"y" * (512 if size else 0)


def test_files_come_out_in_their_order() -> None:
    found = members(a_tar(FILES))
    assert [(member.name, content) for member, content in found] == FILES
    assert all(member.is_file for member, _ in found)


def test_what_is_not_read_of_a_member_is_passed_over() -> None:
    assert [member.name for member in Members(io.BytesIO(a_tar(FILES)))] == [n for n, _ in FILES]


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE]
)
def test_links_and_devices_are_no_files_and_hide_nothing(kind: bytes) -> None:
    (link, nothing), (after, _) = members(a_special(kind) + a_tar([("after", b"")]))
    assert (link.is_file, nothing, after.name) == (False, b"", "after")


@pytest.mark.parametrize(
    "kind", [tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_SPARSE]
)
def test_headers_that_would_rename_or_stretch_the_next_file_do_not(kind: bytes) -> None:
    raw = a_special(kind, size=100) + a_tar([("photos/bb", b"z")])
    (special, _), (after, content) = members(raw)
    assert (special.is_file, after.name, content) == (False, "photos/bb", b"z")


def test_a_path_stays_a_mere_name() -> None:
    ((member, _),) = members(a_tar([("../../etc/passwd", b"")]))
    assert member.name == "../../etc/passwd"


def with_size(field: bytes) -> bytes:
    """A tar whose only file names this size, its checksum right."""
    header = bytearray(a_tar([("f", b"")])[:512])
    header[124:136] = field.ljust(12, b"\0")
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header)


@pytest.mark.parametrize(
    "raw",
    [
        b"no tar at all",
        b"x" * 2048,
        a_tar(FILES)[:700],
        a_tar(FILES) + b"more",
        with_size(b"77777777777"),
        with_size(b"\x80" + b"\xff" * 11),
        with_size(b"-1"),
        with_size(b""),
    ],
)
def test_what_is_no_tar_is_said(raw: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        members(raw)
    assert refused.value.specific_code == "bad_trail_content"


@given(st.binary(max_size=2000), st.integers(0, 2000), st.integers(0, 3))
def test_no_bytes_make_it_fail_otherwise(noise: bytes, at: int, keep: int) -> None:
    raw = a_tar(FILES)
    raw = raw[:at] + noise + raw[at + keep * len(noise) :]
    with suppress(BadInput):
        members(raw)
