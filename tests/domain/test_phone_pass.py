"""The pass that a phone signs: what stands in its address, and what is none."""

import pytest

from domain.door.phone_pass import SIGNATURE_BYTES, PhonePass, read_token

CHAIN = "018f3a52-7c00-7000-8000-000000000001"
MADE = PhonePass(chain=CHAIN, valid_on="2026-05-14", school_id="school.1:a")
SIGNATURE = bytes(range(SIGNATURE_BYTES))


def test_an_address_tells_the_pass_and_its_signature_also_with_dots_in_the_units_code():
    assert read_token(MADE.token(SIGNATURE)) == (MADE, SIGNATURE)


def test_chain_day_and_unit_are_signed():
    text = MADE.signed_text()
    for change in (
        {"chain": CHAIN[:-1] + "2"},
        {"valid_on": "2026-05-15"},
        {"school_id": "school-2"},
    ):
        assert MADE.model_copy(update=change).signed_text() != text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("phone.", "office."),
        ("2026-05-14", "2026-02-30"),
        (CHAIN, "chain"),
        ("school.1:a", ""),
        ("AAEC", "A"),
        ("AAEC", "AAECAAEC"),
        ("AAEC", "中AEC"),
    ],
)
def test_what_is_no_pass_is_read_as_none(old, new):
    assert read_token(MADE.token(SIGNATURE).replace(old, new)) is None


def test_a_piece_too_few_is_none():
    assert read_token("phone.2026-05-14") is None
