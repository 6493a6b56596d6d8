"""A process that pushes, follows, looks at photos and rebuilds until killed: `-m … URL KEYFILE`.

It writes the ids of the lines that were answered for, one delivery a line. The photos are in the
folder ``photos`` beside the key.
"""

import sys
import threading
from pathlib import Path

from sync_server.data.engine import Database
from sync_server.ledger.committer import Committer
from sync_server.ledger.keys import load_log_key
from sync_server.photos.looking import Looker
from sync_server.photos.store import PhotoStore
from sync_server.projection.rebuild import rebuild
from sync_server.projection.upgrade import upgrade
from tests.builders.receipts import standing
from tests.builders.sample_ledger import receive_photo, record_visit
from tests.builders.server import Phone, SetClock
from tests.builders.trail import an_author


def photos_beside(key: Path) -> Path:
    """Where the photos are."""
    return key.parent / "photos"


def rebuild_for_ever(database: Database) -> None:
    """Make the tables anew, again and again."""
    while True:
        rebuild(database)


def push_for_ever(committer: Committer, phone: Phone, photos: Path) -> None:
    """Bring visit after visit, each with a photo, and write down what was answered for."""
    while True:
        sent = len(phone.pen.lines)
        name = f"{phone.author.chain}-{sent}"
        record_visit(phone, "school-1", name)
        lines = phone.pen.lines[sent:]
        answer = phone.push(committer, lines)
        receive_photo(committer, photos, name)
        sys.stdout.write(" ".join(leaf.id for leaf in standing(answer, lines)) + "\n")
        sys.stdout.flush()


def main(url: str, key: Path) -> None:
    """Work until killed."""
    database = Database(url)
    follower = upgrade(database)
    committer = Committer(database, load_log_key(key), SetClock())
    committer.start()
    follower.start()
    photos = PhotoStore(photos_beside(key))
    looker = Looker(database, photos, committer)
    # Who is killed before that has surely not looked.
    threading.Timer(0.5, looker.start).start()
    phone = Phone(an_author("wu.hao")).enrol(committer)
    phone.push(committer)
    threading.Thread(target=rebuild_for_ever, args=(database,), daemon=True).start()
    push_for_ever(committer, phone, photos_beside(key))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
