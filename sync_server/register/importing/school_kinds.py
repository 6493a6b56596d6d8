"""The Chinese words for kinds of school and of holders, as official tables have them."""

from domain.kinds.register.school import Ownership, SchoolKind
from domain.spelling import key_of
from domain.words.values import label

# The words of 学校（机构）代码 and of the yearly statistics stand beside those people use.
WORDS: dict[SchoolKind, tuple[str, ...]] = {
    SchoolKind.KINDERGARTEN: (
        "幼儿园",
        "学前",
        "学前教育",
        "幼儿",
        "园所",
        "托幼",
        "托育机构",
        "托儿所",
        "学前班",
        "附设幼儿班",
        "独立设置幼儿园",
        "幼教点",
        "山村幼儿园",
    ),
    SchoolKind.PRIMARY: (
        "小学",
        "普通小学",
        "完全小学",
        "教学点",
        "小学教学点",
        "中心校",
        "中心小学",
        "村小",
        "附设小学班",
        "成人小学",
        "初级小学",
    ),
    SchoolKind.JUNIOR: (
        "初中",
        "初级中学",
        "普通初中",
        "附设普通初中班",
        "附设初中班",
        "职业初中",
        "成人初中",
    ),
    SchoolKind.NINE_YEAR: ("九年制", "九年一贯制", "九年一贯制学校", "九年制学校"),
    SchoolKind.SENIOR: (
        "高中",
        "高级中学",
        "普通高中",
        "普高",
        "附设普通高中班",
        "附设高中班",
        "成人高中",
    ),
    SchoolKind.COMPLETE: ("完中", "完全中学", "中学"),
    SchoolKind.TWELVE_YEAR: ("十二年制", "十二年一贯制", "十二年一贯制学校", "十二年制学校"),
    SchoolKind.VOCATIONAL: (
        "中职",
        "职业学校",
        "职高",
        "职业高中",
        "职业高中学校",
        "中等职业学校",
        "调整后中等职业学校",
        "中等技术学校",
        "中等师范学校",
        "成人中等专业学校",
        "普通中等专业学校",
        "中等专业学校",
        "中专",
        "技工学校",
        "附设中职班",
        "其他中职机构",
    ),
    SchoolKind.SPECIAL: (
        "特教",
        "特殊教育",
        "特殊教育学校",
        "盲人学校",
        "盲校",
        "聋人学校",
        "聋校",
        "聋哑学校",
        "盲聋哑学校",
        "培智学校",
        "弱智学校",
        "启智学校",
        "其他特教学校",
        "其他特殊教育学校",
        "附设特教班",
    ),
    SchoolKind.CORRECTIONAL: ("专门教育", "专门教育学校", "工读", "工读学校"),
    SchoolKind.TRAINING: (
        "培训机构",
        "校外培训机构",
        "培训学校",
        "校外培训",
        "民办培训机构",
        "教育培训机构",
        "学科类培训机构",
        "非学科类培训机构",
    ),
    SchoolKind.TOWNSHIP: ("乡镇", "乡镇街道", "街道", "村居", "乡镇人民政府", "街道办事处"),
    SchoolKind.DEPARTMENT: ("科室", "部门", "股室", "局机关", "机关科室", "科室部门"),
}
"""What is understood besides the word that is shown and offered."""

_IN_NAMES = (
    (("幼儿园", "托育", "托儿所", "幼儿班", "学前班"), SchoolKind.KINDERGARTEN),
    (("培训", "艺术中心", "教育咨询"), SchoolKind.TRAINING),
    (("特殊教育", "启智", "培智", "聋哑", "聋人", "盲人", "盲校", "聋校"), SchoolKind.SPECIAL),
    (("专门学校", "专门教育", "工读"), SchoolKind.CORRECTIONAL),
    (("职业", "技工", "中等专业", "职中", "职高", "技师"), SchoolKind.VOCATIONAL),
    (("十二年",), SchoolKind.TWELVE_YEAR),
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
_HELD: dict[Ownership, tuple[str, ...]] = {
    Ownership.PUBLIC: (
        "公办",
        "公",
        "公立",
        "公办园",
        "教育部门",
        "其他部门",
        "政府",
        "国",
        "地方企业",
        "企业",
        "国有企业",
        "事业单位",
        "部队",
        "军队",
        "集体",
        "公办性质",
        "乡镇",
        "乡镇街道",
        "村委会",
        "街道",
    ),
    Ownership.PRIVATE: (
        "民办",
        "民",
        "私立",
        "民办园",
        "普惠民办",
        "普惠性民办",
        "普惠性民办园",
        "非普惠性民办",
        "民办普惠",
        "民办非普惠",
        "个人",
        "公民个人",
        "社会团体",
        "社会力量",
        "私人",
        "中外合作",
        "具有法人资格的中外合作",
        "民办教育机构",
    ),
}
# Official tables say of which level the holder is: 县级教育部门.
_LEVELS = ("中央", "省级", "地级", "市级", "县级", "区级", "乡镇")
_OWNERSHIP_OF_WORD = {
    key_of(word): ownership for ownership, words in _HELD.items() for word in words
}


def kind_word(kind: SchoolKind) -> str:
    """The word shown for a kind."""
    return label(kind)


def kind_named(word: str) -> SchoolKind | None:
    """The kind a word names, or None."""
    return _KIND_OF_WORD.get(key_of(word))


def ownership_named(word: str) -> Ownership | None:
    """Whose school it is by the word for its holder, or None."""
    key = key_of(word)
    level = next((each for each in _LEVELS if key.startswith(each) and key != each), "")
    key = key.removeprefix(level)
    endings = ("", "办学", "办", "学校")
    spelled = (key.removesuffix(ending) for ending in endings)
    return next((found for each in spelled if (found := _OWNERSHIP_OF_WORD.get(each))), None)


def kinds_in_name(name: str) -> list[SchoolKind]:
    """The kind a school's own name tells; empty when it does not, as plain 中学 does not."""
    found = (kind for words, kind in _IN_NAMES if any(word in name for word in words))
    first = next(found, None)
    return [] if first is None else [first]
