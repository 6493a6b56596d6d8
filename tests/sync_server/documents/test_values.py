"""Any text that people write stands in the document as they wrote it."""

import io
from dataclasses import replace

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kinds.office.template import DocumentKind
from sync_server.documents.contexts.documents import example
from sync_server.documents.contexts.papers import PAPERS, PaperFacts, day_words, paper
from sync_server.documents.desk import built_in
from sync_server.documents.word.rendering import plain, rendered
from tests.builders.word_file import style_of, words_of

FACTS = PaperFacts(
    organ="万山区人民政府教育督导委员会办公室",
    number="万教督〔2026〕7号",
    unit="第1小学",
    issued_on="2026-05-14",
    findings=["灭火器过期。", ("留样不全。", "补登记。")],
    requirement="请整改。",
    due_on="2026-05-29",
)


def tip_with(text: str) -> list[str]:
    """The paragraphs of a 工作提示 that demands this."""
    document = DocumentKind.TIP
    named = example(document).model_copy(update={"requirement": text})
    return words_of(rendered(built_in(document), named))


@pytest.mark.parametrize(
    "text",
    [
        "3 < 5 & 7 > 2",
        "<w:p/>",
        "{{ 文号 }} {% for x in y %} {# 注 #}",
        "{_{ 文号 }_}",
        "“引号”'单'\"双\"",
        "𠮷野家小学、䶮、㛃、阿依古丽·买买提",
        "&amp; &lt;",
        "字" * 20_000,
    ],
)
def test_a_text_stands_as_it_was_written(text):
    found = [each.replace("\u200b", "") for each in tip_with(text)]
    assert text in found


def test_each_line_is_a_paragraph_that_looks_like_the_first():
    document = DocumentKind.TIP
    named = example(document).model_copy(update={"requirement": "甲。\r\n乙。\n\n丙。"})
    found = Document(io.BytesIO(rendered(built_in(document), named))).paragraphs
    lines = {each.text: style_of(each) for each in found if each.text in ("甲。", "乙。", "丙。")}
    assert lines == dict.fromkeys(("甲。", "乙。", "丙。"), "正文末段")


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_no_text_spoils_the_file(text):
    assert "工作提示" in tip_with(f"前{text}后")


def test_what_word_cannot_hold_becomes_a_blank():
    assert plain("a\x00b\x07c\ud800d") == "a b c d"


@pytest.mark.parametrize("document", PAPERS)
def test_every_kind_of_paper_is_made_of_the_same_facts(document):
    found = "\n".join(words_of(rendered(built_in(document), paper(document, FACTS))))
    for text in (
        "第1小学：",
        "万教督〔2026〕7号",
        "1．灭火器过期。",
        "2．留样不全。",
        "建议：补登记。",
    ):
        assert text in found
    assert "2026年5月14日" in found
    assert "2026年5月29日" in found


def test_a_rectification_says_how_many_days_there_are():
    document = DocumentKind.RECTIFICATION
    found = "\n".join(words_of(rendered(built_in(document), paper(document, FACTS))))
    assert "本通知下发15日内" in found
    assert paper(document, replace(FACTS, due_on="")).model_dump()["days"] == ""
    assert day_words("") == ""
