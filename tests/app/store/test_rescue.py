"""A damaged database: what can be read is rescued, and the words say what was and was not."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.store.store import Store
from domain.errors import DujiError, Unavailable
from domain.phone.rescue import Rescued
from tests.builders.damage import (
    DAMAGES,
    PAGE,
    in_one_file,
    own_entries,
    with_other_head,
    with_random,
    worked,
)
from tests.builders.fake_server import FakeServer
from tests.builders.phone import FakeClock, FakeDevice, FakeKeys, Handset

CLAIMS = ("之前的记录都在", "已有记录都在", "手机上的记录都在")
MOST_ENTRIES_A_PAGE = 8


@dataclass
class Sound:
    """A phone after some work, ended; and what it holds."""

    folder: Path
    raw: bytes
    server: FakeServer
    keys: dict[str, bytes]
    entries: set[str]

    def damaged(self, folder: Path, raw: bytes) -> Handset:
        """A copy of it with these bytes as its database, opened until it is sound."""
        self.leave(folder, raw)
        device = FakeDevice(keys=FakeKeys({**self.keys}), clock=FakeClock(ms=9_000_000))
        made = Handset(folder, device, self.server)
        return made if made.phone.is_sound() else made.restart()

    def leave(self, folder: Path, raw: bytes) -> None:
        """A copy of it with these bytes as its database."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        (folder / "duji.db").write_bytes(raw)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    server, folder = FakeServer(), tmp_path_factory.mktemp("sound") / "phone"
    made = Handset(folder, transport=server)
    made.phone.accounts.enrol("duji.example.cn", "chen.jing", code="123456")
    worked(made)
    made.phone.close()
    raw = in_one_file(folder)
    store = Store(folder)
    entries = own_entries(store)
    store.close()
    return Sound(folder, raw, server, {**made.device.keys.secrets}, entries)


def told(handset: Handset) -> Rescued | None:
    """What the phone has to say of a rescue."""
    return handset.phone.accounts.rescued()


def held(handset: Handset) -> set[str]:
    """The entries written on this phone that it holds."""
    handset.phone.close()
    store = Store(handset.folder)
    entries = own_entries(store)
    store.close()
    return entries


