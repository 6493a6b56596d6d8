"""Which school of the register each row is about: by its code first, else by its name.

A code or a name never takes over another's record. What is unclear is a fault that names both;
what is clear but surprising is a doubt that somebody must confirm.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from domain.kinds.register.school import SchoolSet
from domain.spelling import key_of
from sync_server.register.importing.changes import ImportDraft
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.lookups import SAY_WHICH, told_apart
from sync_server.register.importing.sheets import Row
from sync_server.register.importing.zone_rows import free_code, new_code, row_in_words

BOTH = "请核对这两行；不是同一所的请各填各的标识码"


@dataclass(frozen=True, slots=True)
class Told:
    """What one row says of which school it is about; ``code`` is None where it has none.

    ``old_code`` is the one under which the register has it, where that was wrong.
    """

    row: Row
    name: str
    code: str | None
    town: str
    aliases: tuple[str, ...]
    old_code: str | None = None

    @property
    def key(self) -> str:
        """The name's key."""
        return key_of(self.name)


@dataclass(slots=True)
class Schools:
    """Sorts the rows of a file out before any of them is taken."""

    told: Sequence[Told]
    draft: ImportDraft
    faults: Faults
    _codes: dict[str, Told] = field(default_factory=dict)
    _names: dict[str, list[Told]] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _known_codes: dict[str, SchoolSet] = field(default_factory=dict)
    _known_names: dict[str, list[SchoolSet]] = field(default_factory=dict)
    _known_aliases: dict[str, list[SchoolSet]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for school in self.draft.register.schools.values():
            self._known_codes.setdefault(school.code or school.school_id, school)
            self._known_names.setdefault(key_of(school.name), []).append(school)
            for alias in school.aliases:
                self._known_aliases.setdefault(key_of(alias), []).append(school)

    def sorted_out(self) -> list[tuple[Told, SchoolSet | None]]:
        """The rows that are sound, each with the school it is about; None where it is new."""
        sound = [each for each in self.told if self._is_alone(each) and self._is_recoded_well(each)]
        found = {id(each): known for each in sound if (known := self._by_code(each)) is not None}
        self._taken = {known.school_id for known in found.values()}
        made: list[tuple[Told, SchoolSet | None]] = []
        for each in sound:
            before = len(self.faults.found)
            known = found.get(id(each))
            if known is None:
                known = self._by_name(each)
                self._taken.update([known.school_id] if known else [])
            else:
                self._doubt_rename(each, known)
            if len(self.faults.found) == before:
                made.append((each, known))
            else:
                self.draft.note_faulty("学校", each.name, each.code or "", *each.aliases)
        return made

    def _is_alone(self, each: Told) -> bool:
        """Whether no earlier row is about the same school, or may be."""
        first = self._codes.setdefault(each.code, each) if each.code else each
        if first is not each:
            self._clash(each, first)
            return False
        for other in self._names.setdefault(each.key, []):
            is_other_town = bool(each.town and other.town and each.town != other.town)
            if not (each.code and other.code) and not is_other_town:
                problem = f"“{each.name}”和{row_in_words(other.row, each.row)}重复"
                remedy = "同一所请合并成一行；不是同一所的请都填上标识码"
                self._fault(each, other, problem, remedy)
                return False
        self._names[each.key].append(each)
        return True

    def _clash(self, each: Told, first: Told) -> None:
        where = row_in_words(first.row, each.row)
        if first.key == each.key:
            self._fault(each, first, f"“{each.name}”和{where}重复", "请合并成一行")
        else:
            problem = f"标识码 {each.code} 和{where}“{first.name}”的相同，名称却是“{each.name}”"
            self._fault(each, first, problem, BOTH)

    def _fault(self, each: Told, other: Told, problem: str, remedy: str) -> None:
        self.faults.add(each.row.place("学校名称"), problem, remedy)
        for one in (each, other):
            self.draft.note_faulty("学校", one.name, one.code or "", *one.aliases)

    def _by_code(self, each: Told) -> SchoolSet | None:
        """The school that has the row's code, or had the one that the row sets right."""
        known = self._known_codes.get(each.code) if each.code else None
        return known or self._known_codes.get(each.old_code or "")

    def _is_recoded_well(self, each: Told) -> bool:
        """Whether a row that sets a code right says which to which, and takes nobody's.

        Where none has the wrong code any more, it was set right before.
        """
        if not each.old_code:
            return True
        meant = self._known_codes.get(each.old_code)
        known = self._known_codes.get(each.code) if each.code else None
        if each.code is None:
            problem, remedy = "只填了原来的标识码", "请在“学校标识码”列填写正确的标识码"
        elif meant is None and known is None:
            problem = f"登记里没有标识码是 {each.old_code} 的学校"
            remedy = "请核对原来的标识码"
        elif meant is not None and known is not None and meant is not known:
            problem = f"“{meant.name}”的标识码要改成 {each.code}，这已经是“{known.name}”的"
            remedy = "请核对这两所学校的标识码"
        else:
            return True
        self.faults.add(each.row.place("原标识码"), problem, remedy)
        self.draft.note_faulty("学校", each.name, each.code or "", *each.aliases)
        return False

    def _doubt_rename(self, each: Told, known: SchoolSet) -> None:
        """The code is one school's, and the name is not: another's, or a new one."""
        if each.key == key_of(known.name):
            return
        others = self._known_names.get(each.key, [])
        if others and not any(one.school_id in self._taken for one in others):
            problem = f"标识码是“{known.name}”的，名称却是“{told_apart(others)}”的"
            self.faults.add(each.row.place("学校名称"), problem, "请核对标识码和名称")
            return
        problem = f"标识码 {each.code} 的学校现在叫“{known.name}”，这里写的是“{each.name}”"
        remedy = "改了名请确认；不是同一所的请核对标识码"
        self.draft.doubts.add(each.row.place("学校名称"), problem, remedy)

    def _by_name(self, each: Told) -> SchoolSet | None:
        known = self._known_names.get(each.key, [])
        named = [one for one in known if one.school_id not in self._taken]
        fitting = [one for one in named if not each.code or one.code is None]
        if len(fitting) > 1 and each.town:
            fitting = [one for one in fitting if one.town == each.town] or fitting
        if len(fitting) > 1:
            problem = f"“{each.name}”可能是{told_apart(fitting)}"
            self.faults.add(each.row.place("学校名称"), problem, SAY_WHICH)
            return None
        if fitting:
            return self._unless_one_of_two(each, fitting[0])
        if named:
            problem = f"登记里已有{told_apart(named)}，这里的标识码是 {each.code}"
            remedy = "是另一所同名的学校请确认；是同一所的请核对标识码"
            self.draft.doubts.add(each.row.place("学校标识码"), problem, remedy)
            return None
        self._doubt_alias(each)
        return self._born_as(each)

    def _unless_one_of_two(self, each: Told, known: SchoolSet) -> SchoolSet | None:
        """The one school of this name, where no other row of the name can be about it as well."""
        rivals = [
            one for one in self._names[each.key] if one is not each and not self._is_known(one)
        ]
        if not rivals or (known.town and known.town == each.town):
            return known
        if any(one.town == known.town for one in rivals if known.town):
            return None
        where = row_in_words(rivals[0].row, each.row)
        problem = f"登记里的{told_apart([known])}，可能是这一行，也可能是{where}"
        self.faults.add(each.row.place("学校名称"), problem, SAY_WHICH)
        return None

    def _is_known(self, each: Told) -> bool:
        return self._by_code(each) is not None

    def _doubt_alias(self, each: Told) -> None:
        """The name is a short name of another school, and nobody says that it is not that one."""
        in_file = [
            f"{row_in_words(one.row, each.row)}“{one.name}”"
            for one in self.told
            if one is not each and each.key in map(key_of, one.aliases)
        ]
        known = self._known_aliases.get(each.key, [])
        in_register = [f"“{one.name}”" for one in known if one.school_id not in self._taken]
        owners = in_file or in_register
        if not owners:
            return
        problem = f"“{each.name}”是{'、'.join(owners)}的简称"
        remedy = "同一所请改填全称；是另一所学校的请确认"
        self.draft.doubts.add(each.row.place("学校名称"), problem, remedy)

    def _born_as(self, each: Told) -> SchoolSet | None:
        """The school that came into the register under this name and is called otherwise now."""
        if each.code is not None:
            return None
        known = self.draft.register.schools.get(new_code("school", each.name))
        if known is None or known.school_id in self._taken:
            return None
        problem = f"以“{each.name}”导入的学校现在叫“{known.name}”"
        remedy = "改回这个名字请确认；是另一所学校的请填标识码"
        self.draft.doubts.add(each.row.place("学校名称"), problem, remedy)
        return known


def new_school_id(told: Told, taken: Iterable[str]) -> str:
    """The id of a new school: its code, else one from its name, that no other school has."""
    ids = frozenset(taken)
    if told.code and told.code not in ids:
        return told.code
    return free_code("school", told.name, ids)
