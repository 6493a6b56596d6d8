"""Messages of the API: old apps read new answers, and a workbook comes back whole."""

from domain.kinds.book_part import BookPart
from domain.kinds.register.district import Duty
from domain.wire.messages import PushAnswer
from domain.wire.workbook import Workbook
from domain.wire.workbook_parts import PART_MODELS, Sent, SentParts, put_together, taken_apart
from tests.builders.register import a_finding, a_workbook, an_office_visit

AT = "2026-05-14T08:11:09.120Z"


def test_fields_of_later_versions_are_passed_over() -> None:
    answer = PushAnswer.model_validate_json(
        f'{{"server_at":"{AT}","epoch":"e","chains":[],"receipts":[],"later":1}}'
    )
    assert answer.refused == ()


def test_the_api_describes_every_part_of_a_workbook() -> None:
    described = {
        field.alias or name: field.annotation for name, field in SentParts.model_fields.items()
    }
    assert described == {part: Sent[model] | None for part, model in PART_MODELS.items()}  # type: ignore[valid-type]


def test_a_workbook_taken_apart_and_put_together_is_the_same() -> None:
    workbook = a_workbook(visits=(an_office_visit("a" * 64),), findings=(a_finding(),))
    assert put_together(taken_apart(workbook), workbook.server_at) == workbook


def test_parts_that_are_missing_tell_nothing_but_without_two_there_is_no_workbook() -> None:
    workbook = a_workbook(visits=(an_office_visit("a" * 64),), findings=(a_finding(),))
    parts = taken_apart(workbook)
    told = {part: parts[part] for part in (BookPart.SERVER, BookPart.REGISTER)}
    found = put_together(told, workbook.server_at)
    assert found is not None
    assert (found.schools, found.visits, found.findings) == (workbook.schools, (), ())
    for part, content in told.items():
        assert put_together({part: content}, workbook.server_at) is None


def test_a_workbook_comes_back_whole() -> None:
    workbook = Workbook(
        epoch="e",
        server_at=AT,
        account="chen.jing",
        name="陈静",
        district="wanshan",
        district_name="万山区",
        duty=Duty(),
        short_dwell_min=10,
        schools=(),
        people=(),
        themes=(),
        checklists=(),
        visits=(),
        findings=(),
    )
    assert Workbook.model_validate_json(workbook.model_dump_json()) == workbook
