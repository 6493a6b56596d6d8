"""The built-in templates: as their script makes them, and as GB/T 9704 has papers."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from domain.kinds.office.template import DocumentKind
from domain.kinds.paper.paper_kind import PaperKind
from domain.words.values import label
from sync_server.documents.contexts.documents import MODELS, example
from sync_server.documents.contexts.naming import Picture, names_of, told
from sync_server.documents.desk import built_in
from sync_server.documents.word.checking import check_template
from sync_server.documents.word.rendering import rendered
from tests.builders.word_file import part, words_of
from tools.documents.building import FOLDER, TITLES, built

PAPERS = [DocumentKind(each) for each in PaperKind]
FORMS = [DocumentKind.FOLLOW_UP, DocumentKind.RECORD, DocumentKind.LESSON]
SUMMARIES = [DocumentKind.MONTH_SUMMARY, DocumentKind.TERM_SUMMARY]


def texts_of(value: object) -> list[str]:
    """Every text within what a template is given; a text of lines is several."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts_of(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts_of(each)]
    return [line for line in value.split("\n") if line] if isinstance(value, str) else []


def opened(document: DocumentKind):
    return Document(io.BytesIO(rendered(built_in(document), example(document))))


def fonts_of(style) -> set[str]:
    told = style.element.rPr.rFonts
    return {told.get(qn(f"w:{each}")) for each in ("ascii", "eastAsia", "hAnsi", "cs")}


def test_those_that_are_committed_are_what_the_script_makes():
    assert built() == {each.stem: each.read_bytes() for each in FOLDER.glob("*.docx")}
    assert built() == built()
    assert set(TITLES) == set(DocumentKind)
    assert {each: label(each) for each in DocumentKind} == {
        DocumentKind(name): title for name, title in TITLES.items()
    }


def test_the_seven_kinds_of_papers_are_documents_of_the_same_name():
    assert [label(each) for each in PaperKind] == [label(DocumentKind(each)) for each in PaperKind]


def test_nothing_in_them_comes_from_elsewhere():
    for each in DocumentKind:
        with zipfile.ZipFile(io.BytesIO(built_in(each))) as packed:
            names = set(packed.namelist())
        assert names <= {
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            *(f"word/{name}.xml" for name in ("document", "styles", "settings", "fontTable")),
            *(f"word/{name}.xml" for name in ("numbering", "footer1", "footer2")),
            "word/_rels/document.xml.rels",
        }


@pytest.mark.parametrize("document", DocumentKind)
def test_each_may_be_a_template_and_shows_every_value(document):
    check_template(document, built_in(document))
    shown = "\n".join(words_of(rendered(built_in(document), example(document))))
    assert [text for text in texts_of(told(example(document))) if text not in shown] == []
    assert "{" not in shown
    for name in names_of(MODELS[document]):
        assert name.description
        assert name.is_list or name.is_picture or name.examples


@pytest.mark.parametrize("document", DocumentKind)
def test_the_page_is_as_the_standard_has_it(document):
    (section,) = opened(document).sections
    sizes = (section.page_width, section.page_height)
    margins = (
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    found = [round(each / Mm(1)) for each in (*sizes, *margins)]
    upright = [37, 35] if document in PAPERS else [25, 25]
    is_lying = document is DocumentKind.WORKLOAD
    assert found == ([297, 210, 20, 20, 20, 20] if is_lying else [210, 297, *upright, 28, 26])
    for footer in (section.footer, section.even_page_footer):
        assert footer.paragraphs[0].text == "— 1 —"
        assert b" PAGE " in footer.part.blob


def test_page_numbers_are_of_four_and_stand_outside():
    found = opened(DocumentKind.TIP)
    style = found.styles["页码"]
    assert (style.font.size, fonts_of(style)) == (Pt(14), {"宋体"})
    assert found.settings.odd_and_even_pages_header_footer
    (section,) = found.sections
    sides = (section.footer, section.even_page_footer)
    assert [each.paragraphs[0].alignment.name for each in sides] == ["RIGHT", "LEFT"]


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("发文机关标志", "方正小标宋简体", 24),
        ("公文标题", "方正小标宋简体", 22),
        ("Normal", "仿宋_GB2312", 16),
        ("主送机关", "仿宋_GB2312", 16),
        ("一级标题", "黑体", 16),
        ("二级标题", "楷体_GB2312", 16),
        ("版记", "仿宋_GB2312", 14),
        ("表格标题", "方正小标宋简体", 22),
        ("表格项目", "黑体", 12),
    ],
)
def test_fonts_are_named_for_every_script(style, font, size):
    found = opened(DocumentKind.CIRCULAR).styles[style]
    assert (fonts_of(found), found.font.size) == ({font}, Pt(size))


