"""The forms of what has no day from which it holds: limits and periods, and the district's name."""

from typing import Annotated

from pydantic import Field

from domain.kinds.author import REVIEWING, Role
from domain.kinds.register.district import DistrictSet, RectifyDays
from sync_server.console.form_fields import Options
from sync_server.console.forms import OfficeForm, typed_of
from sync_server.console.rules.rule_form import RuleForm, Ruling, fields_changed

Days = Annotated[int, Field(ge=0, le=365)]
_PROPOSED = "从发现那天起建议几天内整改"


class LimitsForm(OfficeForm):
    """How late, how short and how long."""

    late_after_h: Annotated[
        int,
        Field(
            ge=1,
            le=24 * 60,
            title="提交时限（小时）",
            description="到校后超过这么久才提交的，会标出来",
        ),
    ]
    short_dwell_min: Annotated[
        int,
        Field(ge=0, le=480, title="在校最短（分钟）", description="在校少于这么久的，要说明"),
    ]
    keep_originals_days: Annotated[
        int,
        Field(ge=0, le=3650, title="手机保留原图（天）", description="手机上的照片原图留多久"),
    ]
    hazard: Annotated[Days, Field(title="整改期限：安全隐患（天）", description=_PROPOSED)]
    serious: Annotated[Days, Field(title="整改期限：严重（天）", description=_PROPOSED)]
    general: Annotated[Days, Field(title="整改期限：一般（天）", description=_PROPOSED)]
    minor: Annotated[Days, Field(title="整改期限：轻微（天）", description=_PROPOSED)]


class DistrictForm(OfficeForm):
    """What the district is called."""

    name: Annotated[str, Field(min_length=1, max_length=60, title="区县名称")]
    adcode: Annotated[
        str,
        Field(
            pattern=r"^[0-9]{6}$",
            title="行政区划代码",
            description="6 位数字",
            examples=["520199"],
        ),
    ] = ""
    phone: Annotated[
        str,
        Field(max_length=100, title="督导室电话", description="印在公示牌上，家长看得到"),
    ] = ""
    head: Annotated[
        str | None,
        Field(title="督导室负责人", description="反映严重伤害的来信只有负责人看得到"),
    ] = None


def _limits(ruling: Ruling, form: LimitsForm) -> DistrictSet:
    days = RectifyDays(
        hazard=form.hazard, serious=form.serious, general=form.general, minor=form.minor
    )
    update = {
        "late_after_h": form.late_after_h,
        "short_dwell_min": form.short_dwell_min,
        "keep_originals_days": form.keep_originals_days,
        "rectify_days": days,
    }
    return ruling.rules.model_copy(update=update)


def _district(ruling: Ruling, form: DistrictForm) -> DistrictSet:
    update = {
        "name": form.name,
        "adcode": form.adcode or None,
        "phone": form.phone,
        "head": form.head,
    }
    return ruling.rules.model_copy(update=update)


def _heads(ruling: Ruling) -> Options:
    """Who may lead the office: whoever reviews."""
    people = ruling.history.names.people.values()
    return {"head": {row.account: row.name for row in people if Role(row.role) in REVIEWING}}


LIMITS = RuleForm(
    path="/rules/limits",
    section="rules",
    title="期限和天数",
    says="保存后马上按新的算，没有起始日期；已经定好的整改期限不变。",
    form=LimitsForm,
    typed=lambda ruling, _asked: {
        **typed_of(LimitsForm, ruling.rules),
        **typed_of(LimitsForm, ruling.rules.rectify_days),
    },
    changed=_limits,
    preview=lambda ruling, _form, after: fields_changed(ruling, after),
)
NAME = RuleForm(
    path="/settings/district",
    section="settings",
    title="区县名称、代码和督导室",
    says="名称写在页眉、报表和以后签发的文书上；已经下达的文号不变。",
    options=_heads,
    form=DistrictForm,
    typed=lambda ruling, _asked: typed_of(DistrictForm, ruling.rules),
    changed=_district,
    preview=lambda ruling, _form, after: fields_changed(ruling, after),
)
