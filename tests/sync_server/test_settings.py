"""Settings come from the environment and have working defaults."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from domain.place.datum import Datum
from domain.place.mercator import Tile
from domain.wire.workbook import ServiceNotice
from sync_server.settings import Settings


def test_nothing_has_to_be_set():
    settings = Settings()
    assert settings.photos == Path("data/photos")
    assert settings.log_key == Path("data/log.key")
    assert settings.export_key == Path("data/export.key")
    assert settings.database == f"sqlite:///{Path('data/duji.db').absolute()}"
    assert not settings.is_https


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_spoken_to_by_its_newest_driver(monkeypatch, scheme):
    monkeypatch.setenv("DUJI_DATABASE_URL", f"{scheme}://duji:secret@db/duji")
    settings = Settings()
    assert settings.database == "postgresql+psycopg://duji:secret@db/duji"
    assert "secret" not in repr(settings)


def test_what_people_are_told_of_the_site_is_set_here(monkeypatch):
    assert Settings().about == ServiceNotice()
    monkeypatch.setenv("DUJI_OPERATOR", "栖云区教育局")
    monkeypatch.setenv("DUJI_FILING_NUMBER", "示例备字2026第1号")
    monkeypatch.setenv("DUJI_COMPLAINTS", "督导室")
    monkeypatch.setenv("DUJI_RETENTION", "保存十年。")
    assert Settings().about == ServiceNotice(
        operator="栖云区教育局",
        filing_number="示例备字2026第1号",
        retention="保存十年。",
        complaints="督导室",
    )


def test_https_is_known_from_the_public_address(monkeypatch):
    monkeypatch.setenv("DUJI_PUBLIC_URL", "https://duji.example.cn/")
    assert Settings().is_https


def test_no_tiles_are_asked_of_anybody_unless_somebody_sets_them(monkeypatch):
    assert Settings().tiles is None
    monkeypatch.setenv("DUJI_MAP_TILES", "https://t.example.cn:8443/m?z={z}&c={x}&r={y}&tk=k")
    with pytest.raises(ValidationError, match="DUJI_MAP_CREDIT"):
        Settings()
    monkeypatch.setenv("DUJI_MAP_CREDIT", "天地图 GS(2026)0001号")
    monkeypatch.setenv("DUJI_MAP_DATUM", "gcj02")
    tiles = Settings().tiles
    assert tiles is not None
    assert tiles.origin == "https://t.example.cn:8443"
    assert tiles.address(Tile(16, 54614, 24810)) == (
        "https://t.example.cn:8443/m?z=16&c=54614&r=24810&tk=k"
    )
    assert (tiles.datum, tiles.deepest) == (Datum.GCJ02, 18)


@pytest.mark.parametrize(
    "template",
    [
        "tiles.example.cn/{z}/{x}/{y}.png",
        "https://example.cn; script-src */{z}/{x}/{y}",
        "https://{z}.example.cn/{x}/{y}",
        "https://user@example.cn/{z}/{x}/{y}",
        "https://example.cn/{z}/{x}.png",
        "https://{s}.example.cn/{z}/{x}/{y}",
        "https://example.cn/{z}/{x}/{y}/{s}",
        'https://example.cn/{z}/{x}/{y}"onload=',
    ],
)
def test_what_is_no_template_of_tiles_is_refused(monkeypatch, template):
    monkeypatch.setenv("DUJI_MAP_TILES", template)
    with pytest.raises(ValidationError, match="map_tiles"):
        Settings()


def test_baidu_s_tiles_are_refused_with_the_reason_and_what_to_take(monkeypatch):
    monkeypatch.setenv("DUJI_MAP_DATUM", "bd09")
    with pytest.raises(ValidationError, match=r"another grid .* gcj02"):
        Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [("PUBLIC_URL", "duji.example.cn"), ("CODE_DAYS", "0"), ("LOG_FORMAT", "xml")],
)
def test_a_wrong_value_is_named(monkeypatch, name, value):
    monkeypatch.setenv(f"DUJI_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_every_setting_says_what_it_is():
    assert all(field.description for field in Settings.model_fields.values())
