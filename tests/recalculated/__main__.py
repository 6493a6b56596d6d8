"""Let LibreOffice Calc work out every formula of our workbooks: `python -m tests.recalculated`.

The month of 85 inspectors and the worked example of 差异系数 are taken out of a real server, their
figures are left out, and what Calc makes of the formulas is compared with the figures.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import which

from openpyxl import load_workbook
from starlette.testclient import TestClient

from sync_server.settings import Settings
from sync_server.wiring import create_app
from tests.builders.handset import NOON, a_server
from tests.builders.month_end import CLERK, set_up_office
from tests.builders.pages import Browser
from tests.builders.server import SetClock

BOOKS = ("/month/2026-05.xlsx", "/balance.xlsx?year=2026&stage=primary")
CLOSE_TO = 1e-9


def main() -> int:
    """Say of each workbook how many formulas there are, and which come to something else."""
    office = which("soffice")
    if not office:
        print("LibreOffice Calc is missing (Debian: apt install libreoffice-calc-nogui)")
        return 2
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="duji-recalculated-") as name:
        folder = Path(name)
        for number, (address, content) in enumerate(taken_out(folder / "data")):
            file = folder / f"book-{number}.xlsx"
            file.write_bytes(content)
            pairs = list(compared(file, calculated(office, file)))
            other = [each for each in pairs if not is_same(*each[1:])]
            print(f"{address}: {len(pairs)} formulas, {len(other)} come to something else")
            for where, ours, theirs in other:
                print(f"  {where}: {ours} and {theirs}")
            wrong += len(other)
    return 1 if wrong else 0


def taken_out(data: Path) -> Iterator[tuple[str, bytes]]:
    """The workbooks as the clerk gets them."""
    server = a_server(data, SetClock(NOON))
    set_up_office(server)
    clerk = Browser(TestClient(create_app(server, Settings(data=data)), "http://duji.test"))
    clerk.keep_session(server.accounts.open_session(CLERK))
    for address in BOOKS:
        yield address, clerk.get(address).content
    server.close()


def calculated(office: str, file: Path) -> Path:
    """The workbook as Calc saves it, which was given the formulas without their figures."""
    bare = file.with_suffix(".bare.xlsx")
    load_workbook(file).save(bare)
    out = file.parent / "calculated"
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    command = [office, "--headless", profile, "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, str(bare)], check=True, capture_output=True)
    return out / bare.name


def compared(file: Path, made: Path) -> Iterator[tuple[str, object, object]]:
    """Each cell with a formula: where it is, our figure, and Calc's."""
    formulas = load_workbook(file)
    ours, theirs = (load_workbook(each, data_only=True) for each in (file, made))
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, str) and cell.value.startswith("="):
                at = cell.coordinate
                where = f"{sheet.title} {at}"
                yield where, ours[sheet.title][at].value, theirs[sheet.title][at].value


def is_same(ours: object, theirs: object) -> bool:
    """Whether both say the same; nothing and an empty word are one."""
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return abs(ours - theirs) < CLOSE_TO
    return (ours or "") == (theirs or "")


if __name__ == "__main__":
    sys.exit(main())
