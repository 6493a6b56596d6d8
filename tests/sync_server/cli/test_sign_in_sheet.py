"""Handing codes out: a link with each, and a sheet to print with a QR code for each person."""

import html
import re
import stat
from pathlib import Path

import pytest
import segno

from domain.enrolment_link import EnrolmentLink, read_link
from tests.sync_server.cli.conftest import Run

ADDRESS = "https://duji.example.cn"


@pytest.fixture
def people(duji: Run, office: Path) -> Path:
    """A district with two inspectors."""
    for account, name in (("li.ming", "李明"), ("wang.fang", "王芳")):
        duji("user", "add", account, "--name", name, "--data", office)
    return office


def code_in(said: str) -> str:
    """The code that was said."""
    found = re.search(r"登录码：([0-9A-Z]{4}-[0-9A-Z]{4})", said)
    assert found is not None, said
    return found[1]


def test_code_comes_with_a_link_that_holds_everything(duji: Run, people: Path):
    ran = duji("user", "code", "li.ming", "--address", "duji。example。cn", "--data", people)
    assert ran.status == 0
    assert read_link(ran.out) == EnrolmentLink(ADDRESS, "li.ming", code_in(ran.out))
    added = duji(
        "user", "add", "zhao.lei", "--name", "赵磊", "--address", ADDRESS, "--data", people
    )
    assert read_link(added.out) == EnrolmentLink(ADDRESS, "zhao.lei", code_in(added.out))


def test_without_an_address_there_is_a_code_and_no_link(
    duji: Run, people: Path, monkeypatch: pytest.MonkeyPatch
):
    assert read_link(duji("user", "code", "li.ming", "--data", people).out) is None
    monkeypatch.setenv("DUJI_PUBLIC_URL", ADDRESS)
    assert read_link(duji("user", "code", "li.ming", "--data", people).out) is not None


def test_sheet_has_a_slip_for_each_and_is_for_nobody_else(duji: Run, people: Path, tmp_path: Path):
    file, named = tmp_path / "sheet.html", ("li.ming", "wang.fang")
    ran = duji("user", "code", *named, "--sheet", file, "--address", ADDRESS, "--data", people)
    assert "2 张登录单已写到" in ran.out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = html.unescape(file.read_text("utf-8"))
    codes = re.findall(r'class="code">([^<]+)<', text)
    assert [text.count(name) for name in ("李明", "王芳", "只能用一次")] == [1, 1, 2]
    for account, code in zip(named, codes, strict=True):
        drawn = segno.make(EnrolmentLink(ADDRESS, account, code).page, error="m", micro=False)
        path = re.search(r' d="([^"]+)"', drawn.svg_inline(omitsize=True))
        assert path is not None
        assert path[1] in text
        assert code not in ran.out


def test_sheet_is_refused_before_codes_are_spent(duji: Run, people: Path, tmp_path: Path):
    ran = duji("user", "code", "li.ming", "--sheet", tmp_path / "x.html", "--data", people)
    assert ran.status == 1
    assert "--address" in ran.err
    (tmp_path / "there.html").write_text("")
    ran = duji(
        "user",
        "code",
        "li.ming",
        "--sheet",
        tmp_path / "there.html",
        "--address",
        ADDRESS,
        "--data",
        people,
    )
    assert ran.status == 1
    assert "没有覆盖" in ran.err
