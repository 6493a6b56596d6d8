from base64 import b32encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.trail.check_code import check_code, read_out, typed_code

ORIGINAL = sha256(b"the original's bytes").hexdigest()
RFC_4648, CROCKFORD = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(st.binary(max_size=20), st.text(max_size=40))
def test_a_check_code_is_the_beginning_of_the_digest_in_crockford_base32(
    original: bytes, photo_id: str
) -> None:
    digest = sha256(sha256(original).digest() + photo_id.encode()).digest()
    standard = b32encode(digest).decode()[:10]
    expected = standard.translate(str.maketrans(RFC_4648, CROCKFORD))
    assert check_code(sha256(original).hexdigest(), photo_id) == expected


def test_a_fixed_vector_for_other_clients() -> None:
    assert check_code("00" * 32, "photo-1") == "TNECQJRH2K"


def test_another_photo_or_another_original_has_another_code() -> None:
    codes = {check_code(ORIGINAL, "a"), check_code(ORIGINAL, "b"), check_code("00" * 32, "a")}
    assert len(codes) == 3


@pytest.mark.parametrize("bad", ["", "00" * 31, "00" * 33, "g" * 64])
def test_what_is_no_hash_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="hex"):
        check_code(bad, "photo")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ZYF32E32FT", "ZYF32E32FT"),
        (" zyf32-e32ft ", "ZYF32E32FT"),
        ("ＺＹＦ３２ Ｅ３２ＦＴ", "ZYF32E32FT"),
        ("oil0000000", "0110000000"),
        ("ZYF32E32F", None),
        ("ZYF32E32FTT", None),
        ("ZYF32E32FU", None),
        ("照片照片照片照片照片", None),
        ("", None),
    ],
)
def test_a_code_is_read_as_people_type_it(typed, code):
    assert typed_code(typed) == code


def test_a_code_is_read_out_by_halves_with_its_digits_as_words() -> None:
    assert read_out("TNECQJRH2K") == "T N E C Q，J R H 二 K"
    assert read_out("0123456789") == "零 一 二 三 四，五 六 七 八 九"
