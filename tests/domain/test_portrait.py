"""The file of somebody's photo says nothing of what it was called."""

from domain.kinds.register.portrait import PortraitFile, PortraitSet


def test_a_photo_is_called_by_its_content():
    file = PortraitFile(sha256="ab" * 32, size_bytes=9)
    assert file.name == "abababababab.jpg"
    assert PortraitSet(account="chen.jing", file=file).file is file