def check(sound: Sound, folder: Path, how: str, page: int) -> None:
    """Whatever page is damaged: figures are true, no more is lost than lay there."""
    handset = sound.damaged(folder, DAMAGES[how](sound.raw, page))
    rescued = told(handset)
    left = held(handset) & sound.entries
    if rescued is None:
        assert left == sound.entries
        return
    assert rescued.entries == len(left)
    assert rescued.stuck <= rescued.entries * min(1, rescued.lost)
    if rescued.is_end_known:
        assert rescued.entries + rescued.lost + rescued.lost_on_server == len(sound.entries)
    if how != "cut":
        assert len(left) >= len(sound.entries) - MOST_ENTRIES_A_PAGE
    assert rescued.is_complete <= (left == sound.entries or not rescued.lost)


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.5, 0.7, 0.9, 0.999])
def test_damage_anywhere_costs_only_what_lay_there(
    sound: Sound, tmp_path: Path, how: str, share: float
):
    check(sound, tmp_path / "phone", how, int(len(sound.raw) // PAGE * share))


@pytest.mark.soak
@pytest.mark.parametrize("how", DAMAGES)
def test_damage_to_every_single_page(sound: Sound, tmp_path: Path, how: str):
    for page in range(len(sound.raw) // PAGE):
        check(sound, tmp_path / "phone", how, page)


def test_damaged_head_costs_nothing_and_recording_goes_on(sound: Sound, tmp_path: Path):
    handset = sound.damaged(tmp_path / "phone", with_other_head(sound.raw, 3))
    rescued = told(handset)
    assert rescued is not None
    assert rescued.is_complete
    assert (rescued.entries, rescued.visits) == (len(sound.entries), 4)
    assert (rescued.photos, rescued.lost, rescued.begins_anew) == (2, 0, False)
    assert (rescued.first_on, rescued.last_on) == ("2026-05-14", "2026-05-14")
    session = handset.phone.accounts.open("chen.jing")
    session.visits.open_visit("school-1")
    assert session.sync.run().problem is None
    assert session.sync.state().unsent_entries == 0
    handset.phone.close()


def test_what_was_in_the_log_alone_is_rescued_too(sound: Sound, tmp_path: Path):
    handset = Handset(tmp_path / "phone", transport=FakeServer())
    handset.phone.accounts.enrol("duji.example.cn", "chen.jing", code="123456")
    worked(handset)
    parts = {name: (tmp_path / "phone" / name).read_bytes() for name in ("duji.db", "duji.db-wal")}
    handset.phone.close()
    entries = len(held(handset))
    for name, data in parts.items():
        (tmp_path / "phone" / name).write_bytes(data)
    assert len(parts["duji.db-wal"]) > 10 * PAGE
    (tmp_path / "phone" / "duji.db.damaged").touch()
    again = Handset(tmp_path / "phone", handset.device)
    rescued = told(again)
    assert rescued is not None
    assert (rescued.entries, rescued.is_complete) == (entries, True)
    again.phone.close()


@pytest.mark.parametrize("share", [0.5, 0.6, 0.7, 0.8])
def test_error_over_damage_promises_nothing(sound: Sound, tmp_path: Path, share: float):
    page = int(len(sound.raw) // PAGE * share)
    sound.leave(tmp_path / "phone", with_random(sound.raw, page))
    handset = Handset(tmp_path / "phone", FakeDevice(keys=FakeKeys({**sound.keys})), sound.server)
    said = ""
    try:
        session = handset.phone.accounts.open("chen.jing")
        for listed in session.visits.list():
            session.visits.visit(listed.visit_id)
    except DujiError as error:
        said = error.message
    assert not any(claim in said for claim in CLAIMS)
    handset.phone.close()


def test_full_phone_says_so_and_leaves_all_as_it_was(
    sound: Sound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from app.store import database

    raw, usual = with_other_head(sound.raw, 1), database._set_up

    def no_room(connection, record):
        usual(connection, record)
        connection.cursor().execute("PRAGMA max_page_count=40").close()

    sound.leave(tmp_path / "phone", raw)
    before = {path.name for path in (tmp_path / "phone").iterdir()}
    with monkeypatch.context() as patch:
        patch.setattr(database, "_set_up", no_room)
        with pytest.raises(Unavailable, match="空间满了") as caught:
            Handset(tmp_path / "phone", transport=sound.server)
    assert not any(claim in caught.value.message for claim in CLAIMS)
    assert (tmp_path / "phone" / "duji.db").read_bytes() == raw
    left = {path.name for path in (tmp_path / "phone").iterdir()}
    assert left == before | {"duji.db.damaged"}
    rescued = told(handset := sound.damaged(tmp_path / "phone", raw))
    assert rescued is not None
    assert rescued.is_complete
    handset.phone.close()


def test_kill_at_any_step_of_the_rescue_is_gone_on_from(
    sound: Sound, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder, usual, kills = tmp_path / "phone", Path.replace, 0
    sound.leave(folder, with_other_head(sound.raw, 1))
    (folder / "duji.db-wal").write_bytes(b"left over")
    (folder / "duji.db.damaged").touch()
    for step in range(9):
        done: list[Path] = []

        def killed(path: Path, target: Path, done=done, step=step) -> Path:
            if len(done) == step:
                raise KeyboardInterrupt
            done.append(path)
            return usual(path, target)

        with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
            patch.setattr(Path, "replace", killed)
            Store(folder).close()
            kills -= 1
        kills += 1
    store = Store(folder)
    assert own_entries(store) == sound.entries
    store.close()
    assert kills >= 3


def test_damaged_files_are_kept_aside(sound: Sound, tmp_path: Path):
    raw = with_random(sound.raw, 2)
    handset = sound.damaged(tmp_path / "phone", raw)
    aside = [path for path in (tmp_path / "phone" / "damaged").iterdir() if path.suffix == ".db"]
    assert [path.read_bytes() for path in aside] == [raw]
    handset.phone.close()


def test_photos_without_a_database_are_not_taken_for_a_new_phone(sound: Sound, tmp_path: Path):
    handset = sound.damaged(tmp_path / "phone", b"")
    rescued = told(handset)
    assert rescued is not None
    assert (rescued.entries, rescued.stray_photos, rescued.is_end_known) == (0, 2, False)
    assert not rescued.is_complete
    handset.phone.close()
