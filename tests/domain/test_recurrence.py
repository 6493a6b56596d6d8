"""How often a problem was found."""

from domain.visit.recurrence import times_found


def test_new_problem_is_found_for_the_first_time():
    assert times_found(None, {"a": None}) == 1


def test_each_earlier_finding_counts_once():
    assert times_found("a", {}) == 2
    assert times_found("c", {"c": "b", "b": "a", "a": None}) == 4


def test_findings_that_name_each_other_do_not_go_on_for_ever():
    assert times_found("a", {"a": "b", "b": "a"}) == 3
