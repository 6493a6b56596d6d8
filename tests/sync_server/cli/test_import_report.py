"""``duji import`` names what it did not read, and asks before it takes what is doubtful."""

from pathlib import Path

import pytest

from tests.builders.import_file import an_import_file
from tests.sync_server.cli.conftest import Run, entries_in

HEADINGS = ("学校名称", "学校标识码", "类型", "片区")
FIRST = ("城关第一小学", "2152000101", "小学", "第一片区")


@pytest.fixture
def bring(duji: Run, office: Path, tmp_path: Path):
    """Imports a workbook of these sheets, with more words of the command."""

    def run(sheets, *words):
        file = tmp_path / "import.xlsx"
        file.write_bytes(an_import_file(sheets))
        return duji("import", file, "--data", office, *words)

    return run


def test_a_doubt_is_listed_and_nothing_written_until_it_is_confirmed(bring, office):
    bring({"学校": [HEADINGS, FIRST]})
    before = entries_in(office)
    renamed = {"学校": [HEADINGS, ("栖云小学", *FIRST[1:])]}
    rehearsed = bring(renamed, "--dry-run")
    assert rehearsed.status == 0
    assert "有 1 处要确认" in rehearsed.err
    refused = bring(renamed)
    assert (refused.status, entries_in(office)) == (1, before)
    assert "【学校】第 2 行 “学校名称”列（A2）：标识码 2152000101 的学校现在叫" in refused.err
    assert "--confirm" in refused.err
    done = bring(renamed, "--confirm")
    assert (done.status, "这次写入 1 条" in done.out) == (0, True)
    assert bring(renamed).out.endswith("都已经是文件里写的样子。\n")


def test_what_was_not_read_is_named_and_the_rest_imported(bring):
    sheets = {"学校": [HEADINGS, FIRST, ("合计：1所",)], "学校名单": [HEADINGS, FIRST]}
    ran = bring(sheets)
    assert (ran.status, "这次写入 2 条" in ran.out) == (0, True)
    assert "【学校】第 3 行：是合计、小计。" in ran.err
    assert "【学校名单】整张表：不认得这个表名，没有读" in ran.err


def test_what_was_not_read_is_named_beside_the_faults_too(bring):
    ran = bring({"学校": [HEADINGS, ("", *FIRST[1:])], "名单": [HEADINGS, FIRST]})
    assert (ran.status, ran.out) == (1, "")
    assert "【名单】整张表" in ran.err
    assert "没有填学校名称" in ran.err
