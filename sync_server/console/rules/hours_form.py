"""The form of 培训学时: how many hours a year asks of each inspector, from a year on."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from domain.kinds.register.district import DistrictSet
from domain.register.training_hours import HoursRule, hours_asked, with_hours
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm
from sync_server.console.rules.rule_form import Preview, RuleForm, Ruling
from sync_server.register.thing_fields import FieldChange

YEARS_AHEAD = 3


class TrainingHoursForm(OfficeForm):
    """So many hours from a year on."""

    from_year: Annotated[
        str, Field(min_length=1, title="从哪年起", description="以前的年份保持原来的要求")
    ]
    hours: Annotated[int, Field(ge=0, le=1000, title="每人每年学时")]


def _typed(ruling: Ruling, _asked: Mapping[str, str]) -> Typed:
    year = ruling.today.year
    return {
        "from_year": str(year),
        "hours": str(hours_asked(ruling.rules.training_hours, year)),
    }


def _options(ruling: Ruling) -> Options:
    year = ruling.today.year
    return {"from_year": {str(each): f"{each}年" for each in range(year, year + YEARS_AHEAD)}}


def _changed(ruling: Ruling, form: TrainingHoursForm) -> DistrictSet:
    rule = HoursRule(from_year=int(form.from_year), hours=form.hours)
    rules = with_hours(ruling.rules.training_hours, rule)
    return ruling.rules.model_copy(update={"training_hours": rules})


def _preview(ruling: Ruling, form: TrainingHoursForm, after: DistrictSet) -> Preview:
    year = int(form.from_year)
    before, now = (str(hours_asked(each.training_hours, year)) for each in (ruling.rules, after))
    changed = [FieldChange(f"{year} 年每人学时", before, now)] if before != now else []
    return Preview(changed, ["学时页马上按新的要求显示，已经登记的培训不变。"])


HOURS = RuleForm(
    path="/rules/hours",
    section="rules",
    title="培训学时",
    says="《督学管理暂行办法》要求每年集中培训不少于 40 学时；本地另有规定的按年改。",
    options=_options,
    form=TrainingHoursForm,
    typed=_typed,
    changed=_changed,
    preview=_preview,
)
