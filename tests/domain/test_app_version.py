"""An older app is told so; what is no version never shuts anybody out."""

import pytest

from domain.phone.app_version import Advice, advice, is_older


@pytest.mark.parametrize(
    ("version", "than", "expected"),
    [
        ("0.1.0", "0.2.0", True),
        ("0.2.0", "0.1.9", False),
        ("0.9.0", "0.10.0", True),
        ("1.0", "1.0.0", False),
        ("1", "1.0.1", True),
        ("v1.2", "1.3", True),
        ("1.0.0", "1.0.0", False),
        ("1.0", "next", False),
        ("1.0-rc1", "2.0", False),
        ("1.0", "", False),
        ("1.0", "1.0.0.0.1", False),
        ("１.0", "2.0", False),
    ],
)
def test_versions_are_compared_number_by_number(version: str, than: str, expected: bool) -> None:
    assert is_older(version, than) is expected


@pytest.mark.parametrize(
    ("newest", "oldest", "expected"),
    [
        (None, None, Advice.NONE),
        ("0.1.0", "0.1.0", Advice.NONE),
        ("0.2.0", None, Advice.OFFERED),
        ("0.2.0", "0.1.0", Advice.OFFERED),
        ("0.2.0", "0.2.0", Advice.REQUIRED),
        (None, "0.1.1", Advice.REQUIRED),
        (None, "whatever", Advice.NONE),
    ],
)
def test_update_is_offered_or_required(
    newest: str | None, oldest: str | None, expected: Advice
) -> None:
    assert advice("0.1.0", newest, oldest) is expected
