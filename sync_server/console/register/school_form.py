"""The form of a school: what it is called, what it is, where it is, and since when it is closed."""

from typing import Annotated

from pydantic import Field

from domain.errors import BadInput
from domain.kinds.register.school import Ownership, Position, SchoolKind, SchoolSet
from domain.place.datum import Datum
from domain.register.school_code import code_problem, kinds_of, normalise_code
from domain.spelling import key_of, usual
from domain.typed_number import written
from domain.words.values import label
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm, typed_of
from sync_server.console.kinds.closing import ClosedOn
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.register.history import History
from sync_server.register.importing.cell_values import names_in
from sync_server.register.importing.position_cells import pair_in, position_in
from sync_server.register.importing.school_rows import CODE_REMEDIES, read_aloud
from sync_server.register.importing.zone_rows import free_code
from sync_server.register.names import Names, names

LONGEST_NAME = 60


class SchoolForm(OfficeForm):
    """A school, kindergarten, institution or township."""

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, title="名称")]
    school_kind: Annotated[SchoolKind, Field(title="类型")]
    ownership: Annotated[Ownership, Field(title="办学性质")] = Ownership.PUBLIC
    zone: Annotated[str, Field(min_length=1, title="责任区")]
    town: Annotated[str, Field(max_length=60, title="乡镇（街道）")] = ""
    aliases: Annotated[
        str,
        Field(max_length=200, title="简称", description="几个用顿号隔开", examples=["实小、云实"]),
    ] = ""
    code: Annotated[
        str,
        Field(
            max_length=40,
            title="学校标识码",
            description="10 位；培训机构填 18 位统一社会信用代码",
            examples=["1152990001"],
        ),
    ] = ""
    position: Annotated[
        str,
        Field(
            max_length=80,
            title="位置",
            description="经度,纬度",
            examples=["106.7135,26.5783"],
        ),
    ] = ""
    datum: Annotated[
        Datum | None,
        Field(title="坐标系", description="高德、腾讯是 GCJ-02，百度是 BD-09，手机是 WGS-84"),
    ] = None
    radius_m: Annotated[int, Field(ge=20, le=20_000, title="到校范围（米）")] = 500
    closed_on: ClosedOn = None


def _typed(history: History) -> Typed:
    body = body_of(history, SchoolSet)
    typed = typed_of(SchoolForm, body, aliases="、".join(body.aliases), position="")
    if body.position is not None:
        place = body.position
        typed["position"] = f"{written(place.given_lng)},{written(place.given_lat)}"
        typed["datum"] = place.datum.value
    return typed


def _content(writing: Writing, form: SchoolForm) -> Content:
    known = names(writing.services.server.database, writing.viewer.district)
    stood = body_of(writing.history, SchoolSet) if writing.history else None
    name = usual(form.name)
    code = _code(form)
    _require_alone(known, stood, name, code)
    school_id = stood.school_id if stood else free_code("school", name, known.schools)
    school = SchoolSet(
        school_id=school_id,
        name=name,
        aliases=tuple(map(usual, names_in(form.aliases))),
        code=code,
        school_kind=form.school_kind,
        ownership=form.ownership,
        zone=form.zone,
        town=usual(form.town),
        position=_position(form, stood.position if stood else None),
        radius_m=form.radius_m,
        order_no=stood.order_no if stood else None,
    )
    return Content(read_aloud(school, stood))


def _code(form: SchoolForm) -> str | None:
    code = normalise_code(form.code)
    if not code:
        return None
    if problem := code_problem(code):
        raise BadInput(f"“{code}”不是正确的代码：{CODE_REMEDIES[problem]}。", code="code")
    kinds = kinds_of(code)
    if kinds and form.school_kind not in kinds:
        words = "或".join(label(each) for each in kinds)
        raise BadInput(f"类型选的是{label(form.school_kind)}，但这个代码是{words}的。", code="code")
    return code


def _position(form: SchoolForm, stood: Position | None) -> Position | None:
    if not form.position:
        return None
    pair = pair_in([form.position])
    if pair is None:
        text = "不是国内的经纬度，请写成“经度,纬度”，例如 106.7135,26.5783。"
        raise BadInput(text, code="position")
    if form.datum is None:
        raise BadInput("请选择这个位置是在哪种地图上取的。", code="datum")
    if stood and (stood.given_lat, stood.given_lng, stood.datum) == (*pair, form.datum):
        return stood
    return position_in(pair, form.datum)


def _require_alone(known: Names, stood: SchoolSet | None, name: str, code: str | None) -> None:
    """BadInput where another school has the name or the code."""
    for row in known.schools.values():
        if stood and row.school_id == stood.school_id:
            continue
        if key_of(row.name) == key_of(name):
            raise BadInput(f"{known.zone(row.zone)}已经有“{row.name}”了。", code="name")
        other = SchoolSet.model_validate_json(row.facts)
        if code and other.code == code:
            raise BadInput(f"“{row.name}”已经用了这个代码。", code="code")


def _options(writing: Writing) -> Options:
    known = names(writing.services.server.database, writing.viewer.district)
    return {"zone": {code: row.name for code, row in known.zones.items()}}


FORM = ThingForm(
    noun="school",
    form=SchoolForm,
    content=_content,
    typed=_typed,
    options=_options,
    says="改动从今天起算，过去的月份还按当时的责任区和类型统计。停用的学校不会删去，督导记录都在。",
)
