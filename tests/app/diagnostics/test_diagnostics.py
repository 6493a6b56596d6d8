"""The diagnostics file names nobody: no person, school, text, address or key of a full phone."""

import logging
import re

import pytest

from app.diagnostics.defects import MOST_KEPT, Defects
from app.store.migrations import BEFORE_FIRST, STEPS
from domain.errors import BadInput
from domain.kinds.visit.record import NoteSection
from domain.kinds.visit.signature import Signer
from tests.app.sync.test_photo_sync import noise
from tests.builders.fake_server import FakeServer, failing
from tests.builders.phone import AT_SCHOOL, Handset
from tests.builders.register import a_school

pytestmark = pytest.mark.usefixtures("font")

NOTE, PROBLEM, TEACHER, HEAD = "食堂后厨地面湿滑", "二楼灭火器过期", "罗春梅", "何建国"
HOST, TOKEN = "duji.qiyun.example.cn", "token"
logger = logging.getLogger("duji.ui")


@pytest.fixture
def full(tmp_path, server: FakeServer):
    """A phone of two inspectors with a bit of everything, and failures of every sort."""
    server.say(schools=(a_school(1, name="栖云第一小学", town="栖云镇"),))
    made = Handset(tmp_path / "phone", transport=server)
    for account in ("chen.jing", "wang.fang"):
        made.phone.accounts.enrol(HOST, account, code="123456")
        session = made.phone.accounts.open(account)
        session.sync.run()
        fill(session)
        made.phone.pins.set(account, "407193")
    server.on("POST", "trail", failing(507, "disk_full"))
    session.sync.run()
    server.bad_lines.add(session.visits.list()[0].visit_id)
    session.sync.run()
    fail_with(f"{TEACHER} at {HOST} with {TOKEN}")
    yield made
    made.phone.close()


def fill(session) -> None:
    """A visit with texts, names, a place, a photo and a signature."""
    visits = session.visits
    visit_id = visits.open_visit("school-1")
    visits.check_in(visit_id, AT_SCHOOL)
    visits.record_note(visit_id, NoteSection.RECORD, NOTE)
    visits.record_lesson(visit_id, None, {"subject": "语文", "teacher": TEACHER})
    visits.raise_finding(visit_id, None, {"category": "safety", "text": PROBLEM})
    visits.take_photo(visit_id, noise(300), "camera", AT_SCHOOL)
    visits.sign(visit_id, Signer.SCHOOL_HEAD, HEAD, ((1, 2, 3, 4),))
    visits.save_draft_text(visit_id, "note.highlight", "写了一半的亮点")


def fail_with(message: str) -> None:
    """A defect that is logged with all it knows."""
    try:
        raise RuntimeError(message)
    except RuntimeError:
        logger.exception("a handler failed for %s", message)


def secrets_of(handset: Handset) -> set[str]:
    """Everything on the phone that must not be in the file."""
    store = handset.phone.accounts._store
    found = {NOTE, PROBLEM, TEACHER, HEAD, "写了一半", "陈静", "王芳", "chen.jing", "wang.fang"}
    found |= {
        "栖云",
        "第一小学",
        "万山",
        "wanshan",
        "school-1",
        HOST,
        "example",
        "26.598",
        "407193",
    }
    with store.database.read() as transaction:
        run = transaction.connection().exec_driver_sql
        for query in (
            "SELECT chain FROM chain UNION SELECT public_key FROM chain",
            "SELECT log_public_key FROM chain UNION SELECT export_public_key FROM chain",
            "SELECT id FROM line UNION SELECT signature FROM line",
            "SELECT sha256 FROM photo UNION SELECT photo_id FROM photo",
            "SELECT original_sha256 FROM photo UNION SELECT head_id FROM chain",
            "SELECT value FROM setting WHERE name = 'installation'",
        ):
            found |= {str(value) for (value,) in run(query) if value}
    found |= {secret.hex() for secret in handset.device.keys.secrets.values()}
    return found


def test_it_names_nobody_and_nothing(full: Handset):
    text = full.phone.diagnostics.text()
    assert [secret for secret in secrets_of(full) if secret in text] == []
    assert not re.search(r"[\u4e00-\u9fff]", text)
    assert not re.search(rf"\b{TOKEN}\b", text)


def test_it_says_versions_counts_sizes_syncs_and_failures(full: Handset):
    text = full.phone.diagnostics.text()
    for line in (
        "[app]",
        "version 0.1.0",
        f"schema {BEFORE_FIRST + len(STEPS)}",
        "drafts 2",
        "[account 2]",
        "photos_unsent 1",
        "entries_refused",
        "has_pin True",
        "ended disk_full",
        "ended well",
        "[storage]",
        "photos kept as not_confirmed",
    ):
        assert line in text, line
    assert re.search(r"RuntimeError raised test_diagnostics\.py:\d+", text)


def test_file_is_what_the_screen_shows(full: Handset):
    path = full.phone.diagnostics.write()
    assert path.read_text("utf-8").splitlines()[:2] == ["[app]", "version 0.1.0"]


def test_code_that_is_no_code_is_not_passed_on(enrolled: Handset, at_work, server: FakeServer):
    server.before.append(failing(418, "陈静 was here"))
    at_work.sync.run()
    text = enrolled.phone.diagnostics.text()
    assert "陈静" not in text
    assert "ended unreadable" in text


def test_failure_is_kept_by_kind_and_place_and_outlives_a_restart(tmp_path):
    defects = Defects(tmp_path)
    defects.listen()
    try:
        from app.visits.messages import made

        try:
            made(NoteSection)  # type: ignore[type-var]
        except Exception:
            logger.exception("secret")
        for _ in range(MOST_KEPT + 3):
            fail_with("secret")
        logger.warning("no exception at all")
    finally:
        defects.stop()
    again = Defects(tmp_path).kept
    assert len(again) == MOST_KEPT
    assert {each.kind for each in again} == {"RuntimeError"}
    assert "secret" not in (tmp_path / "defects.json").read_text("utf-8")


def test_place_in_our_code_is_named_by_its_path(tmp_path):
    from domain.sign_in import server_address

    defects = Defects(tmp_path)
    defects.listen()
    try:
        server_address("ftp://x")
    except BadInput:
        logger.exception("x")
    finally:
        defects.stop()
    (kept,) = defects.kept
    assert kept.kind == "BadInput"
    assert re.fullmatch(r"domain/sign_in\.py:\d+", kept.ours)


def test_list_of_failures_that_cannot_be_read_or_written_stops_nothing(tmp_path, monkeypatch):
    (tmp_path / "defects.json").write_text("{", "utf-8")
    defects = Defects(tmp_path)
    assert defects.kept == ()
    defects._path = tmp_path / "missing" / "defects.json"
    defects.listen()
    try:
        fail_with("x")
    finally:
        defects.stop()
    assert len(defects.kept) == 1
