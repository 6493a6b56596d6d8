"""The content of a template is kept under its hash, on both databases."""

from sync_server.data.engine import Database
from sync_server.data.migrate import migrate
from sync_server.data.papers.templates import keep_template, template_content

CONTENT = bytes(range(256)) * 8


def test_a_template_is_kept_once_and_given_back_as_it_was(empty_url):
    database = Database(empty_url)
    migrate(database)
    for _ in range(2):
        database.write(lambda found: keep_template(found.ledger, "a" * 64, CONTENT))
    with database.reading_ledger() as found:
        assert template_content(found.ledger, "a" * 64) == CONTENT
        assert template_content(found.ledger, "b" * 64) is None
    database.close()
