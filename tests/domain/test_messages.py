"""Messages of the API: old apps read new answers, and a workbook comes back whole."""

from domain.kinds.register.district import Duty
from domain.wire.messages import PushAnswer
from domain.wire.workbook import Workbook

AT = "2026-05-14T08:11:09.120Z"


def test_fields_of_later_versions_are_passed_over() -> None:
    answer = PushAnswer.model_validate_json(
        f'{{"server_at":"{AT}","epoch":"e","chains":[],"receipts":[],"later":1}}'
    )
    assert answer.refused == ()


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
