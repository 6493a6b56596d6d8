"""docs/adding.md is true: its blocks, applied to a copy, add what they say, and it works."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "adding.md").read_text("utf-8")
BLOCK = re.compile(
    r"^(New|In) `([^`]+)`(?:, (after|instead of) `([^`]+)`( \(the last one\))?)?:"
    r"\n\n```\w+\n(.*?)```",
    re.MULTILINE | re.DOTALL,
)
PRODUCT = ("app", "domain", "sync_server", "demo")
MOST_FILES_FOR_A_KIND = 12

FOLLOWED = '''
"""What docs/adding.md adds, used as its users would."""

from domain.kinds.visit.interview import InterviewHeld, InterviewPrivate
from sync_server.data.tables import InterviewRow
from sync_server.projection.rebuild import rebuild
from sync_server.verification.verify import verify
from sqlmodel import select


def test_an_interview_is_recorded_projected_counted_and_read(server, inspection, supervisor):
    visit = inspection.open_visit()
    inspection.check_in()
    inspection.write(InterviewHeld(interview_id="i1", people=7), InterviewPrivate(text="午餐可口"))
    inspection.submit()
    inspection.push()
    with server.database.session() as session:
        (row,) = session.exec(select(InterviewRow)).all()
    assert (row.visit, row.people) == (visit, 7)
    assert rebuild(server.database) == {}
    page = supervisor.page(f"/visits/{visit}")
    assert "7 人：午餐可口" in page
    month = supervisor.page("/month?month=2026-05")
    assert "访谈人次" in month
    form = supervisor.page("/interviews")
    assert "人数" in form
    assert supervisor.post("/interviews", on="/interviews", people="0").status_code == 400
    sent = supervisor.post("/interviews", on="/interviews", people="3")
    assert sent.headers["location"] == "/interviews?done=3"


def test_a_cluster_is_opened_listed_changed_and_taken_away(server, supervisor, browsers):
    new = "/clusters/new"
    assert "请填写名称" in supervisor.fill(new, new, name=" ").text
    page = supervisor.fill(new, new, name="城东学区").headers["location"].partition("?")[0]
    edit = f"{page}/edit"
    assert supervisor.fill(edit, edit, name="城西学区").headers["location"] == f"{page}?done=set"
    shown = supervisor.page(page)
    assert '<td class="was">城东学区</td><td>城西学区</td>' in shown
    assert f'href="{page}">城西学区</a>' in supervisor.page("/clusters")
    assert "城西学区" in supervisor.get("/clusters.csv").text
    assert browsers("zhao.tong").get(new).status_code == 403
    assert rebuild(server.database) == {}
'''

ON_THE_PHONE = '''
"""The screen that docs/adding.md adds."""

from tests.harness.visiting import desk_of


async def test_the_screen_shows_what_was_recorded(installed):
    phone = await installed.begin_visit()
    controller = desk_of(installed)
    controller.visits.record_interview(controller.visit_id, 4, "家长满意")
    await installed.kill()
    await installed.open("4 人：家长满意", f"/visit/{controller.visit_id}/interviews")
'''


@dataclass(frozen=True)
class Block:
    """One block of the page: what it does to which file."""

    path: str
    way: str
    anchor: str
    is_last: bool
    text: str

    def apply(self, root: Path) -> None:
        """Do it; fails where the line it names is not there any more."""
        file = root / self.path
        if self.way == "new":
            assert not file.exists(), self.path
            file.write_text(self.text, "utf-8")
            return
        lines = file.read_text("utf-8").split("\n")
        places = [number for number, line in enumerate(lines) if line == self.anchor]
        assert places, f"{self.path} has no line {self.anchor!r}"
        new = self.text.removesuffix("\n").split("\n")
        for place in reversed(places[-1:] if self.is_last else places):
            lines[place : place + 1] = [*([lines[place]] if self.way == "after" else []), *new]
        file.write_text("\n".join(lines), "utf-8")


def blocks(page: str) -> list[Block]:
    """The page's blocks in their order."""
    found = []
    for new, path, way, anchor, last, text in BLOCK.findall(page):
        found.append(Block(path, "new" if new == "New" else way, anchor, bool(last), text))
    return found


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with everything on the page done to it."""
    copy = tmp_path_factory.mktemp("adding")
    # What is compiled comes with it, and holds for whatever is not changed.
    skipped = shutil.ignore_patterns("node_modules", ".*", "artifacts")
    for name in (*PRODUCT, "tests", "tools", "assets", "docs"):
        shutil.copytree(ROOT / name, copy / name, ignore=skipped, symlinks=True)
    for name in ("main.py", "web.py", "pyproject.toml"):
        shutil.copy(ROOT / name, copy / name)
    for block in blocks(PAGE):
        block.apply(copy)
    return copy


def run_in(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A module of the environment, run in that folder."""
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_kind_with_a_table_touches_at_most_twelve_files():
    first = PAGE.split("## A column of the month")[0]
    files = {block.path for block in blocks(first)}
    assert all(path.split("/")[0] in PRODUCT for path in files)
    assert len(files) <= MOST_FILES_FOR_A_KIND


def test_every_fence_of_the_page_is_a_block():
    assert len(blocks(PAGE)) == PAGE.count("```") // 2


def test_what_the_page_adds_is_typed_and_in_style(followed: Path):
    new = [block.path for block in blocks(PAGE) if block.way == "new" and ".py" in block.path]
    for words in (["ruff", "check", *new], ["ruff", "format", "--check", *new]):
        checked = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=followed,
            capture_output=True,
            text=True,
            check=False,
        )
        assert checked.returncode == 0, checked.stdout


def test_what_the_page_adds_works(followed: Path):
    users = {"tests/sync_server/console": FOLLOWED, "tests/app/ui/screens": ON_THE_PHONE}
    files = [f"{folder}/test_followed.py" for folder in users]
    for file, source in zip(files, users.values(), strict=True):
        (followed / file).write_text(source, "utf-8")
    run = run_in(followed, "pytest", "-q", "-p", "no:cacheprovider", *files)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "3 passed" in run.stdout
