"""Where a chain's private key lies: the phone's secure storage, or a web installation's folder."""

import asyncio
import stat
from dataclasses import dataclass, field
from pathlib import Path

import flet as ft

from app.device.flet_keys import SecureKeys
from app.device.folder_keys import FolderKeys
from domain.kinds.visit.record import Method
from tests.builders.fake_server import FakeServer
from tests.harness.installation import PlayedInstallation
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
    for other in ("not base64!", "AAA", "钥匙", 7, ["AAAA"]):
        kept["duji.chain-1"] = other
        assert await asyncio.to_thread(keys.get, "chain-1") is None
    await phone.stop()


def test_web_keys_are_readable_by_the_server_s_account_alone(tmp_path: Path):
    keys = FolderKeys(tmp_path / "keys")
    assert keys.get("duji.chain-key.1") is None
    keys.put("duji.chain-key.1", b"secret")
    assert FolderKeys(tmp_path / "keys").get("duji.chain-key.1") == b"secret"
    (file,) = (tmp_path / "keys").iterdir()
    file.write_bytes(b"\xff?")
    assert FolderKeys(tmp_path / "keys").get("duji.chain-key.1") is None
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_name_of_a_key_cannot_lead_out_of_the_folder(tmp_path: Path):
    FolderKeys(tmp_path / "keys").put("../../outside", b"secret")
    assert [each.parent for each in tmp_path.rglob("*.key")] == [tmp_path / "keys"]


async def test_key_that_the_storage_cannot_decrypt_is_said_and_signing_in_again_helps(
    tmp_path: Path, server: FakeServer
):
    kept: dict[str, str] = {}
    installation = OnAPhone(tmp_path, server, kept=kept)
    await installation.enrol()
    chain = installation.ui.session.facts.chain
    visits = installation.ui.session.visits
    visit_id = await asyncio.to_thread(visits.open_visit, "school-1")
    await installation.kill()
    installation.broken = {*kept}
    phone = await installation.start(f"/visit/{visit_id}")
    await phone.press("记录到校")
    await phone.wait_for("签名钥匙不见了")
    await phone.event(phone.one(ft.SnackBar), "action")
    await phone.wait_for("登录一次就接着用")
    await phone.type("登录码", "123456", leave=False)
    await phone.press("登录")
    await phone.until(lambda: installation.ui.session.facts.chain != chain)
    visits = installation.ui.session.visits
    visit = await asyncio.to_thread(visits.record_count, visit_id, Method.TALKS, 2)
    assert visit.quantities[Method.TALKS] == 2
    await installation.kill()


@dataclass
class OnAPhone(PlayedInstallation):
    """An installation whose keys lie in the phone's secure storage, which cannot read the
    ``broken`` ones."""

    kept: dict[str, str] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    def key_vault(self) -> None:
        """None: the phone's own."""
        return

    def answers(self):
        def get(args):
            if args["key"] in self.broken:
                raise ValueError("PlatformException(read, javax.crypto.BadPaddingException)")
            return self.kept.get(args["key"])

        def put(args):
            self.kept[args["key"]] = args["value"]

        return super().answers() | {"SecureStorage.get": get, "SecureStorage.set": put}
