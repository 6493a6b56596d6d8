"""The Chinese words for kinds of school, as offices write them."""

from domain.kinds.register.school import SchoolKind
from domain.words.values import label
from sync_server.register.importing.cell_values import key_of

WORDS: dict[SchoolKind, tuple[str, ...]] = {
    SchoolKind.KINDERGARTEN: ("幼儿园", "学前", "幼儿", "园所", "托幼"),
    SchoolKind.PRIMARY: ("小学", "完全小学", "教学点", "中心校", "中心小学", "村小"),
    SchoolKind.JUNIOR: ("初中", "初级中学"),
    SchoolKind.NINE_YEAR: ("九年制", "九年一贯制", "九年一贯制学校"),
    SchoolKind.SENIOR: ("高中", "高级中学", "普通高中", "普高"),
    SchoolKind.COMPLETE: ("完中", "完全中学", "中学"),
    SchoolKind.VOCATIONAL: ("中职", "职业学校", "职高", "中等职业学校", "技工学校"),
    SchoolKind.SPECIAL: ("特教", "特殊教育", "特殊教育学校"),
    SchoolKind.TRAINING: ("培训机构", "校外培训机构", "培训学校", "校外培训"),
    SchoolKind.TOWNSHIP: ("乡镇", "乡镇街道", "街道", "村居"),
}
"""What is understood besides the word that is shown and offered."""

_IN_NAMES = (
    (("幼儿园", "托育"), SchoolKind.KINDERGARTEN),
    (("培训", "艺术中心", "教育咨询"), SchoolKind.TRAINING),
    (("特殊教育", "启智", "聋哑"), SchoolKind.SPECIAL),
    (("职业", "技工", "中等专业"), SchoolKind.VOCATIONAL),
    (("九年", "一贯制"), SchoolKind.NINE_YEAR),
    (("高级中学", "高中"), SchoolKind.SENIOR),
    (("完全中学", "完中"), SchoolKind.COMPLETE),
    (("初级中学", "初中"), SchoolKind.JUNIOR),
    (("小学", "教学点", "中心校"), SchoolKind.PRIMARY),
    (("镇人民政府", "乡人民政府", "街道办", "村民委员会"), SchoolKind.TOWNSHIP),
)
_KIND_OF_WORD = {
    key_of(word): kind for kind, words in WORDS.items() for word in (label(kind), *words)
}


def kind_word(kind: SchoolKind) -> str:
    """The word shown for a kind."""
    return label(kind)


def kind_named(word: str) -> SchoolKind | None:
    """The kind a word names, or None."""
    return _KIND_OF_WORD.get(key_of(word))


def kinds_in_name(name: str) -> list[SchoolKind]:
    """The kind a school's own name tells; empty when it does not, as plain 中学 does not."""
    found = (kind for words, kind in _IN_NAMES if any(word in name for word in words))
    first = next(found, None)
    return [] if first is None else [first]
