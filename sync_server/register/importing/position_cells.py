"""A school's position in an import: one cell or two, in a datum that must be said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.kinds.register.school import Position
from domain.place.datum import Datum, to_wgs84
from domain.spelling import key_of
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.sheets import Columns, Row

COLUMNS: Columns = {
    "经纬度": ("坐标", "位置", "定位", "经纬度坐标", "经度,纬度"),
    "经度": ("lng", "lon", "经度（E）", "东经"),
    "纬度": ("lat", "纬度（N）", "北纬"),
    "坐标系": ("坐标类型", "坐标系统", "坐标来源"),
}

_DATUMS = {
    Datum.GCJ02: ("gcj-02", "gcj02", "火星", "火星坐标", "高德", "高德地图", "腾讯", "腾讯地图"),
    Datum.BD09: ("bd-09", "bd09", "bd09ll", "百度", "百度地图"),
    Datum.WGS84: ("wgs84", "wgs-84", "gps", "手机gps", "地球坐标", "天地图", "cgcs2000"),
}
_DATUM_OF = {word: datum for datum, words in _DATUMS.items() for word in words}
_LNG, _LAT = (73.0, 136.0), (3.0, 54.0)

_EAST, _NORTH = ("东经", "经度", "lng", "lon", "e"), ("北纬", "纬度", "lat", "n")
_ELSEWHERE = re.compile("西经|南纬|[ws](?![a-z])")
_SIGNS = str.maketrans({"º": "°", "˚": "°", "度": "°", "分": "′", "秒": "″", "´": "′", "`": "′"})
_NUMBER = r"-?\d+(?:\.\d+)?"
_MARK = "东经|经度|longitude|lng|lon|北纬|纬度|latitude|lat|e|n"
_COORDINATE = re.compile(
    rf"(?P<before>{_MARK})?[:=\"]*(?P<deg>{_NUMBER})"
    rf"(?:°(?:(?P<min>{_NUMBER})′(?:(?P<sec>{_NUMBER})(?:″|$|(?=[,;en北东])))?)?)?"
    rf"(?P<after>e|n)?"
)
_BETWEEN = re.compile(r"[,;、，；/|(){}\[\]\"]*")


@dataclass(frozen=True, slots=True)
class _Coordinate:
    """One of the two, in degrees; ``is_east`` is None where nothing says which one it is."""

    degrees: float
    is_east: bool | None


def position_of(row: Row, known: Position | None, faults: Faults) -> Position | None:
    """The position a row gives, converted to WGS-84; the ``known`` one where it gives none.

    Decimal degrees, or degrees with minutes and seconds (106°42.81′, 26°34′12″N, 东经…).
    Longitude may stand first or second: within China the two ranges do not overlap.
    """
    column = "经纬度" if row.text("经纬度") else "经度" if row.text("经度") else "纬度"
    texts = [row.text("经纬度")] if row.text("经纬度") else [row.text("经度"), row.text("纬度")]
    if not any(texts):
        return known
    pair = pair_in(texts)
    if pair is None:
        remedy = "请填“经度,纬度”，例如 106.7135,26.5783，或 106°42′49″,26°34′42″"
        faults.add(row.place(column), "不是国内的经纬度，或只有一半", remedy)
        return None
    if known and pair == (known.given_lat, known.given_lng) and not row.text("坐标系"):
        return known
    datum = _DATUM_OF.get(key_of(row.text("坐标系")))
    if datum is None:
        word = row.text("坐标系")
        problem = f"没有“{word}”这种坐标系" if word else "有经纬度但没有填坐标系"
        remedy = "高德、腾讯地图上取的填 GCJ-02，百度填 BD-09，手机 GPS 填 WGS84"
        faults.add(row.place("坐标系"), problem, remedy)
        return None
    return position_in(pair, datum)


def position_in(pair: tuple[float, float], datum: Datum) -> Position:
    """The position of latitude and longitude in this datum, converted to WGS-84."""
    lat, lng = pair
    true = to_wgs84(lat, lng, datum)
    return Position(
        given_lat=lat,
        given_lng=lng,
        datum=datum,
        lat=round(true.lat, 7),
        lng=round(true.lng, 7),
    )


def pair_in(texts: Sequence[str]) -> tuple[float, float] | None:
    """Latitude and longitude in degrees; None for anything but one of each, in China."""
    found: list[_Coordinate] = []
    for text in texts:
        some = _coordinates(text)
        if some is None:
            return None
        found += some
    if len(found) != 2:
        return None
    low, high = sorted(found, key=lambda each: each.degrees)
    is_swapped = low.is_east is True or high.is_east is False
    if is_swapped or not (_is_in(low.degrees, _LAT) and _is_in(high.degrees, _LNG)):
        return None
    return low.degrees, high.degrees


def _coordinates(text: str) -> list[_Coordinate] | None:
    """All coordinates in a text; None where something in it is neither that nor a separator."""
    named = _spaced(text).replace("经度", "lng").replace("纬度", "lat")
    plain = key_of(named.translate(_SIGNS))
    plain = re.sub('′{2}|[”“]|(?<=[\\d.])"', "″", re.sub("['’‘]", "′", plain))
    if _ELSEWHERE.search(plain):
        return None
    found: list[_Coordinate] = []
    at = 0
    while at < len(plain):
        between = _BETWEEN.match(plain, at)
        at = between.end() if between else at
        if at == len(plain):
            break
        match = _COORDINATE.match(plain, at)
        if match is None:
            return None
        coordinate = _coordinate(match)
        if coordinate is None:
            return None
        found.append(coordinate)
        at = match.end()
    return found


def _spaced(text: str) -> str:
    """The text with a comma where two numbers stand apart by blanks alone."""
    return re.sub(r"(?<=[\d°′″'\"度分秒ENen])\s+(?=[\d-]+\.\d|[东北EN])", ",", text)


def _coordinate(match: re.Match[str]) -> _Coordinate | None:
    minutes, seconds = (float(match[name] or 0) for name in ("min", "sec"))
    whole = match["deg"]
    is_split = match["min"] is not None
    if is_split and ("." in whole or minutes >= 60 or seconds >= 60 or minutes < 0 or seconds < 0):
        return None
    if match["sec"] is not None and "." in match["min"]:
        return None
    mark = match["before"] or match["after"] or ""
    is_east = True if mark.startswith(_EAST) else False if mark.startswith(_NORTH) else None
    return _Coordinate(round(float(whole) + minutes / 60 + seconds / 3600, 7), is_east)


def _is_in(number: float, span: tuple[float, float]) -> bool:
    return span[0] <= number <= span[1]
