"""``duji month --format json`` and ``--check``."""

import json
from pathlib import Path

import pytest

from tests.sync_server.cli.conftest import DISTRICT, Run


def test_a_month_is_written_as_json_and_known_again(
    duji: Run, office: Path, tmp_path: Path
) -> None:
    out = tmp_path / "month.json"
    made = duji("month", "2026-05", "--format", "json", "--out", out, "--data", office)
    assert (made.status, made.err) == (0, "")
    assert json.loads(out.read_bytes())["content"]["district"] == DISTRICT
    known = duji("month", "--check", out, "--data", office)
    assert (known.status, "一个字节不差" in known.out, "系统（命令行）" in known.out) == (
        0,
        True,
        True,
    )
    out.write_bytes(out.read_bytes().replace(b"2026-05", b"2026-06"))
    changed = duji("month", "--check", out, "--data", office)
    assert (changed.status, "被改动过" in changed.err) == (1, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "请写月份和 --out"),
        (("2026-05",), "请写月份和 --out"),
        (("2026-05", "--check", "a.json"), "或者只写 --check"),
        (("2026-05", "--format", "json", "--out", "a.xlsx"), "不是 .json 文件名"),
        (("2026", "--format", "json", "--out", "a.json"), "一次一个月"),
        (("--check", "none.json"), "没有文件"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(
    duji: Run, office: Path, words: tuple[str, ...], said: str
) -> None:
    ran = duji("month", *words, "--data", office)
    assert (ran.status, said in ran.err, len(ran.err.splitlines())) == (1, True, 1)
