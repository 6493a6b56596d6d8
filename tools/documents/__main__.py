"""Write the built-in templates into assets/documents: `python -m tools.documents`."""

from __future__ import annotations

from tools.documents.building import FOLDER, built
from tools.environment import say


def main() -> None:
    """Write those that are otherwise."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in built().items():
        file = FOLDER / f"{name}.docx"
        if not file.is_file() or file.read_bytes() != content:
            file.write_bytes(content)
            say(f"  {file.name}: {len(content):,} bytes")


main()
