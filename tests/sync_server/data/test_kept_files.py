"""The content of a file is kept under its hash, on both databases."""

from sync_server.data.engine import Database
from sync_server.data.migrate import migrate
from sync_server.data.own.kept_files import file_content, keep_file

CONTENT = bytes(range(256)) * 8


def test_a_file_is_kept_once_and_given_back_as_it_was(empty_url):
    database = Database(empty_url)
    migrate(database)
    for _ in range(2):
        database.write(lambda found: keep_file(found.ledger, "a" * 64, CONTENT))
    with database.reading_ledger() as found:
        assert file_content(found.ledger, "a" * 64) == CONTENT
        assert file_content(found.ledger, "b" * 64) is None
    database.close()
