"""Checklists in the XLSForm convention: valid for other programs, and the same again with us."""

import io
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from domain.errors import BadInput
from domain.register.checklist import Checklist, Item, Option, Section
from domain.register.drafting.draft import finished
from domain.register.school_kind import SchoolKind
from sync_server.register.builtin import builtin_checklists
from sync_server.register.checklists.xlsform.read import ReadForm, read_xlsform
from sync_server.register.checklists.xlsform.write import write_xlsform
from sync_server.register.importing.workbook_file import open_workbook
from tests.builders.foreign_form import CHOICES, a_foreign_form
from tests.builders.import_file import an_import_file


def read(raw: bytes) -> ReadForm:
    """What is read of a file, with names that can be told beforehand."""
    numbers = itertools.count(1)
    return read_xlsform(open_workbook(raw), lambda: f"new{next(numbers)}")


def told(raw: bytes) -> list[tuple[str, int, str]]:
    """What of a file cannot be taken: sheet, row, and why."""
    return [(each.sheet, each.row, each.problem) for each in read(raw).faults]


@pytest.mark.parametrize("checklist", builtin_checklists(), ids=lambda each: each.checklist_id)
def test_another_library_takes_it_for_a_valid_form_and_we_for_the_same(checklist):
    raw = write_xlsform(checklist)
    form = convert(io.BytesIO(raw), file_type=".xlsx")
    assert form.warnings == []
    title = checklist.title.replace("“", '"').replace("”", '"')  # as that library spells them
    assert f"<h:title>{title}</h:title>" in form.xform
    again = read(raw)
    assert again.faults == []
    assert finished(again.draft, checklist.version) == checklist


WORDS = st.text("甲乙丙abc*=+@ <&>'\"", min_size=1, max_size=12).map(str.strip).filter(bool)
NUMBER = st.none() | st.integers(0, 9).map(float) | st.sampled_from((0.5, 1e6, -3.25))


@st.composite
def items(draw, item_id: str) -> Item:
    """Any item that can be."""
    kind = draw(st.sampled_from(("yes_no", "choice", "number", "score", "text")))
    told: dict[str, object] = {"item_id": item_id, "text": draw(WORDS), "kind": kind}
    if kind == "choice":
        labels = draw(st.lists(WORDS, min_size=2, max_size=4))
        told["options"] = tuple(
            Option(key=draw(st.sampled_from(("k", "yes", "o"))) + str(n), label=label)
            for n, label in enumerate(labels)
        )
    if kind in ("number", "score"):
        told["unit"] = draw(st.sampled_from(("", "分钟")))
        low, high = sorted((draw(st.integers(-9, 0)), draw(st.integers(1, 99))))
        told |= {"minimum": float(low), "maximum": float(high)} if kind == "score" else {}
        told |= {"at_most": draw(NUMBER)}
    flags = ("needs_photo", "needs_remark_when_negative", "is_key")
    told |= {flag: draw(st.booleans()) for flag in flags}
    told["school_kinds"] = draw(st.sampled_from(((), (SchoolKind.PRIMARY, SchoolKind.JUNIOR))))
    told["hint"] = draw(st.just("") | WORDS)
    return Item.model_validate(told)


NAMES = ("a", "a_photo", "1b", "x:y@z", "school_kind", "group_1", "item_2", "b_remark")


@st.composite
def checklists(draw) -> Checklist:
    """Any checklist that can be, with names that no form allows among its items'."""
    names = draw(st.permutations(NAMES))
    sections = [names[:3], names[3:6], names[6:]]
    made = tuple(
        Section(title=draw(WORDS), items=tuple(draw(items(each)) for each in some))
        for some in sections
    )
    return Checklist(checklist_id="any", version=4, title=draw(WORDS), sections=made)


@settings(max_examples=40, deadline=None)
@given(checklists())
def test_any_checklist_comes_back_the_same_and_is_a_valid_form(checklist):
    raw = write_xlsform(checklist)
    assert convert(io.BytesIO(raw), file_type=".xlsx").warnings == []
    again = read(raw)
    assert (again.faults, finished(again.draft, 4)) == ([], checklist)


