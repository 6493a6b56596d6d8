"""Papers and handbook offline: gathered, found, paged, and read once."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from app.account.session import AccountSession
from app.library.library import gather, pages_of, plain
from domain.errors import Conflict, NotFound
from domain.kinds.office.policy import PolicyRead
from tests.builders.fake_server import FakeServer
from tests.builders.papers import a_paper, section


def titles(session: AccountSession, theme_id: str | None = None) -> list[str]:
    """The papers as listed."""
    return [each.title for each in session.library.papers(theme_id)]


def written(server: FakeServer) -> list[PolicyRead]:
    """What the server holds of papers that were read."""
    held = [line for line in server.lines.values() if line.header.kind == PolicyRead.kind]
    return [PolicyRead.model_validate_json(line.body_bytes or b"") for line in held]


def test_papers_of_the_theme_come_first_then_those_to_be_read_then_the_newest(at_work, server):
    server.list_papers(
        a_paper("old", title="旧通知", issued_on="2019-01-01"),
        a_paper("new", title="新通知", issued_on="2026-05-01"),
        a_paper("must", title="要读的", must_be_read=True, issued_on=None),
        a_paper("themed", title="五月的", theme_ids=("may",), issued_on="2020-01-01"),
    )
    at_work.sync.run()
    assert titles(at_work, "may") == ["五月的", "要读的", "新通知", "旧通知"]
    assert titles(at_work) == ["要读的", "新通知", "五月的", "旧通知"]


def test_long_paper_is_one_paper_whose_parts_are_in_order(at_work, server):
    parts = [(section(f"第{n}章", "正文"),) for n in range(1, 13)]
    server.list_papers(list(reversed(a_paper("long", *parts))))
    at_work.sync.run()
    (paper,) = at_work.library.papers()
    assert [each.heading for each in at_work.library.sections(paper)] == [
        f"第{n}章" for n in range(1, 13)
    ]


def test_paper_is_here_only_when_all_its_parts_are():
    listed = [
        policy for policy, _ in a_paper("long", (section("一", "甲"),), (section("二", "乙"),))
    ]
    first, second = (each.sha256 for each in listed)
    assert not gather(listed, {first}, set())[0].is_here
    assert gather(listed, {first, second}, set())[0].is_here
    assert not gather(listed[:1], {first}, set())[0].is_here


def test_reading_is_written_once_and_reaches_the_server(at_work, server):
    server.list_papers(a_paper("must", must_be_read=True))
    at_work.sync.run()
    at_work.library.mark_read("must")
    at_work.library.mark_read("must")
    assert at_work.library.papers()[0].is_read
    at_work.sync.run()
    (entry,) = written(server)
    assert entry.sha256 == at_work.library.papers()[0].hashes


def test_paper_the_office_knows_as_read_is_not_written_again(at_work, server):
    server.list_papers(a_paper("must", must_be_read=True, is_read=True))
    at_work.sync.run()
    at_work.library.mark_read("must")
    at_work.sync.run()
    assert written(server) == []


def test_new_version_of_a_paper_is_to_be_read_again(at_work, server):
    server.list_papers(a_paper("must", must_be_read=True))
    at_work.sync.run()
    at_work.library.mark_read("must")
    server.list_papers(a_paper("must", (section("第一条", "修订"),), must_be_read=True))
    at_work.sync.run()
    assert not at_work.library.papers()[0].is_read


def test_paper_that_is_not_all_here_cannot_be_confirmed(at_work, server):
    server.list_papers(a_paper("must", must_be_read=True))
    server.policies.clear()
    at_work.sync.run()
    with pytest.raises(Conflict, match="还没有全部下载"):
        at_work.library.mark_read("must")
    with pytest.raises(NotFound, match="已经撤下"):
        at_work.library.mark_read("gone")


def test_words_are_found_in_titles_numbers_and_texts_whatever_their_width(at_work, server):
    server.list_papers(
        a_paper("text", (section("第一条", "食堂ＡＢＣ\n台账１２本"),), title="甲"),
        a_paper("title", title="食堂abc管理办法"),
    )
    at_work.sync.run()
    hits = at_work.library.find(" 食堂ABC ")
    assert [hit.found.title for hit in hits] == ["食堂abc管理办法", "甲"]
    assert "食堂abc 台账12本" in hits[1].around
    assert [hit.found.title for hit in at_work.library.find("万督〔2026〕3")] == [
        "甲",
        "食堂abc管理办法",
    ]
    assert at_work.library.find("  ") == []


def test_handbook_is_always_here_and_found(session):
    assert len(session.library.chapters) == 12
    assert session.library.chapter("check_in").title == "到校记录与定位"
    assert session.library.chapter("none") is None
    (first, *_) = session.library.find("督学证")
    assert first.found.title == "出示督学证，随机进校"


def test_every_chapter_of_the_handbook_is_a_page_or_less(session):
    for chapter in session.library.chapters:
        length = sum(len(each.text) + len(each.heading) for each in chapter.sections)
        assert 180 <= length <= 500, chapter.title
        assert len(pages_of(chapter.sections)) == 1


@given(st.lists(st.integers(0, 300)), st.integers(1, 200))
def test_pages_hold_every_section_in_order_and_none_is_too_long(lengths, most):
    sections = tuple(section("", "字" * length) for length in lengths)
    pages = pages_of(sections, most)
    assert [each for page in pages for each in page] == list(sections)
    assert all(len(p) == 1 or sum(len(s.text) for s in p) <= most for p in pages)
    assert all(pages)


@given(st.text())
def test_plain_text_is_stable(text):
    assert plain(plain(text)) == plain(text)
