"""Pages that lack what has just come in say so."""

from tests.builders.holding import tables_held


def test_a_page_says_up_to_when_it_is_true(server, supervisor, inspection, monkeypatch):
    monkeypatch.setattr(server.follower, "_patience_s", 0.05)
    server.follower.start()
    server.follower.catch_up()
    with tables_held(server.database):
        visit = inspection.open_visit("school-1")
        inspection.push()
        page = supervisor.get("/visits").text
        assert "正在整理" in page
        assert "这一页的数据截至 2026-05-14" in page
        assert supervisor.get(f"/visits/{visit}").status_code == 404
    server.follower.catch_up()
    page = supervisor.get(f"/visits/{visit}")
    assert (page.status_code, "正在整理" in page.text) == (200, False)