def test_a_foreign_form_is_read_as_far_as_it_goes():
    draft = read(a_foreign_form()).draft
    assert (draft.checklist_id, draft.title) == ("kitchen-check", "食堂检查")
    assert [(s.title, [i.text for i in s.items]) for s in draft.sections] == [
        ("食堂", ["后厨干净整洁", "持证人数"]),
        ("食堂 · 库房", ["库房状况"]),
        ("检查项", ["留样温度", "其他情况"]),
    ]
    clean, staff, state, warm, _ = draft.all_items
    assert (clean.kind, clean.needs_photo, clean.hint) == ("yes_no", True, "看地面和台面")
    assert (staff.minimum, staff.maximum, staff.hint) == (1, 200, "要填人数")
    assert [each.label for each in state.options] == ["好", "差"]
    assert (warm.kind, warm.maximum) == ("number", None)


def test_every_line_that_cannot_be_taken_is_named_with_its_sheet_row_and_reason():
    assert told(a_foreign_form()) == [
        ("survey", 1, "这一列没有用到"),
        ("survey", 2, "“start”没有读"),
        ("survey", 3, "说明文字没有读"),
        ("survey", 8, "多选没有读"),
        ("survey", 10, "这个条件没有读：手机上只按单位类型取舍"),
        ("survey", 13, "这个限制没有读：只认“. >= 下限 and . <= 上限”"),
        ("survey", 14, "类型“geopoint”手机上没有"),
        ("survey", 15, "choices 里没有列表“nowhere”"),
        ("choices", 6, "列表“state”里已有“bad”"),
    ]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("text", "t"), "没有问题的文字"),
        (("text", "t", "长" * 201), "超过 200 字"),
        (("image", "lonely", "照片"), "照片没有读"),
        ((None, "t", "没有类型"), "这一行没有写 type"),
        (("begin repeat", "r", "重复"), "重复的组没有读成重复"),
        (("text", "t", "看\x7f不见"), "有看不见的控制字符"),
        (("text", "t", "#N/A"), "是错误值 #N/A"),
    ],
)
def test_strange_rows_are_named(row, says):
    heads = ("type", "name", "label")
    found = told(an_import_file({"survey": [heads, ("text", "a", "甲"), row]}))
    assert ("survey", 3, says) in found


def test_kinds_of_schools_come_from_conditions_and_from_groups():
    heads = ("type", "name", "label", "relevant")
    primary, junior = ("${school_kind} = 'primary'", "selected(${school_kind}, 'junior')")
    rows = [
        heads,
        ("begin_group", "g", "作业", primary),
        ("text", "a", "甲"),
        ("text", "b", "乙", junior),
        ("end_group",),
        ("text", "c", "丙", f"{primary} or {junior}"),
    ]
    form = read(an_import_file({"survey": rows}))
    assert [[kind.value for kind in item.school_kinds] for item in form.draft.all_items] == [
        ["primary"],
        ["junior"],
        ["primary", "junior"],
    ]
    assert form.faults == []


def test_what_is_no_form_is_refused_in_one_sentence():
    with pytest.raises(BadInput, match="没有名为 survey 的工作表"):
        read(an_import_file({"学校": [("学校名称",), ("实小",)]}))
    many = [("type", "name", "label"), *(("text", f"q{n}", "甲") for n in range(5001))]
    with pytest.raises(BadInput, match="超过 5000 行"):
        read(an_import_file({"survey": many}))
    long = [("type", "name", "label"), *(("text", f"q{n}", "甲") for n in range(310))]
    form = read(an_import_file({"survey": long}))
    assert (form.count, form.faults[0].problem) == (300, "检查项最多 300 个")


def test_names_that_occur_twice_or_are_no_names_get_new_ones():
    rows = [("type", "name", "label"), ("text", "甲项", "甲"), ("text", "a", "乙")]
    form = read(a_foreign_form([*rows, ("text", "a", "丙")], CHOICES))
    assert [each.item_id for each in form.draft.all_items] == ["new1", "a", "new2"]
