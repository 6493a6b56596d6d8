"""The shape of a trail file."""

from domain.trail.trail_file import (
    FORMAT,
    KEY_BYTES,
    MAGIC,
    delivery_name,
    format_of,
    is_delivery,
    nonce,
    photo_name,
    photo_sha256,
    salt,
)


def test_every_chunk_has_its_own_nonce_and_the_last_says_so() -> None:
    made = [nonce(number, is_last=last) for number in range(300) for last in (False, True)]
    assert len(set(made)) == len(made)
    assert {len(each) for each in made} == {12}
    assert made[-1] == (299).to_bytes(11, "big") + b"\x01"


def test_a_file_says_its_format_in_its_first_line() -> None:
    assert format_of(MAGIC + b"key") == FORMAT
    assert format_of(b"duji-trail-v7\n") == 7
    for other in (b"", b"PK", b"duji-trail-v\n", b"duji-trail-v0\n", b"duji-trail-v99999\n"):
        assert format_of(other) is None


def test_salt_names_both_keys() -> None:
    fresh, server = b"a" * KEY_BYTES, b"b" * KEY_BYTES
    assert salt(fresh, server) == fresh + server


def test_members_are_told_by_their_names() -> None:
    assert is_delivery(delivery_name(1))
    assert not is_delivery(photo_name("ab"))
    assert photo_sha256(photo_name("ab")) == "ab"
    assert photo_sha256(delivery_name(1)) is None
