"""What is wrong with a template, and where: its tags against the names that it may use."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from sync_server.documents.contexts.naming import Name
from sync_server.documents.word.tags import MOST_TAGS, Place, Tag

_NAME = r"[^\W\d]\w*"
_SHOWN = re.compile(rf"\s*({_NAME})(?:\.({_NAME}))?\s*", re.DOTALL)
_FOR = re.compile(rf"\s*for\s+({_NAME})\s+in\s+({_NAME})(?:\.({_NAME}))?\s*", re.DOTALL)
_IF = re.compile(rf"\s*(?:el)?if\s+(?:not\s+)?({_NAME})(?:\.({_NAME}))?\s*", re.DOTALL)
_WORD = re.compile(r"\s*(for|if|elif|else|endfor|endif)\b")
_ENDS = {"endfor": "for", "endif": "if", "elif": "if", "else": "if"}
LOOP = "loop"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; ``place`` is None where something is missing altogether."""

    text: str
    place: Place | None = None

    def __str__(self) -> str:
        """In words, the place first."""
        return f"{self.place}：{self.text}" if self.place else self.text


@dataclass(frozen=True, slots=True)
class _Open:
    """A for or an if that waits for its end; of a for, the row's name and the list's."""

    word: str
    tag: Tag
    row: str = ""
    name: Name | None = None


@dataclass
class _Reader:
    """Goes through the tags of one part."""

    names: Mapping[str, Name]
    used: set[str]
    faults: list[Fault] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def take(self, tag: Tag) -> None:
        """Go on by one tag."""
        text = tag.fault or self._fault(tag)
        if text:
            self.faults.append(Fault(text, tag.place))

    def end(self) -> None:
        """Say what was never closed."""
        for each in self.stack:
            text = f"标签“{each.tag.shown}”没有对应的“{{% end{each.word} %}}”"
            self.faults.append(Fault(text, each.tag.place))

    def _fault(self, tag: Tag) -> str:
        if tag.opens == "{#":
            return ""
        if not tag.alone:
            thing = {"tr": "这一行", "tc": "这一格"}.get(tag.whole, "这一段")
            return f"“{tag.shown}”会去掉{thing}，里面不能再写别的内容"
        if tag.opens == "{{":
            return self._shown(tag)
        word = _WORD.match(tag.inner)
        if word is None:
            return f"不认识“{tag.shown}”；只能用 for、if、elif、else、endfor、endif"
        if word[1] in _ENDS:
            return self._ends(tag, word[1])
        return self._loops(tag) if word[1] == "for" else self._asks(tag, "if")

    def _shown(self, tag: Tag) -> str:
        found = _SHOWN.fullmatch(tag.inner)
        if found is None:
            return f"“{tag.shown}”里只能写一个名字"
        if tag.whole:
            return f"“{tag.shown}”里多了“{tag.whole}”，请写成“{{{{ {tag.inner.strip()} }}}}”"
        name = self._named(found[1], found[2])
        if isinstance(name, str):
            return name
        if name is not None and name.is_list:
            return f"“{found[1]}”有好几条，要用“{{% for … in {found[1]} %}}”一条一条地写"
        if name is not None and name.is_picture and tag.place.part:
            return f"“{tag.shown}”是图片，不能放在页眉和页脚里"
        return ""

    def _asks(self, tag: Tag, word: str) -> str:
        self.stack.append(_Open(word, tag))
        return self._asked(tag)

    def _asked(self, tag: Tag) -> str:
        found = _IF.fullmatch(tag.inner)
        if found is None:
            return f"“{tag.shown}”里只能写“if 名字”或“if not 名字”"
        name = self._named(found[1], found[2])
        return name if isinstance(name, str) else ""

    def _loops(self, tag: Tag) -> str:
        found = _FOR.fullmatch(tag.inner)
        if found is None or found[3]:
            self.stack.append(_Open("for", tag))
            return f"“{tag.shown}”要写成“for 名字 in 清单”"
        row, listed = found[1], found[2]
        name = self.names.get(listed)
        known = name if name is not None and name.is_list else None
        is_within = any(each.word == "for" for each in self.stack)
        self.stack.append(_Open("for", tag, row, known))
        if known is None:
            lists = [each.title for each in self.names.values() if each.is_list]
            return f"没有“{listed}”这个清单{_meant(listed, lists)}"
        if is_within:
            return f"“{tag.shown}”写在另一个清单里面；清单里不能再套清单"
        self.used.add(listed)
        return ""

    def _ends(self, tag: Tag, word: str) -> str:
        if word != "elif" and tag.inner.strip() != word:
            return f"“{tag.shown}”要写成“{{% {word} %}}”"
        opened = self.stack[-1] if self.stack else None
        if opened is None or opened.word != _ENDS[word]:
            return f"“{tag.shown}”前面没有对应的“{_ENDS[word]}”"
        if word.startswith("end"):
            self.stack.pop()
        if opened.tag.whole != tag.whole:
            whole = opened.tag.whole or tag.whole
            return f"“{tag.shown}”要和“{opened.tag.shown}”一样，都带或都不带“{whole}”"
        if opened.tag.home is not tag.home:
            return _apart(opened.tag, tag)
        return self._asked(tag) if word == "elif" else ""

    def _named(self, first: str, second: str | None) -> Name | str | None:
        """The name that is meant, or what is wrong with it; None for a loop's own number."""
        loops = {each.row: each.name for each in self.stack if each.word == "for" and each.name}
        if first == LOOP and loops:
            is_known = second in ("index", "first", "last")
            return None if is_known else "“loop”只有 index、first、last"
        if first in loops:
            return self._within(first, second, loops[first])
        if second is not None:
            return f"没有“{first}.{second}”这个名字；“{first}”不是正在写的清单里的一条"
        name = self.names.get(first)
        if name is None:
            return f"没有“{first}”这个名字{_meant(first, list(self.names))}"
        self.used.add(first)
        return name

    def _within(self, row: str, second: str | None, listed: Name | None) -> Name | str:
        within = {each.title: each for each in (listed.within if listed else ())}
        if second is None:
            return f"“{row}”是一条，要写它的哪一项，例如“{row}.{next(iter(within))}”"
        name = within.get(second)
        return name or f"没有“{row}.{second}”这个名字{_meant(second, list(within), f'{row}.')}"


