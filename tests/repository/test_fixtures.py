"""The fixtures that all other tests stand on."""

import socket

import psycopg
import pytest
from PIL import Image, ImageOps

from tests.fixtures.photos import make_photos, scene
from tests.fixtures.sockets import OutsideConnectionError


def test_no_test_connects_to_another_machine():
    with socket.socket() as outside, pytest.raises(OutsideConnectionError):
        outside.connect(("192.0.2.1", 80))


def test_loopback_stays_open():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())
        assert client.getpeername() == server.getsockname()


@pytest.mark.postgres
def test_each_postgres_database_is_empty_and_its_own(postgres_url):
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        tables = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchone()
        connection.execute("CREATE TABLE visit (id text)")
        version = connection.info.server_version
    assert tables == (0,)
    assert version >= 130000


@pytest.mark.postgres
def test_a_postgres_database_left_full_is_not_met_again(postgres_url):
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT to_regclass('visit')").fetchone() == (None,)


def test_made_photos_turn_upright_to_one_scene(tmp_path):
    make_photos(tmp_path)
    upright = scene(640, 480)
    for path in sorted(tmp_path.glob("orientation-*")):
        with Image.open(path) as photo:
            turned = ImageOps.exif_transpose(photo)
        assert turned.size == upright.size, path.name
        assert turned.getpixel((20, 20)) == pytest.approx((200, 30, 30), abs=25), path.name


def test_sample_photos_have_every_kind(sample_photos):
    kinds = {path.name.partition("-")[0] for path in sample_photos.iterdir()}
    assert {"mobile", "hdr", "gps", "orientation", "invalid", "heic", "corrupted.jpg"} <= kinds
