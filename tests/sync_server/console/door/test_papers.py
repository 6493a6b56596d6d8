"""A unit reads its papers, signs for them and answers their findings: its own alone."""

from domain.kinds.paper.builder import Paper, PaperState
from sync_server.data.tables import PaperRow


def test_the_paper_reads_as_it_was_issued_and_without_its_code(guest, paper, code, supervisor):
    page = guest.page(f"/door/papers/{paper}")
    assert all(each in page for each in ("灭火器过期", "请更换，书面报告。", "2026年5月29日"))
    assert code not in page
    assert code in supervisor.page(f"/papers/{paper}")


def test_signing_wants_the_code_and_a_name(guest, paper, code, server):
    on, action = f"/door/papers/{paper}", f"/door/papers/{paper}/receipt"
    for fields, said in (
        ({"code": "", "name": "何校长"}, "请填写签收码。"),
        ({"code": code, "name": " "}, "请填写签收人姓名。"),
        ({"code": "AAAAA-AAAAA", "name": "何校长"}, "签收码不对。"),
        ({"code": "不知道", "name": "何校长"}, "签收码不对。"),
    ):
        answer = guest.fill(on, action, **fields)
        assert (answer.status_code, said in answer.text) == (400, True)
    assert guest.fill(on, action, code=code.lower(), name="何校长").status_code == 303
    assert "何校长 于" in guest.page(on)
    with server.database.session() as session:
        row = session.get(PaperRow, paper)
        assert row is not None
        found = Paper.model_validate_json(row.folded)
    assert found.service is not None
    assert (found.state, found.service.signed_by) == (PaperState.SERVED, "何校长")
    assert found.service.stamp.account == "system"


def test_a_paper_is_signed_for_once_and_not_once_it_is_withdrawn(guest, paper, code, supervisor):
    on, action = f"/door/papers/{paper}", f"/door/papers/{paper}/receipt"
    fields = {**guest.hidden(on, action), "code": code, "name": "何校长"}
    assert guest.send(action, fields).status_code == 303
    answer = guest.send(action, fields)
    assert (answer.status_code, "刚才已经有人签收了" in answer.text) == (400, True)
    assert "何校长" in supervisor.page(f"/papers/{paper}")
    supervisor.fill(f"/papers/{paper}", f"/papers/{paper}/signing/void", reason="重复")
    answer = guest.send(action, fields)
    assert "刚刚撤回" in answer.text
    assert "已经撤回" in guest.page(on)


def test_guessing_a_papers_code_is_slow(guest, paper, code):
    on, action = f"/door/papers/{paper}", f"/door/papers/{paper}/receipt"
    fields = {**guest.hidden(on, action), "code": "AAAAA-AAAAA", "name": "谁"}
    for _ in range(10):
        guest.send(action, fields)
    answer = guest.send(action, {**fields, "code": code})
    assert "尝试次数太多" in answer.text
