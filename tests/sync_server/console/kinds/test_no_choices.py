"""What a form and a list say where there is nothing yet to choose from."""

from sync_server.console.form_fields import State, drawn
from sync_server.console.start.uncovered import UncoveredFilters


def _zone(options: dict[str, dict[str, str]]) -> str:
    return drawn("zone", UncoveredFilters.model_fields["zone"], State({}, options, {})).kind


def test_a_field_with_nothing_to_choose_from_is_still_no_field_to_type_into() -> None:
    assert _zone({"zone": {"z1": "一片区"}}) == "select"
    assert _zone({"zone": {}}) == "select"
    assert _zone({}) == "text"
