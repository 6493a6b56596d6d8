"""Pages that lack what has just come in say so."""

from tests.builders.holding import tables_held

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


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
        part = supervisor.get("/visits?state=submitted", **PART).text
        assert 'id="behind" hx-swap-oob="true"' in part
        assert "这一页的数据截至 2026-05-14" in part
        assert "<html" not in part
    server.follower.catch_up()
    page = supervisor.get(f"/visits/{visit}")
    assert (page.status_code, "正在整理" in page.text) == (200, False)
    part = supervisor.get("/visits", **PART).text
    assert ('hx-swap-oob="true"' in part, "正在整理" in part) == (True, False)
