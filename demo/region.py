"""The demo district: an invented place with four zones, sixty schools and seventeen people."""

from dataclasses import dataclass
from functools import cache

from demo.dice import dice
from domain.kinds.register.school import Ownership, Position, SchoolKind
from domain.place.datum import Datum, to_wgs84
from domain.register.school_code import KINDS_BY_PREFIX, code_problem

DISTRICT, DISTRICT_NAME, ADCODE = "520199", "栖云区", "520199"
SUPERVISOR, CLERK = ("gu.changning", "顾长宁"), ("qiao.ye", "乔叶")
AUDITOR = ("shen.jian", "沈鉴")
INSPECTORS_PER_ZONE = (4, 4, 3, 3)
UNPLACED = "小橡树幼儿园"
_CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone, and where on the map (GCJ-02) its schools lie around."""

    zone: str
    name: str
    gcj_lat: float
    gcj_lng: float


@dataclass(frozen=True, slots=True)
class Inspector:
    """A full-time inspector of a zone."""

    account: str
    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class DemoSchool:
    """A school as the register has it, with its head's name for signatures.

    One that is not ``is_placed`` has no position in the register yet.
    """

    school_id: str
    code: str | None
    name: str
    aliases: tuple[str, ...]
    kind: SchoolKind
    ownership: Ownership
    zone: str
    town: str
    position: Position
    radius_m: int
    head: str
    is_placed: bool = True


ZONES = (
    Zone("zone-1", "云山片区", 26.652, 106.668),
    Zone("zone-2", "清溪片区", 26.618, 106.752),
    Zone("zone-3", "松林片区", 26.561, 106.681),
    Zone("zone-4", "金坪片区", 26.545, 106.768),
)

_NAMES = (
    ("lu.wenqing", "陆文清"),
    ("fang.zhiyuan", "方志远"),
    ("su.yunshu", "苏云舒"),
    ("han.liqun", "韩立群"),
    ("tang.yiqian", "唐亦谦"),
    ("bai.jingxing", "白景行"),
    ("jiang.yutong", "江雨桐"),
    ("wei.chengzhi", "魏承志"),
    ("qin.ruolan", "秦若兰"),
    ("mo.yuanshan", "莫远山"),
    ("luo.siqi", "罗思齐"),
    ("meng.chunhui", "孟春晖"),
    ("long.xinyu", "龙新宇"),
    ("xiang.mingyue", "向明月"),
)

# Kind letters: K kindergarten, P primary, J junior, N nine-year, S senior, C complete,
# V vocational, E special, T training, X township. A star marks a private one.
_SCHOOLS = (
    """K 云山中心幼儿园 云山街道|K* 童心幼儿园 云山街道|K 落雁乡中心幼儿园 落雁乡
    K* 小橡树幼儿园 云山街道|P 云山第一小学 云山街道|P 云山第二小学 云山街道
    P 落雁乡中心小学 落雁乡|P 白石村小学 落雁乡|J 云山中学 云山街道|J 落雁乡初级中学 落雁乡
    N 望江九年制学校 望江镇|S 栖云区第一高级中学 云山街道|E 栖云区启明特殊教育学校 云山街道
    T* 博文教育培训中心 云山街道|X 落雁乡人民政府 落雁乡""",
    """K 清溪中心幼儿园 清溪镇|K* 金色摇篮幼儿园 清溪镇|K* 蓝天幼儿园 清溪镇
    K 双桥镇中心幼儿园 双桥镇|P 清溪小学 清溪镇|P 清溪实验小学 清溪镇|P 双桥镇中心小学 双桥镇
    P 杨柳湾小学 双桥镇|J 清溪中学 清溪镇|J 双桥初级中学 双桥镇|N 杏花村九年制学校 双桥镇
    C 栖云区第三中学 清溪镇|V 栖云区中等职业学校 清溪镇|T* 新知教育培训学校 清溪镇
    T* 启航艺术培训中心 清溪镇""",
    """K 松林街道幼儿园 松林街道|K* 阳光宝贝幼儿园 松林街道|K 茶园乡中心幼儿园 茶园乡
    P 松林小学 松林街道|P 松林路小学 松林街道|P 茶园乡中心小学 茶园乡|P* 明德小学 松林街道
    J 松林中学 松林街道|J 茶园乡初级中学 茶园乡|N 高坪九年制学校 高坪镇
    N 竹溪九年制学校 茶园乡|S 栖云区第二高级中学 松林街道|T* 思齐教育培训中心 松林街道
    T* 小画家美术培训学校 松林街道|X 茶园乡人民政府 茶园乡""",
    """K 金坪镇中心幼儿园 金坪镇|K* 七彩幼儿园 金坪镇|K 石门乡中心幼儿园 石门乡
    P 金坪第一小学 金坪镇|P 金坪第二小学 金坪镇|P 石门乡中心小学 石门乡|P 桃源小学 石门乡
    J 金坪中学 金坪镇|J 石门乡初级中学 石门乡|N 镜湖九年制学校 镜湖镇
    N 大箐九年制学校 镜湖镇|S 栖云区第四高级中学 金坪镇|C 镜湖中学 镜湖镇
    V 栖云区工业技工学校 金坪镇|T* 乐学教育培训中心 金坪镇""",
)
_KINDS = {
    "K": SchoolKind.KINDERGARTEN,
    "P": SchoolKind.PRIMARY,
    "J": SchoolKind.JUNIOR,
    "N": SchoolKind.NINE_YEAR,
    "S": SchoolKind.SENIOR,
    "C": SchoolKind.COMPLETE,
    "V": SchoolKind.VOCATIONAL,
    "E": SchoolKind.SPECIAL,
    "T": SchoolKind.TRAINING,
    "X": SchoolKind.TOWNSHIP,
}
_PREFIX = {SchoolKind(kind): prefix for prefix, kinds in KINDS_BY_PREFIX.items() for kind in kinds}
_ALIASES = {
    "云山第一小学": ("云山一小",),
    "清溪实验小学": ("实验小学",),
    "金坪第一小学": ("金坪一小",),
}
_SURNAMES = "赵钱孙李周吴郑王冯陈卫蒋沈杨朱许何吕张孔曹严金陶姜戚谢邹潘葛范彭"
_GIVEN = (
    "国强",
    "慧敏",
    "晓燕",
    "建华",
    "丽君",
    "文博",
    "海燕",
    "志刚",
    "春梅",
    "立新",
    "玉兰",
    "永康",
)


@cache
def inspectors() -> tuple[Inspector, ...]:
    """The fourteen inspectors by zone."""
    zones = [
        zone.zone
        for zone, number in zip(ZONES, INSPECTORS_PER_ZONE, strict=True)
        for _ in range(number)
    ]
    return tuple(
        Inspector(account, name, zone) for (account, name), zone in zip(_NAMES, zones, strict=True)
    )


@cache
def schools() -> tuple[DemoSchool, ...]:
    """The sixty schools by zone."""
    found: list[DemoSchool] = []
    for zone, text in zip(ZONES, _SCHOOLS, strict=True):
        for piece in text.replace("\n", "|").split("|"):
            mark, name, town = piece.split()
            found.append(school_of(len(found) + 1, zone, (mark, name, town)))
    return tuple(found)


def person_name(*names: object) -> str:
    """An invented person's name, the same for the same names."""
    chance = dice("person", *names)
    return chance.choice(_SURNAMES) + chance.choice(_GIVEN)