def faults_of(parts: Sequence[Sequence[Tag]], names: Sequence[Name]) -> list[Fault]:
    """What is wrong with the tags of these parts; nothing where the template can be used."""
    used: set[str] = set()
    found: list[Fault] = []
    if sum(map(len, parts)) > MOST_TAGS:
        return [Fault(f"标签太多了，最多 {MOST_TAGS} 个")]
    for tags in parts:
        reader = _Reader({each.title: each for each in names}, used)
        for tag in tags:
            reader.take(tag)
        reader.end()
        found += reader.faults
    return [*found, *_missing(names, used)]


def _missing(names: Sequence[Name], used: set[str]) -> Iterator[Fault]:
    for each in names:
        if each.is_must and each.title not in used:
            written = (
                f"{{%p for … in {each.title} %}}" if each.is_list else f"{{{{ {each.title} }}}}"
            )
            yield Fault(f"没有写“{each.title}”：这份文书必须有它，请在要写的地方加上“{written}”")


def _apart(opened: Tag, tag: Tag) -> str:
    """What is wrong with two tags that belong together and stand apart."""
    if tag.whole:
        where = {"tr": "同一个表格", "tc": "同一行"}.get(tag.whole, "同一页面或同一格")
        return f"“{opened.shown}”和“{tag.shown}”要在{where}里"
    return (
        f"“{opened.shown}”和“{tag.shown}”不在同一段；各占一段时要写成"
        f"“{{%p {opened.inner.strip()} %}}”和“{{%p {tag.inner.strip()} %}}”"
    )


def _meant(wrong: str, known: Sequence[str], before: str = "") -> str:
    near = get_close_matches(wrong, known, 1, 0.4)
    return f"，是不是“{before}{near[0]}”？" if near else "，请看页面上能用的名字"