def test_where_a_font_is_missing_its_other_names_are_known():
    table = part(built_in(DocumentKind.TIP), "word/fontTable.xml").decode()
    for name in ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312"):
        assert f'w:name="{name}"' in table
    assert "小标宋" in table


@pytest.mark.parametrize("document", PAPERS)
def test_a_paper_has_a_red_head_and_lines_of_28_points(document):
    found = opened(document)
    heads = {each.style.name: each for each in found.paragraphs}
    assert heads["发文机关标志"].text == "万山区人民政府教育督导委员会办公室"
    assert str(heads["发文机关标志"].style.font.color.rgb) == "FF0000"
    assert "〔2026〕" in heads["发文字号"].text
    rule = heads["发文字号"].style.element.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert rule.get(qn("w:color")) == "FF0000"
    assert heads["公文标题"].text == label(document)
    assert heads["署名"].text == heads["发文机关标志"].text
    body = found.styles["Normal"].paragraph_format
    assert (body.line_spacing, body.line_spacing_rule.name) == (Pt(28), "EXACTLY")


@pytest.mark.parametrize("document", FORMS)
def test_a_form_is_a_ruled_table_whose_head_is_repeated(document):
    for table in opened(document).tables:
        borders = table._tbl.tblPr.find(qn("w:tblBorders"))
        assert borders.find(qn("w:insideH")).get(qn("w:val")) == "single"
    first = opened(document).tables[0]
    assert first.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def heads_of(document: DocumentKind) -> list[str]:
    return [each.text for each in opened(document).paragraphs if each.style.name == "一级标题"]


def test_a_month_is_summed_up_under_six_heads_and_a_term_in_six_parts():
    assert [len(heads_of(each)) for each in SUMMARIES] == [6, 6]
    assert heads_of(DocumentKind.TERM_SUMMARY) == [
        "督导任务",
        "督导过程",
        "典型经验",
        "突出问题",
        "督导结论",
        "工作建议",
    ]
    for each in SUMMARIES:
        for table in opened(each).tables:
            assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_each_board_is_a_sheet_of_its_own():
    found = opened(DocumentKind.BOARD)
    titles = [each for each in found.paragraphs if each.style.name == "公示牌标题"]
    assert [each.text for each in titles] == ["中小学校责任督学公示牌", "幼儿园责任督学公示牌"]
    assert found.styles["公示牌标题"].paragraph_format.page_break_before


def test_heads_count_themselves_so_that_one_that_is_left_out_leaves_no_gap():
    numbering = part(built_in(DocumentKind.OPINION), "word/numbering.xml").decode()
    assert "chineseCountingThousand" in numbering
    shown = words_of(
        rendered(
            built_in(DocumentKind.OPINION),
            example(DocumentKind.OPINION).model_copy(update={"merits": ""}),
        )
    )
    assert "主要成绩" not in shown
    assert "存在的问题" in shown


def test_pictures_are_in_the_file():
    raw = rendered(built_in(DocumentKind.RECORD), example(DocumentKind.RECORD))
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        assert any(each.startswith("word/media/") for each in packed.namelist())
    assert isinstance(example(DocumentKind.RECORD).photos[0].image, Picture)  # type: ignore[attr-defined]


def test_a_list_without_a_row_leaves_no_cell_without_a_paragraph():
    empty = example(DocumentKind.RECORD).model_copy(
        update={"findings": (), "no_finding": "", "looked_again": (), "answers": (), "photos": ()}
    )
    found = Document(io.BytesIO(rendered(built_in(DocumentKind.RECORD), empty)))
    assert all(
        cell._tc[-1].tag == qn("w:p")
        for table in found.tables
        for row in table.rows
        for cell in row.cells
    )
    assert "附：照片" not in "".join(words_of(rendered(built_in(DocumentKind.RECORD), empty)))
