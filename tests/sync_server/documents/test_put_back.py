"""Templates that were changed in Word: those that can be used, and where the others are wrong."""

import copy
import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from domain.errors import BadInput
from domain.kinds.office.template import DocumentKind
from sync_server.documents.contexts.documents import MODELS, example
from sync_server.documents.contexts.naming import all_names, names_of
from sync_server.documents.word.checking import WrongTemplate, check_template
from sync_server.documents.word.rendering import rendered
from sync_server.documents.word.tags import MOST_TAGS
from tests.builders.word_file import changed, replaced, with_line, without, words_of

TIP, RECORD, LESSON = DocumentKind.TIP, DocumentKind.RECORD, DocumentKind.LESSON


def faults(raw: bytes, document: DocumentKind = TIP) -> list[str]:
    """What is said to be wrong with the file."""
    with pytest.raises(WrongTemplate) as refused:
        check_template(document, raw)
    return [str(each) for each in refused.value.faults]


def shown(raw: bytes, document: DocumentKind = TIP) -> list[str]:
    """What the file makes of example values, after it was checked."""
    check_template(document, raw)
    return words_of(rendered(raw, example(document)))


def test_new_words_and_another_font_are_kept():
    def change(opened: Any) -> None:
        opened.paragraphs[2].runs[0].text = "关于抓紧整改的工作提示"
        opened.styles["公文标题"].font.bold = True
        opened.add_paragraph("联系人：陈静")

    raw = changed(TIP, change)
    assert {"关于抓紧整改的工作提示", "联系人：陈静"} <= set(shown(raw))
    assert Document(io.BytesIO(rendered(raw, example(TIP)))).styles["公文标题"].font.bold


def split(paragraph: Any) -> None:
    """Break a paragraph's text over runs at every character, as Word may after corrections."""
    (run,) = paragraph.runs
    for character in run.text:
        piece = copy.deepcopy(run._element)
        piece.find(qn("w:t")).text = character
        run._element.addprevious(piece)
    run._element.getparent().remove(run._element)


def test_a_tag_that_word_has_split_over_runs_is_still_one():
    def change(opened: Any) -> None:
        for each in opened.paragraphs:
            if len(each.runs) == 1:
                split(each)

    raw = changed(TIP, change)
    assert len(Document(io.BytesIO(raw)).paragraphs[1].runs) > 5
    assert "万教督〔2026〕7号" in shown(raw)
    assert shown(raw) == shown(changed(TIP, lambda _: None))


def test_runs_of_two_fonts_with_spelling_marks_between_them_are_one_tag():
    pieces = ("{{", " ", "文号", " ", "}}")
    runs = '<w:proofErr w:type="spellStart"/>'.join(
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
        f'<w:t xml:space="preserve">{each}</w:t></w:r>'
        for each in pieces
    )
    old = '<w:r><w:t xml:space="preserve">{{ 文号 }}</w:t></w:r>'
    raw = replaced(changed(TIP, lambda _: None), "word/document.xml", old, runs)
    assert "万教督〔2026〕7号" in shown(raw)


def test_a_list_can_be_made_a_table():
    def change(opened: Any) -> None:
        table = opened.add_table(3, 2)
        table.cell(0, 0).text = "{%tr for 一 in 事项清单 %}"
        table.cell(1, 0).text, table.cell(1, 1).text = "{{ loop.index }}", "{{ 一.内容 }}"
        table.cell(2, 0).text = "{%tr endfor %}"

    found = Document(io.BytesIO(rendered(changed(TIP, change), example(TIP))))
    shown(changed(TIP, change))
    rows = [[cell.text for cell in row.cells] for row in found.tables[-1].rows]
    assert [row[0] for row in rows] == ["1", "2"]
    assert rows[0][1].startswith("教学楼二层")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ 文好 }}", "“{{ 文好 }}”：没有“文好”这个名字，是不是“文号”？"),
        ("{{ 甲乙丙丁 }}", "没有“甲乙丙丁”这个名字，请看页面上能用的名字"),
        ("文号：{{ 文号", "标签“{{ 文号”没有用“}}”关上"),
        ("{{ 文号 }", "标签“{{ 文号 }”没有用“}}”关上"),
        ("{{ 文号 {{ 单位 }}", "标签“{{ 文号 {{ 单位 }}”没有用“}}”关上"),
        ("文号 }}", "多了一个“}}”，前面没有打开的标签"),
        ("{%p if 期限 %}", "标签“{%p if 期限 %}”没有对应的“{% endif %}”"),
        ("{%p endif %}", "前面没有对应的“if”"),
        ("{%p endfor %}", "前面没有对应的“for”"),
        ("{{ 事项清单 }}", "“事项清单”有好几条，要用“{% for … in 事项清单 %}”一条一条地写"),
        ("{{ 事项.内容 }}", "“事项”不是正在写的清单里的一条"),
        ("{% for 一 in 文号 %}{% endfor %}", "没有“文号”这个清单"),
        (
            "{% for 一 in 事项清单 %}{{ 一 }}{% endfor %}",
            "“一”是一条，要写它的哪一项，例如“一.序号”",
        ),
        (
            "{% for 一 in 事项清单 %}{{ 一.内溶 }}{% endfor %}",
            "没有“一.内溶”这个名字，是不是“一.内容”？",
        ),
        ("{% for 一 in 事项清单 %}{{ loop.cycle }}{% endfor %}", "“loop”只有 index、first、last"),
        (
            "{% for 一 in 事项清单 %}{% for 二 in 事项清单 %}{% endfor %}{% endfor %}",
            "清单里不能再套清单",
        ),
        ("{% for 一 in 事项清单 if 文号 %}{% endfor %}", "要写成“for 名字 in 清单”"),
        ("{%p if 期限 %} 期限", "会去掉这一段，里面不能再写别的内容"),
        ("{%tr if 期限 %}", "“tr”只能写在表格里"),
        ("{{p 文号 }}", "里多了“p”，请写成“{{ 文号 }}”"),
        ("{% set 甲 = 1 %}", "不认识“{% set 甲 = 1 %}”"),
        ("{% include '/etc/passwd' %}", "不认识"),
        ("{% if 文号 == 1 %}{% endif %}", "里只能写“if 名字”或“if not 名字”"),
        ("{% if 文号 %}{% elif 1 %}{% endif %}", "里只能写“if 名字”或“if not 名字”"),
        ("{% if 文号 %}{% endif 文号 %}", "要写成“{% endif %}”"),
        ("{% if 文号 %}{%p endif %}", "里面不能再写别的内容"),
        ("{{ 文号 | upper }}", "里只能写一个名字"),
        ("{{ ''.__class__.__mro__ }}", "里只能写一个名字"),
        ("{{ 文号.__class__ }}", "没有“文号.__class__”这个名字"),
        ("{{ range(10**9) }}", "里只能写一个名字"),
    ],
)
def test_a_wrong_tag_is_refused_with_its_place(line, said):
    found = faults(with_line(line))
    assert len(found) >= 1
    assert any(said in each for each in found), found
    assert any(each.startswith(f"“{' '.join(line.split())[:20]}") for each in found), found


