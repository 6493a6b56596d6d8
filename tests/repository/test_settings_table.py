"""The README's table of settings is the code's: every setting, its default and its meaning."""

import re

from sync_server.settings import PREFIX, Settings
from tests.repository.committed import ROOT, committed_texts

# Read by the tests and by nothing else.
OF_THE_TESTS = {"DUJI_ALL_LOOKS", "DUJI_NOTHING_SKIPPED", "DUJI_CHROMIUM"}
OF_THE_TESTS |= {"DUJI_COVERAGE", "DUJI_SOAK", "DUJI_TAPPING"}


def table_rows() -> list[str]:
    """One Markdown row for each setting, in the order of the code."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None else f"`{field.default}`"
        rows.append(f"| `{PREFIX}{name.upper()}` | {default} | {field.description} |")
    return rows


def test_the_readme_shows_every_setting_as_the_code_has_it():
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = [line for line in readme.splitlines() if line.startswith(f"| `{PREFIX}")]
    assert shown == table_rows()


def test_no_page_names_a_setting_that_is_none():
    known = {PREFIX + name.upper() for name in Settings.model_fields} | OF_THE_TESTS
    named = {
        found
        for page, text in committed_texts().items()
        if page.endswith(".md")
        for found in re.findall(rf"\b{PREFIX}[A-Z_]+\b", text)
    }
    assert named - known == set()
