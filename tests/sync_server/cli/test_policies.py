"""The policy library on the command line: put in, listed, replaced, taken out."""

import io
from pathlib import Path

import pytest
from docx import Document

from domain.errors import BadInput
from domain.kinds.office.policy import PolicySet
from sync_server.policies.files import text_of_file
from sync_server.policies.library import MOST_CHARACTERS, paper
from tests.sync_server.cli.conftest import Run, entries_in

FACTS = PolicySet(policy_id="rules", title="守则")


def a_word_file(*paragraphs: tuple[str, str]) -> bytes:
    document = Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_paper_is_put_in_replaced_and_taken_out(duji: Run, office: Path, tmp_path: Path):
    file = tmp_path / "守则.docx"
    file.write_bytes(a_word_file(("Heading 1", "一、纪律"), ("Normal", "不接受吃请。")))
    options = ("--number", "栖教督〔2026〕1号", "--organ", "栖云区督导室", "--must-read")
    added = duji("policy", "add", "rules", file, *options, "--data", office)
    assert (added.status, "守则" in added.out) == (0, True)
    listed = duji("policy", "list", "--data", office).out
    assert all(word in listed for word in ("rules", "守则", "栖教督〔2026〕1号", "是"))
    assert duji("policy", "withdraw", "rules", "--data", office).status == 0
    assert "还是空的" in duji("policy", "list", "--data", office).out
    again = duji("policy", "withdraw", "rules", "--data", office)
    assert (again.status, "没有 rules" in again.err) == (1, True)


def test_shorter_text_takes_the_surplus_parts_out(duji: Run, office: Path, tmp_path: Path):
    file = tmp_path / "long.txt"
    file.write_text("# 第一章\n" + "督" * 40_000, "utf-8")
    assert "分 4 段" in duji("policy", "add", "rules", file, "--data", office).out
    before = entries_in(office)
    file.write_text("短。", "utf-8")
    assert "分 1 段" in duji("policy", "add", "rules", file, "--data", office).out
    assert entries_in(office) - before == 4


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("a b",), "文件编号"),
        (("rules", "--date", "2026-02-30"), "成文日期"),
        (("rules", "--title", "长" * 201), "标题"),
    ],
)
def test_what_cannot_be_is_named(duji: Run, office: Path, tmp_path: Path, words, problem):
    file = tmp_path / "a.txt"
    file.write_text("正文", "utf-8")
    ran = duji("policy", "add", words[0], file, *words[1:], "--data", office)
    assert (ran.status, problem in ran.err) == (1, True), ran.err


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("a.pdf", b"%PDF", "policy_file_kind"),
        ("a.docx", b"PK", "policy_file_damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0", "policy_file_damaged"),
        ("a.txt", b"\xff\xff\xff", "policy_file_encoding"),
        ("a.txt", b"x" * 20_000_001, "policy_file_too_large"),
    ],
)
def test_file_that_cannot_be_read_is_refused_in_words(name: str, raw: bytes, code: str):
    with pytest.raises(BadInput) as refused:
        text_of_file(name, raw)
    assert refused.value.specific_code == code
    assert name in refused.value.message


def test_old_chinese_encoding_is_read():
    assert text_of_file("a.txt", "督学守则䶮".encode("gb18030")) == "督学守则䶮"


def test_headings_of_a_word_file_head_sections():
    raw = a_word_file(("Heading 1", "一、总则"), ("Normal", "第一条"), ("Normal", "第二条"))
    (part,) = paper(FACTS, text_of_file("a.docx", raw))
    assert [(each.heading, each.text) for each in part.sections] == [("一、总则", "第一条\n第二条")]


@pytest.mark.parametrize(
    ("text", "code"),
    [(" \n ", "policy_empty"), ("长" * (MOST_CHARACTERS + 1), "policy_too_long")],
)
def test_text_that_makes_no_paper_is_refused(text: str, code: str):
    with pytest.raises(BadInput) as refused:
        paper(FACTS, text)
    assert refused.value.specific_code == code


def test_nothing_of_a_long_text_is_lost_and_every_part_fits_a_line():
    text = "".join(f"# 第{number}条\n{'文' * 9_000}{number}\n" for number in range(12))
    parts = paper(FACTS, text)
    assert [part.part for part in parts] == list(range(1, len(parts) + 1))
    assert {part.parts for part in parts} == {len(parts)}
    assert all(len(part.model_dump_json().encode()) < 60_000 for part in parts)
    sections = [section for part in parts for section in part.sections]
    assert "".join(section.text for section in sections) == "".join(
        f"{'文' * 9_000}{number}" for number in range(12)
    )
    headed = [section.heading for section in sections if section.heading]
    assert headed == [f"第{number}条" for number in range(12)]


def test_a_paper_with_a_control_character_is_refused():
    with pytest.raises(BadInput) as refused:
        text_of_file("守则.txt", "一、\x00纪律".encode())
    assert refused.value.specific_code == "control_character"
