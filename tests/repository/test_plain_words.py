"""What people read, on phone, console, command line or paper, has no words of the trade in it."""

import re

import pytest

from tests.repository.committed import committed_texts

# 链接 is what everybody calls a link.
TRADE = re.compile("链(?!接)|分叉|收据|痕迹|旁证|存证|哈希")


def texts() -> dict[str, str]:
    """Every text of the product and its documents; tests may speak as they like."""
    return {name: text for name, text in committed_texts().items() if not name.startswith("tests/")}


def found_in(text: str) -> list[str]:
    """The lines that have such a word."""
    return [line.strip() for line in text.splitlines() if TRADE.search(line)]


def test_no_text_of_the_product_speaks_the_trade_s_words():
    told = {name: found_in(text) for name, text in texts().items()}
    assert {name: lines for name, lines in told.items() if lines} == {}


def test_screens_pages_commands_and_documents_are_all_looked_at():
    rooms = {name.rpartition("/")[0] for name in texts()}
    assert rooms >= {
        "",
        "app/ui/texts",
        "assets",
        "docs",
        "domain/words",
        "sync_server/cli",
        "sync_server/console/static/js",
        "sync_server/console/templates",
    }


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("手机链断了", True),
        ("督导室有收据", True),
        ("点这个链接登录", False),
        ("回执已收到", False),
    ],
)
def test_such_a_word_is_found_and_a_link_is_none(line, is_found):
    assert bool(found_in(line)) is is_found
