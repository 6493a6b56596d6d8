"""The marks by which the tests' coverage is noted, each file's kept: `python -m tools.marks`.

Marking a file takes ten times as long as importing it, and every process of the tests imports
nearly all. So each version of a file is marked once, as it is compiled once, and kept in
`__pycache__`. Which lines and branches there are is kept with it.
"""

from __future__ import annotations

import ast
import marshal
import os
import sys
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import cache_from_source
from pathlib import Path
from threading import Lock
from types import CodeType, ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import slipcover
from slipcover import branch
from slipcover import slipcover as inner

if TYPE_CHECKING:
    from collections.abc import Sequence

SOURCES = ("app", "demo", "domain", "sync_server")
PROBE: Any = getattr(inner, "probe", None)  # Python 3.11 only; later ones have marks of their own.
MARKING = Lock()
MARK, SIGNAL = "a mark of the coverage", ("the call of a mark",)
KIND = "marked" + "".join(filter(str.isalnum, slipcover.__version__))


@dataclass(frozen=True)
class Marked:
    """A file's code with a stand-in for every mark, what they mark, and where each mark goes."""

    code: CodeType
    lines: tuple[int, ...]
    branches: tuple[tuple[int, int], ...]
    places: dict[int, int]

    @classmethod
    def of(cls, file: Path) -> Marked:
        """The code of the file as it is now, from beside it if it was marked before."""
        kept = Path(cache_from_source(str(file), optimization=KIND))
        stat = file.stat()
        version = (str(file), stat.st_mtime_ns, stat.st_size)
        try:
            found = marshal.loads(kept.read_bytes())  # noqa: S302 - as Python reads its own
        except (OSError, EOFError, ValueError, TypeError):
            found = (None,)
        if found[0] == version:
            return cls(*found[1:])
        made = _marked(file)
        if not sys.dont_write_bytecode:
            _keep(kept, (version, made.code, made.lines, made.branches, made.places))
        return made

    def revived(self, watched: slipcover.Slipcover) -> CodeType:
        """The code with marks that tell `watched`."""
        name = self.code.co_filename
        watched.code_lines[name].update(self.lines)
        watched.code_branches[name].update(self.branches)
        if sys.version_info >= (3, 12):
            return watched.instrument(self.code, self.code)
        return self._revived(self.code, watched)

    def _revived(self, code: CodeType, watched: slipcover.Slipcover) -> CodeType:
        marks: list[tuple[Any, int]] = []
        consts = list(code.co_consts)
        for index, const in enumerate(consts):
            if isinstance(const, CodeType):
                consts[index] = self._revived(const, watched)
            elif const == SIGNAL:
                consts[index] = PROBE.signal
            elif isinstance(const, tuple) and const[:1] == (MARK,):
                _, number, marked = const
                mark = PROBE.new(watched, code.co_filename, marked, watched.d_miss_threshold)
                marks.append((mark, self.places[number]))
                consts[index] = mark
        revived = code.replace(co_consts=tuple(consts))
        for mark, place in marks:
            PROBE.set_immediate(mark, revived.co_code, place)
        return revived


def _marked(file: Path) -> Marked:
    """The file marked anew."""
    tree = branch.preinstrument(ast.parse(file.read_bytes()))
    # This file's own `from __future__` is none of theirs.
    code = compile(tree, str(file), "exec", dont_inherit=True)
    if sys.version_info >= (3, 12):
        lines = slipcover.Slipcover.lines_from_code(code)
        branches = slipcover.Slipcover.branches_from_code(code)
        return Marked(code, tuple(set(lines)), tuple(set(branches)), {})
    places: dict[int, int] = {}
    numbers = iter(range(sys.maxsize))
    apart = slipcover.Slipcover(immediate=True, branch=True)
    stand_in = SimpleNamespace(
        signal=SIGNAL,
        new=lambda _watched, _name, marked, _threshold: (MARK, next(numbers), marked),
        set_immediate=lambda mark, _code, place: places.update({mark[1]: place}),
    )
    with MARKING:
        inner.probe = stand_in
        try:
            code = apart.instrument(code)
        finally:
            inner.probe = PROBE
    name = str(file)
    return Marked(code, tuple(apart.code_lines[name]), tuple(apart.code_branches[name]), places)


def _keep(kept: Path, what: Any) -> None:
    """Whole or not at all, since several processes may keep the same."""
    kept.parent.mkdir(exist_ok=True)
    new = kept.with_suffix(f".{os.getpid()}")
    new.write_bytes(marshal.dumps(what))
    new.replace(kept)


class _Loader(SourceFileLoader):
    def __init__(self, spec: ModuleSpec, watched: slipcover.Slipcover) -> None:
        super().__init__(spec.name, str(spec.origin))
        self._watched = watched

    def get_code(self, fullname: str) -> CodeType:
        return Marked.of(Path(self.get_filename(fullname))).revived(self._watched)


class Finder(MetaPathFinder):
    """Finds the product's modules, marked, before any other finder does."""

    def __init__(self, watched: slipcover.Slipcover) -> None:
        self._watched = watched
        self._folders = tuple(f"{Path(source).resolve()}{os.sep}" for source in SOURCES)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module's, if it is one of the product's."""
        if fullname.partition(".")[0] not in SOURCES:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or not isinstance(spec.loader, SourceFileLoader):
            return spec
        if str(spec.origin).startswith(self._folders):
            spec.loader = _Loader(spec, self._watched)
        return spec


def files() -> list[Path]:
    """Every file that is to be reached."""
    return [file for source in SOURCES for file in Path(source).resolve().rglob("*.py")]


def main() -> int:
    """0 once every file is marked as it is now."""
    for file in files():
        Marked.of(file)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
