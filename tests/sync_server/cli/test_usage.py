"""How commands end when they are written wrongly or cannot be done: one line and a status."""

from pathlib import Path

import pytest

from tests.sync_server.cli.conftest import Run


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "请写明要做什么"),
        (("fly",), "没有 fly 这个命令"),
        (("serve", "--prot", "1"), "没有 --prot 这个选项"),
        (("serve", "--port", "abc"), "这个值不对：--port"),
        (("import",), "缺少 "),
        (("user", "add", "li.ming"), "缺少 --name"),
        (("user",), "请写明要做什么"),
    ],
)
def test_a_wrong_command_is_one_line_and_status_2(
    duji: Run, words: tuple[str, ...], said: str
) -> None:
    ran = duji(*words)
    assert ran.status == 2
    assert said in ran.err
    assert "--help" in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("verify",),
        ("rebuild",),
        ("serve",),
        ("month", "2026-05", "--out", "x.xlsx"),
        ("user", "list"),
        ("user", "code", "li.ming"),
    ],
)
def test_without_data_every_command_says_how_to_begin(
    duji: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    ran = duji(*words, "--data", tmp_path / "nothing")
    assert ran.status == 1
    assert "duji init" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / "nothing").exists()


def test_a_bad_setting_is_named(duji: Run, monkeypatch: pytest.MonkeyPatch, office: Path) -> None:
    monkeypatch.setenv("DUJI_CODE_DAYS", "many")
    ran = duji("verify", "--data", office)
    assert (ran.status, "DUJI_CODE_DAYS" in ran.err) == (1, True)


def test_an_unforeseen_error_is_logged_and_told_in_one_line(
    duji: Run, monkeypatch: pytest.MonkeyPatch, office: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_words: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("sync_server.cli.check.rebuild_tables", broken)
    ran = duji("rebuild", "--data", office)
    assert ran.status == 1
    assert "程序出错了" in ran.err
    assert "broken on purpose" in caplog.text


def test_help_is_no_error(duji: Run) -> None:
    ran = duji("--help")
    assert ran.status == 0
    assert all(word in ran.out for word in ("demo", "serve", "init", "user", "import", "verify"))


@pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\udce5"])
def test_a_word_with_a_control_character_is_refused(duji: Run, office: Path, hidden: str) -> None:
    done = duji("user", "disable", f"chen.jing{hidden}", "--data", office)
    assert (done.status, "控制字符" in done.err) == (1, True)
