"""``duji app``: a package is published whole and in order, or not at all."""

import json
import os
from pathlib import Path

import pytest

from tests.builders.app_package import an_apk
from tests.sync_server.cli.conftest import Run


@pytest.fixture
def apk(tmp_path: Path) -> Path:
    return an_apk(tmp_path / "a.apk")


def manifest(office: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((office / "app" / "manifest.json").read_text("utf-8"))
    return found


def files(office: Path) -> list[str]:
    return sorted(each.name for each in (office / "app").iterdir())


def test_a_package_is_published_and_shown(duji: Run, office: Path, apk: Path) -> None:
    before = duji("app", "show", "--data", office)
    assert (before.status, "还没有发布" in before.out) == (0, True)
    words = ("--version", "0.2.0", "--oldest", "0.1.0", "--data", office)
    ran = duji("app", "publish", apk, *words)
    assert (ran.status, ran.err) == (0, "")
    assert (office / "app" / "duji-0.2.0.apk").read_bytes() == apk.read_bytes()
    assert manifest(office)["oldest"] == "0.1.0"
    shown = duji("app", "show", "--data", office).out
    assert str(manifest(office)["sha256"]) in shown
    assert "最新版本 0.2.0，最低版本 0.1.0" in shown


def test_the_next_one_takes_its_place(duji: Run, office: Path, tmp_path: Path) -> None:
    first, second = an_apk(tmp_path / "a.apk"), an_apk(tmp_path / "b.apk", b"newer")
    duji("app", "publish", first, "--version", "0.9.0", "--oldest", "0.8", "--data", office)
    assert duji("app", "publish", second, "--version", "0.10.0", "--data", office).status == 0
    assert files(office) == ["duji-0.10.0.apk", "manifest.json"]
    assert manifest(office)["oldest"] == "0.8"
    again = duji(
        "app", "publish", second, "--version", "0.10.0", "--oldest", "0.9", "--data", office
    )
    assert (again.status, manifest(office)["oldest"]) == (0, "0.9")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--version", "0.1.9"), "不能装更低的"),
        (("--version", "0.2.0"), "内容不一样"),
        (("--version", "0.3.0", "--oldest", "0.4.0"), "还新"),
        (("--version", "v0.3"), "不是版本号"),
        (("--version", "0.3.0", "--oldest", "old"), "不是版本号"),
    ],
)
def test_a_version_that_phones_cannot_go_on_to_is_refused(
    duji: Run, office: Path, apk: Path, words: tuple[str, ...], said: str
) -> None:
    duji("app", "publish", apk, "--version", "0.2.0", "--data", office)
    before = manifest(office)
    other = an_apk(apk.with_name("b.apk"), b"other")
    ran = duji("app", "publish", other, *words, "--data", office)
    assert (ran.status, said in ran.err, len(ran.err.splitlines())) == (1, True, 1)
    assert manifest(office) == before
    assert files(office) == ["duji-0.2.0.apk", "manifest.json"]


def spoiled(apk: Path) -> bytes:
    """The package with one byte of its content changed."""
    raw = bytearray(apk.read_bytes())
    raw[raw.index(b"dex\n")] ^= 1
    return bytes(raw)


@pytest.mark.parametrize("content", ["text", "cut", "zip", "spoiled", "folder", "none"])
def test_what_is_no_whole_package_is_refused(
    duji: Run, office: Path, apk: Path, content: str
) -> None:
    raw = {"text": b"hello", "cut": apk.read_bytes()[:-30], "spoiled": spoiled(apk)}
    if content == "folder":
        apk = apk.parent
    elif content == "none":
        apk.unlink()
    else:
        apk.write_bytes(raw.get(content, b"PK\x05\x06" + bytes(18)))
    ran = duji("app", "publish", apk, "--version", "0.2.0", "--data", office)
    assert (ran.status, len(ran.err.splitlines())) == (1, 1)
    assert not (office / "app").exists()


def test_on_a_full_disk_the_old_one_stays(
    duji: Run, office: Path, apk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    duji("app", "publish", apk, "--version", "0.2.0", "--data", office)
    newer = an_apk(apk.with_name("b.apk"), b"newer")
    monkeypatch.setattr(os, "fsync", full)
    ran = duji("app", "publish", newer, "--version", "0.3.0", "--data", office)
    monkeypatch.undo()
    assert (ran.status, "磁盘已满" in ran.err) == (1, True)
    assert files(office) == ["duji-0.2.0.apk", "manifest.json"]
    assert "0.2.0" in duji("app", "show", "--data", office).out


def test_what_is_set_by_hand_goes_before_what_was_published(
    duji: Run, office: Path, apk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    duji("app", "publish", apk, "--version", "0.2.0", "--oldest", "0.1.0", "--data", office)
    monkeypatch.setenv("DUJI_OLDEST_APP", "0.1.5")
    assert "最新版本 0.2.0，最低版本 0.1.5" in duji("app", "show", "--data", office).out
