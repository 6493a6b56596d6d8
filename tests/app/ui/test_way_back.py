"""The page above each page of a visit."""

import pytest

from app.ui.paths import above

VISIT = "/visit/abc"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("", "/records"),
        ("/plan", VISIT),
        ("/checklist", VISIT),
        ("/lesson/l-1", f"{VISIT}/lessons"),
        ("/finding/f-1", f"{VISIT}/findings"),
        ("/finding/f-1/item-1", f"{VISIT}/checklist"),
        ("/photo/p-1", f"{VISIT}/photos"),
        ("/camera", f"{VISIT}/photos"),
        ("/camera/item/item-1", f"{VISIT}/checklist"),
        ("/camera/finding/f-1", f"{VISIT}/finding/f-1"),
        ("/camera/follow-up/f-9", f"{VISIT}/follow-up/f-9"),
        ("/follow-up/f-9", f"{VISIT}/follow-ups"),
        ("/follow-ups", VISIT),
        ("/read/school_head", f"{VISIT}/signatures"),
        ("/sign/school_head", f"{VISIT}/signatures"),
        ("/submit", VISIT),
        ("/privacy", VISIT),
        ("/privacy/photos", f"{VISIT}/photos"),
    ],
)
def test_back_leads_to_where_one_came_from(page, expected):
    assert above(VISIT + page, "/records") == expected


def test_pages_beside_visits_lead_to_the_last_tab():
    assert above("/accounts", "/records") == "/records"
    assert above("/accounts/new", "/") == "/accounts"
