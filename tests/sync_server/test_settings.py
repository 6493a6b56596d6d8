"""Settings come from the environment and have working defaults."""

from pathlib import Path

import pytest
from pydantic import ValidationError

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
