"""Starts the phone app."""

import os
from pathlib import Path

import flet as ft

from app.ui.root import Installation, start


async def main(page: ft.Page) -> None:
    """Show the app on this page; what it records lies in the app's own storage folder."""
    folder = Path(os.environ.get("FLET_APP_STORAGE_DATA", ".flet/storage"))
    await start(page, Installation(folder))


if __name__ == "__main__":
    ft.run(main, assets_dir="assets")