def school_of(number: int, zone: Zone, told: tuple[str, str, str]) -> DemoSchool:
    """The school of this number in a zone; ``told`` are its kind's letter, name and town."""
    mark, name, town = told
    kind = _KINDS[mark[0]]
    code = _code(number, kind)
    chance = dice("school", name)
    gcj_lat = round(zone.gcj_lat + chance.uniform(-0.03, 0.03), 6)
    gcj_lng = round(zone.gcj_lng + chance.uniform(-0.035, 0.035), 6)
    true = to_wgs84(gcj_lat, gcj_lng, Datum.GCJ02)
    position = Position(
        given_lat=gcj_lat,
        given_lng=gcj_lng,
        datum=Datum.GCJ02,
        lat=round(true.lat, 7),
        lng=round(true.lng, 7),
    )
    return DemoSchool(
        school_id=code or f"township-{number}",
        code=code,
        name=name,
        aliases=_ALIASES.get(name, ()),
        kind=kind,
        ownership=Ownership.PRIVATE if mark.endswith("*") else Ownership.PUBLIC,
        zone=zone.zone,
        town=town,
        position=position,
        radius_m=chance.choice((300, 400, 500)),
        head=person_name("head", name),
        is_placed=name != UNPLACED,
    )


def _code(number: int, kind: SchoolKind) -> str | None:
    """A code of the right form: 学校标识码, 统一社会信用代码, or none for a township."""
    if kind is SchoolKind.TOWNSHIP:
        return None
    if kind is not SchoolKind.TRAINING:
        return f"{_PREFIX[kind]}52{number + 990_000:06d}"
    stem = f"52{ADCODE}MJ{number:07d}"
    return next(stem + last for last in _CREDIT_CHARACTERS if code_problem(stem + last) is None)
