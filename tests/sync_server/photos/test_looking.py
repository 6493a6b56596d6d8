"""Photos are looked at after they were answered for, and none is forgotten."""

import hashlib
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from domain.errors import Unavailable
from sync_server.photos import looking
from sync_server.photos.looking import Looker
from sync_server.photos.pixels import likeness
from sync_server.server import Server
from tests.builders.backup import verified
from tests.builders.handset import Handset, a_stamped_photo, enrolled

PHOTOS = [b"no picture at all", b"nor this one", b"nor that"]


@pytest.fixture
async def handset(server: Server, client) -> Handset:
    """A phone that has announced three photos."""
    phone = await enrolled(server, client)
    visit = phone.pen.open_visit("school-1")
    for number, content in enumerate(PHOTOS):
        phone.pen.write(a_stamped_photo(content, f"p{number}"), subject=visit)
    await phone.push(client)
    return phone


@pytest.fixture
def looker(server: Server) -> Iterator[Looker]:
    """Another one, as the next process would have it."""
    made = Looker(server.database, server.photo_store, server.committer)
    yield made
    made.close()


def send(server: Server, handset: Handset) -> None:
    """Bring all of them."""
    device = server.accounts.token_device(handset.token)
    for content in PHOTOS:
        beginning = server.photos.begin(hashlib.sha256(content).hexdigest(), device, None)
        server.photos.append(beginning, 0, content)
        assert server.photos.finish(beginning).result().is_complete


def waiting(server: Server) -> int:
    """How many photos nobody has looked at."""
    with server.database.looking_up() as connection:
        query = text("SELECT count(*) FROM photo_file WHERE seen IS NULL")
        return int(connection.execute(query).scalar_one())


def wait_until_seen(server: Server) -> None:
    """Let the thread of a looker do its work."""
    for _ in range(3_000):
        if not waiting(server):
            return
        threading.Event().wait(0.01)


async def test_what_was_answered_but_not_looked_at_waits_for_whoever_starts_next(
    server: Server, handset: Handset, looker: Looker
) -> None:
    send(server, handset)
    assert waiting(server) == len(PHOTOS)
    assert verified(server).is_well
    looker.start()
    wait_until_seen(server)
    assert waiting(server) == 0
    assert verified(server).is_well


async def test_what_arrives_is_looked_at_by_itself(server: Server, handset: Handset) -> None:
    server.start()
    send(server, handset)
    wait_until_seen(server)
    assert waiting(server) == 0


async def test_one_that_is_cut_off_leaves_the_rest_to_be_looked_at(
    server: Server, handset: Handset, looker: Looker, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(server, handset)
    monkeypatch.setattr(looking, "AT_ONCE", 2)

    def killed(path, band_px):
        if waiting(server) < len(PHOTOS):
            raise KeyboardInterrupt
        return likeness(path, band_px)

    with monkeypatch.context() as patched:
        patched.setattr(looking, "likeness", killed)
        with pytest.raises(KeyboardInterrupt):
            looker.look()
    assert waiting(server) == 1
    assert looker.look() == 1
    assert verified(server).is_well


async def test_trouble_is_told_and_tried_again(
    server: Server,
    handset: Handset,
    looker: Looker,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    send(server, handset)
    troubles: list[Exception] = [Unavailable("full", code="disk_full"), RuntimeError("a bug")]
    submit = server.committer.submit_seen

    def fail(seen):
        if troubles:
            raise troubles.pop(0)
        return submit(seen)

    monkeypatch.setattr(looking, "_AFTER_TROUBLE_S", 0.01)
    monkeypatch.setattr(server.committer, "submit_seen", fail)
    looker.start()
    wait_until_seen(server)
    assert waiting(server) == 0
    assert "cannot be looked at just now: full" in caplog.text
    assert "a bug" in caplog.text
