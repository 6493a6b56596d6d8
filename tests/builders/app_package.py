"""An Android package for tests, as small as one can be."""

import zipfile
from pathlib import Path


def an_apk(path: Path, content: bytes = b"so") -> Path:
    """A file that holds what every package holds, and this content."""
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("AndroidManifest.xml", b"\x03\x00\x08\x00")
        package.writestr("classes.dex", b"dex\n035\x00")
        package.writestr("lib/arm64-v8a/libapp.so", content)
    return path
