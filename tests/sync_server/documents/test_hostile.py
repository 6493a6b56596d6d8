"""What somebody could upload to break in, or to break the server: all of it is refused."""

import io
import zipfile
from time import monotonic

import pytest

from domain.errors import BadInput
from domain.kinds.office.template import DocumentKind
from sync_server.documents.contexts.documents import example
from sync_server.documents.desk import built_in
from sync_server.documents.word import package
from sync_server.documents.word.checking import check_template
from sync_server.documents.word.package import MOST_FILE_BYTES, MOST_PARTS, parts_of
from sync_server.documents.word.rendering import STRANGE, rendered
from tests.builders.word_file import linked, part, repacked, replaced, with_line

TIP = DocumentKind.TIP
RAW = built_in(TIP)
BODY = part(RAW, "word/document.xml").decode()
TYPES = part(RAW, "[Content_Types].xml").decode()
DOCTYPE = '<!DOCTYPE w:document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


def with_body(old: str, new: str) -> bytes:
    return replaced(RAW, "word/document.xml", old, new)


def zipped(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(name, content)
    return out.getvalue()


def encrypted() -> bytes:
    """A file whose parts say that they are encrypted."""
    raw = bytearray(RAW)
    at = raw.find(b"PK\x01\x02")
    while at >= 0:
        raw[at + 8] |= 1
        at = raw.find(b"PK\x01\x02", at + 4)
    return bytes(raw)


def spoilt() -> bytes:
    """A packed file some bytes of which are others."""
    raw = bytearray(repacked(RAW))
    at = raw.find(b"word/document.xml") + 40
    raw[at : at + 40] = bytes(40)
    return bytes(raw)


HOSTILE = {
    "spoilt": (spoilt(), "文件打不开"),
    "empty": (b"", "文件是空的"),
    "no zip": (b"hello", "文件打不开"),
    "cut off": (RAW[:4000], "文件打不开"),
    "old word": (b"\xd0\xcf\x11\xe0" + b"x" * 100, "旧的 .doc"),
    "too large": (b"PK" + b"x" * MOST_FILE_BYTES, "超过 5 MB"),
    "another zip": (zipped(("a.txt", b"x")), "不是 Word 文档"),
    "a workbook": (
        repacked(RAW, **{"[Content_Types].xml": TYPES.replace("wordprocessing", "sheet").encode()}),
        "不是 Word 文档",
    ),
    "encrypted": (encrypted(), "加了密码"),
    "outside": (repacked(RAW, **{"../evil.xml": b"<a/>"}), "内部结构不正常"),
    "many parts": (
        zipped(*((f"word/{number}.xml", b"<a/>") for number in range(MOST_PARTS + 1))),
        "内部结构不正常",
    ),
    "macros": (repacked(RAW, word__vbaProject__bin=b"", **{"word/vbaProject.bin": b"x"}), "带有宏"),
    "docm": (
        repacked(
            RAW,
            **{"[Content_Types].xml": TYPES.replace("document.main", "macroEnabled.main").encode()},
        ),
        "带有宏",
    ),
    "object": (linked("oleObject", "embeddings/a.bin"), "嵌有别的程序"),
    "attached template": (linked("attachedTemplate", "http://evil.example/a.dotm"), "嵌有别的"),
    "link": (linked("hyperlink", "http://evil.example/"), "指向外面的链接（http://evil.example/）"),
    "remote picture": (linked("image", "http://evil.example/a.png"), "指向外面的链接"),
    "doctype": (with_body("<w:document ", f"{DOCTYPE}<w:document "), "声明了外部内容"),
    "no xml": (with_body("</w:document>", ""), "读不出来的内容"),
    "dde": (
        with_body(
            "<w:sectPr",
            '<w:p><w:r><w:instrText> DDEAUTO c:\\\\cmd "/k" </w:instrText></w:r></w:p><w:sectPr',
        ),
        "域（DDEAUTO）",
    ),
    "split field": (
        with_body(
            "<w:sectPr",
            "<w:p><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT x"
            "</w:instrText></w:r></w:p><w:sectPr",
        ),
        "域（INCLUDETEXT）",
    ),
    "field behind a field": (
        with_body(
            "<w:sectPr",
            '<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/>'
            "</w:r><w:r><w:instrText>INCLUDETEXT x</w:instrText></w:r></w:p><w:sectPr",
        ),
        "域（INCLUDETEXT）",
    ),
    "another main part": (
        replaced(RAW, "_rels/.rels", "word/document.xml", "word/other.xml"),
        "内部结构不正常",
    ),
    "add-in": (linked("webextensiontaskpanes", "a.xml"), "嵌有别的程序"),
    "simple field": (
        with_body("<w:sectPr", '<w:p><w:fldSimple w:instr="INCLUDEPICTURE x"/></w:p><w:sectPr'),
        "域（INCLUDEPICTURE）",
    ),
    "foreign part": (with_body("<w:sectPr", "<w:altChunk/><w:sectPr"), "嵌有别的文件"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_words_beside_the_file(name):
    raw, said = HOSTILE[name]
    with pytest.raises(BadInput, match=said.replace("（", "（")) as refused:
        check_template(TIP, raw)
    assert refused.value.specific_code == "file"


def test_a_part_that_unpacks_to_more_than_it_says_is_refused(monkeypatch):
    monkeypatch.setattr(package, "MOST_UNPACKED_BYTES", 1_000_000)
    bomb = repacked(RAW, **{"word/media/a.png": b"\0" * 2_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(BadInput, match="解开后太大"):
        parts_of(bomb)


def test_a_text_that_is_far_too_long_is_refused():
    padding = "<w:p/>" * 400_000
    with pytest.raises(BadInput, match="正文太长"):
        check_template(TIP, with_body("<w:sectPr", f"{padding}<w:sectPr"))


def test_two_parts_of_one_name_are_refused():
    out = io.BytesIO(RAW)
    with zipfile.ZipFile(out, "a") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("word/document.xml", BODY)
    with pytest.raises(BadInput, match="内部结构不正常"):
        parts_of(out.getvalue())


HIDDEN = [
    "{{ ''.__class__.__mro__ }}",
    "{{ 文号.__class__ }}",
    "{% for a in 事项清单 %}{% for b in 事项清单 %}{% endfor %}{% endfor %}",
    "{{ range(9) }}",
    "{{ 文号 * 9 }}",
    "{{ 文号 | upper }}",
    "{% set x = 1 %}",
    "{{ 文号[0] }}",
    "{% import 'x' as y %}",
    "{{ 'a' }}",
    "{% if 文号 is defined %}{% endif %}",
]


@pytest.mark.parametrize("tag", HIDDEN)
def test_a_tag_in_a_place_that_no_reader_sees_does_nothing(tag):
    hidden = f'<w:bookmarkStart w:id="1" w:name="{tag}"/><w:bookmarkEnd w:id="1"/>'
    raw = with_body("<w:sectPr", f"<w:p>{hidden}</w:p><w:sectPr")
    for tried in (lambda: check_template(TIP, raw), lambda: rendered(raw, example(TIP))):
        with pytest.raises(BadInput) as refused:
            tried()
        assert refused.value.message == STRANGE


def test_a_name_that_is_unknown_in_such_a_place_is_refused_too():
    raw = with_body(
        "<w:sectPr", '<w:p><w:bookmarkStart w:id="1" w:name="{{ 谁 }}"/></w:p><w:sectPr'
    )
    with pytest.raises(BadInput) as refused:
        check_template(TIP, raw)
    assert refused.value.message == STRANGE


def test_tags_in_the_properties_are_not_carried_out():
    raw = replaced(RAW, "docProps/core.xml", "工作提示", "{{ ''.__class__ }}")
    check_template(TIP, raw)
    assert b"__class__" in part(rendered(raw, example(TIP)), "docProps/core.xml")


def test_tables_that_are_none_are_no_trouble():
    odd = "<w:tc><w:p><w:r><w:t>{{ 谁 }}</w:t></w:r></w:p></w:tc>"
    with pytest.raises(BadInput):
        check_template(TIP, with_body("<w:sectPr", f"{odd}<w:sectPr"))


def test_a_table_of_very_many_tags_is_refused_in_reasonable_time():
    row = "<w:tr><w:tc><w:p><w:r><w:t>{{ 文号 }}</w:t></w:r></w:p></w:tc></w:tr>"
    table = f"<w:tbl>{row * 20_000}</w:tbl>"
    begun = monotonic()
    with pytest.raises(BadInput, match="处要改"):
        check_template(TIP, with_body("<w:sectPr", f"{table}<w:sectPr"))
    assert monotonic() - begun < 30


def test_a_template_of_many_marks_is_read_in_reasonable_time():
    with pytest.raises(BadInput, match="处要改"):
        check_template(TIP, with_line("{{" * 5_000))
