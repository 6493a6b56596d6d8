"""Photos go over mobile data only as the person with the phone decided."""

import pytest

from domain.phone.data_use import LinkKind, PhotoPolicy, may_use_much_data

EVERY = list(PhotoPolicy)


@pytest.mark.parametrize("policy", EVERY)
@pytest.mark.parametrize("link", [LinkKind.WIFI, LinkKind.UNKNOWN, LinkKind.NONE])
def test_only_mobile_data_holds_anything_back(policy: PhotoPolicy, link: LinkKind) -> None:
    assert may_use_much_data(policy, link)


@pytest.mark.parametrize(
    ("policy", "is_agreed", "expected"),
    [
        (PhotoPolicy.ALWAYS, False, True),
        (PhotoPolicy.WIFI_ONLY, False, False),
        (PhotoPolicy.ASK, False, False),
        (PhotoPolicy.WIFI_ONLY, True, True),
        (PhotoPolicy.ASK, True, True),
    ],
)
def test_mobile_data_wants_a_yes(policy: PhotoPolicy, is_agreed: bool, expected: bool) -> None:
    assert may_use_much_data(policy, LinkKind.MOBILE, is_agreed=is_agreed) is expected
