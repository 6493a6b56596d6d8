"""Where a chain's private key lies: the phone's secure storage, or a web installation's folder."""

import asyncio
import stat
from pathlib import Path

import flet as ft

from app.device.flet_keys import SecureKeys
from app.device.folder_keys import FolderKeys
from tests.harness.phone import PlayedPhone


async def test_phone_keeps_keys_in_its_secure_storage():
    phone, kept, made = PlayedPhone(), {}, []
    phone.answers["SecureStorage.set"] = lambda args: kept.update({args["key"]: args["value"]})
    phone.answers["SecureStorage.get"] = lambda args: kept.get(args["key"])

    def main(page: ft.Page) -> None:
        made.append(SecureKeys(asyncio.get_running_loop()))

    await phone.start(main)
    keys = made[0]
    assert await asyncio.to_thread(keys.get, "chain-1") is None
    await asyncio.to_thread(keys.put, "chain-1", b"\x00secret")
    assert await asyncio.to_thread(keys.get, "chain-1") == b"\x00secret"
    kept["duji.chain-1"] = "not base64!"
    assert await asyncio.to_thread(keys.get, "chain-1") is None
    await phone.stop()


def test_web_keys_are_readable_by_the_server_s_account_alone(tmp_path: Path):
    keys = FolderKeys(tmp_path / "keys")
    assert keys.get("duji.chain-key.1") is None
    keys.put("duji.chain-key.1", b"secret")
    assert FolderKeys(tmp_path / "keys").get("duji.chain-key.1") == b"secret"
    (file,) = (tmp_path / "keys").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_name_of_a_key_cannot_lead_out_of_the_folder(tmp_path: Path):
    FolderKeys(tmp_path / "keys").put("../../outside", b"secret")
    assert [each.parent for each in tmp_path.rglob("*.key")] == [tmp_path / "keys"]
