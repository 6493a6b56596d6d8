"""The small district: an invented place with one zone, three schools and two people."""

from demo.region import DemoSchool, Inspector, Zone, school_of

DISTRICT, DISTRICT_NAME = "520198", "望溪区"
SUPERVISOR = ("ruan.zhihe", "阮志和")
INSPECTOR = Inspector("qiu.mingyuan", "邱明远", "wangxi-1")
ZONE = Zone("wangxi-1", "望溪片区", 26.702, 106.601)
_SCHOOLS = ("P 望溪小学 望溪镇", "J 望溪中学 望溪镇", "K 望溪中心幼儿园 望溪镇")


def schools() -> tuple[DemoSchool, ...]:
    """Its three schools; their numbers go on behind those of the large district."""
    return tuple(
        school_of(number, ZONE, _parts(text)) for number, text in enumerate(_SCHOOLS, start=901)
    )


def _parts(text: str) -> tuple[str, str, str]:
    mark, name, town = text.split()
    return mark, name, town
