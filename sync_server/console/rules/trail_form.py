"""The form of what is recorded of a visit from a day on, on what basis and for what."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from domain.errors import BadInput
from domain.kinds.register.district import DistrictSet
from domain.register.trail_rule import TrailRule, rule_on, with_rule
from domain.words.trail import unwanted_words, wanted_words
from sync_server.console.form_fields import Typed
from sync_server.console.forms import OfficeForm, typed_of
from sync_server.console.rules.rule_form import Preview, RuleForm, Ruling
from sync_server.register.thing_fields import FieldChange

LONGEST = 1000


class TrailRuleForm(OfficeForm):
    """What is wanted of visits from a day on, and why."""

    from_on: Annotated[date, Field(title="从哪天起", description="这天以前的督导仍按原来的规定")]
    wants_place: Annotated[bool, Field(title="记录位置（到校、离校和拍照时）")] = False
    wants_photos: Annotated[bool, Field(title="拍照")] = False
    wants_signatures: Annotated[bool, Field(title="双方签字")] = False
    basis: Annotated[
        str,
        Field(
            min_length=1,
            max_length=LONGEST,
            title="依据",
            description="什么文件，督学在手机上看得到",
        ),
    ]
    purpose: Annotated[
        str,
        Field(
            min_length=1,
            max_length=LONGEST,
            title="用途",
            description="做什么用，督学在手机上看得到",
        ),
    ]


def _typed(ruling: Ruling, _asked: Mapping[str, str]) -> Typed:
    """What holds today, from today on."""
    held = rule_on(ruling.rules.trail, ruling.today)
    return typed_of(TrailRuleForm, held, from_on=ruling.today.isoformat())


def _changed(ruling: Ruling, form: TrailRuleForm) -> DistrictSet:
    if form.from_on < ruling.today:
        raise BadInput("要从今天或以后的一天起，已经做过的督导不改规定。", code="from_on")
    facts = form.model_dump(exclude={"version", "from_on"})
    rule = TrailRule(from_on=form.from_on.isoformat(), **facts)
    district = ruling.rules
    return district.model_copy(update={"trail": with_rule(district.trail, rule)})


def _preview(ruling: Ruling, form: TrailRuleForm, after: DistrictSet) -> Preview:
    before, now = (rule_on(each.trail, form.from_on) for each in (ruling.rules, after))
    notes = ["不要求的，手机不要，系统也不提示缺少；以后需要时查不到。"] if now.unwanted else []
    return Preview(list(_changes(form.from_on, before, now)), notes)


def _changes(day: date, before: TrailRule, now: TrailRule) -> Iterator[FieldChange]:
    for title, was, is_now in (
        (f"{day} 起记录", wanted_words(before), wanted_words(now)),
        (f"{day} 起不要求", unwanted_words(before), unwanted_words(now)),
        ("依据", before.basis, now.basis),
        ("用途", before.purpose, now.purpose),
    ):
        if was != is_now:
            yield FieldChange(title, was, is_now)


TRAIL = RuleForm(
    path="/rules/trail",
    section="rules",
    title="留痕规定",
    says="时间和内容总要记录。手机下次同步后，督学在第一次到校前和“数据与隐私”里看到这条规定。",
    form=TrailRuleForm,
    typed=_typed,
    changed=_changed,
    preview=_preview,
)
