"""Fetching the papers' texts: a few in each run, checked, after everything that matters more."""

from app.sync.policies import TEXTS_PER_RUN
from domain.trail.line import sha256_hex
from tests.builders.fake_server import failing
from tests.builders.papers import a_paper, section


def fetched(server) -> list[str]:
    """The texts asked for so far."""
    return [path for path in server.paths("GET") if "/policies/" in path]


def test_texts_are_fetched_once_and_after_entries_and_workbook(at_work, server):
    server.list_papers(a_paper("one"), a_paper("two", (section("", "另一份"),)))
    at_work.sync.run()
    assert len(fetched(server)) == 2
    paths = server.paths()
    first = paths.index(fetched(server)[0])
    assert paths.index("/api/v1/trail") < paths.index("/api/v1/workbook") < first
    at_work.sync.run()
    assert len(fetched(server)) == 2


def test_large_library_comes_a_few_texts_a_run_those_to_be_read_first(at_work, server):
    papers = [a_paper(f"p{n}", (section("", f"正文 {n}"),)) for n in range(TEXTS_PER_RUN + 5)]
    must = a_paper("must", (section("", "要读"),), must_be_read=True)
    server.list_papers(*papers, must)
    at_work.sync.run()
    assert len(fetched(server)) == TEXTS_PER_RUN
    assert fetched(server)[0].endswith(must[0][0].sha256)
    at_work.sync.run()
    assert all(each.is_here for each in at_work.library.papers())


def test_damaged_text_is_not_kept_and_said_while_the_others_are(at_work, server):
    bad, good = a_paper("bad", title="被改过的"), a_paper("good", (section("", "好的"),))
    server.list_papers(bad, good)
    server.policies[bad[0][0].sha256] = b'{"sections":[]}'
    outcome = at_work.sync.run()
    assert outcome.code == "paper_damaged"
    assert "《被改过的》" in (outcome.problem or "")
    assert outcome.retry_after_s is not None
    here = {each.policy_id: each.is_here for each in at_work.library.papers()}
    assert here == {"bad": False, "good": True}


def test_cut_in_the_middle_keeps_what_came_and_goes_on(at_work, server):
    server.list_papers(*(a_paper(f"p{n}", (section("", f"正文 {n}"),)) for n in range(6)))
    at_work.sync.run()  # enrolment's entries and the workbook
    server.list_papers(*(a_paper(f"q{n}", (section("", f"新文 {n}"),)) for n in range(6)))
    # Three texts come through, then the line is cut.
    server.on("GET", "/policies/", *[lambda _: None] * 3, failing(500))
    assert at_work.sync.run().code == "server_error"
    held = sum(each.is_here for each in at_work.library.papers())
    assert 0 < held < 6
    at_work.sync.run()
    assert all(each.is_here for each in at_work.library.papers())
    assert len(fetched(server)) == 6 + 6 + 1


def test_text_that_is_not_listed_any_more_goes(at_work, server, enrolled):
    server.list_papers(a_paper("old"))
    at_work.sync.run()
    server.list_papers(a_paper("new", (section("", "新"),)))
    at_work.sync.run()
    assert [each.policy_id for each in at_work.library.papers()] == ["new"]
    assert at_work.library.find("督学进校应当出示督学证") == []


def test_text_the_server_does_not_have_stands_in_nobodys_way(at_work, server):
    server.list_papers(a_paper("one"))
    server.policies.clear()
    assert at_work.sync.run().problem is None
    assert not at_work.library.papers()[0].is_here


def test_text_that_is_no_message_of_ours_is_not_kept(at_work, server):
    listed, _ = a_paper("odd")[0]
    body = b'{"sections":"none"}'
    odd = listed.model_copy(update={"sha256": sha256_hex(body)})
    server.list_papers([(odd, body)])
    assert at_work.sync.run().code == "paper_damaged"
    assert not at_work.library.papers()[0].is_here


def test_papers_of_one_account_are_not_anothers(at_work, server, enrolled):
    server.list_papers(a_paper("one"))
    at_work.sync.run()
    assert enrolled.practise().library.papers() == []