def test_a_comment_is_left_out_and_what_is_asked_first_may_be_written():
    line = "{# 给打字员 #}{% if not 期限 %}无期限{% elif 原文号 %}有原文{% else %}都没有{% endif %}"
    assert shown(with_line(line))[-1] == "有原文"


def test_tags_that_belong_together_stand_in_one_place():
    def apart(opened: Any) -> None:
        opened.add_paragraph("{% if 期限 %}")
        opened.add_paragraph("{% endif %}")

    (fault,) = faults(changed(TIP, apart))
    assert "不在同一段" in fault
    assert "{%p if 期限 %}" in fault

    def in_two_cells(opened: Any) -> None:
        table = opened.add_table(1, 2)
        table.cell(0, 0).paragraphs[0].text = "{%p if 期限 %}"
        table.cell(0, 1).paragraphs[0].text = "{%p endif %}"

    assert "同一页面或同一格" in faults(changed(TIP, in_two_cells))[0]


def test_ends_are_of_the_same_sort_as_what_they_end():
    def change(opened: Any) -> None:
        opened.add_paragraph("{%p if 期限 %}")
        opened.add_paragraph("{% endif %}")

    assert "都带或都不带“p”" in faults(changed(TIP, change))[0]


def test_a_fault_in_a_table_names_its_row_and_cell():
    def change(opened: Any) -> None:
        opened.tables[0].cell(3, 1).paragraphs[0].text = "{{ 到校 }}"

    found = faults(changed(RECORD, change), RECORD)
    assert found == [
        "第 1 个表格第 4 行第 2 格“{{ 到校 }}”：没有“到校”这个名字，是不是“到校时间”？"
    ]


def test_a_fault_in_a_footer_says_so():
    def change(opened: Any) -> None:
        opened.sections[0].footer.add_paragraph("{{ 页码 }}")

    assert faults(changed(TIP, change))[0].startswith("页脚“{{ 页码 }}”")


def test_pictures_have_no_place_in_a_footer_and_texts_do():
    def change(opened: Any) -> None:
        opened.sections[0].footer.add_paragraph("{{ 督学手写 }}")

    assert "不能放在页眉和页脚里" in faults(changed(RECORD, change), RECORD)[0]

    def number(opened: Any) -> None:
        opened.sections[0].footer.add_paragraph("编号 {{ 编号 }}")

    raw = changed(RECORD, number)
    check_template(RECORD, raw)
    footer = Document(io.BytesIO(rendered(raw, example(RECORD)))).sections[0].footer
    assert footer.paragraphs[-1].text == "编号 0197a3c15d2e7b44"


@pytest.mark.parametrize("name", ["文号", "单位", "发文机关", "日期", "要求"])
def test_what_a_document_must_have_cannot_be_left_out(name):
    found = faults(without(f"{{{{ {name} }}}}"))
    assert any(f"没有写“{name}”：这份文书必须有它" in each for each in found)


def test_a_list_that_must_be_there_is_asked_for_by_its_loop():
    found = faults(without("事项"))
    assert any("{%p for … in 事项清单 %}" in each for each in found)


def test_of_many_faults_the_first_are_said():
    def change(opened: Any) -> None:
        for number in range(30):
            opened.add_paragraph(f"{{{{ 错{number} }}}}")

    with pytest.raises(WrongTemplate, match=r"有 30 处要改.*先列出 20 处") as refused:
        check_template(TIP, changed(TIP, change))
    assert len(refused.value.faults) == 20


def test_too_many_tags_are_refused():
    (fault,) = faults(with_line("{{ 文号 }}" * MOST_TAGS))
    assert "太多了" in fault


def test_every_name_is_told_as_it_may_be_written():
    for document in DocumentKind:
        written = [text for text, _ in all_names(names_of(MODELS[document]))]
        assert len(written) == len(set(written))
    assert "环节.师生活动" in [text for text, _ in all_names(names_of(MODELS[LESSON]))]


def test_a_text_in_a_place_without_room_for_a_second_line_is_refused():
    old = '<w:r><w:t xml:space="preserve">{{ 文号 }}</w:t></w:r>'
    new = f"<w:sdt><w:sdtContent>{old}</w:sdtContent></w:sdt>"
    raw = replaced(changed(TIP, lambda _: None), "word/document.xml", old, new)
    with pytest.raises(BadInput):
        check_template(TIP, raw)
