"""A school's position in an import: one cell or two, in a datum that must be said."""

from domain.kinds.register.school import Position
from domain.place.datum import Datum, to_wgs84
from sync_server.register.importing.cell_values import key_of, numbers_in
from sync_server.register.importing.faults import Faults
from sync_server.register.importing.sheets import Columns, Row

COLUMNS: Columns = {
    "经纬度": ("坐标", "位置", "定位", "经纬度坐标", "经度,纬度"),
    "经度": ("lng", "lon", "经度（E）"),
    "纬度": ("lat", "纬度（N）"),
    "坐标系": ("坐标类型", "坐标系统", "坐标来源"),
}

_DATUMS = {
    Datum.GCJ02: ("gcj-02", "gcj02", "火星", "火星坐标", "高德", "高德地图", "腾讯", "腾讯地图"),
    Datum.BD09: ("bd-09", "bd09", "bd09ll", "百度", "百度地图"),
    Datum.WGS84: ("wgs84", "wgs-84", "gps", "手机gps", "地球坐标", "天地图", "cgcs2000"),
}
_DATUM_OF = {word: datum for datum, words in _DATUMS.items() for word in words}
_LNG, _LAT = (73.0, 136.0), (3.0, 54.0)


def position_of(row: Row, faults: Faults) -> Position | None:
    """The position a row gives, converted to WGS-84; None where it gives none or a faulty one.

    Longitude may stand first or second: within China the two ranges do not overlap.
    """
    column = "经纬度" if row.text("经纬度") else "经度"
    pair = _pair(row)
    if pair is None:
        return None
    if len(pair) != 2 or not (_is_in(min(pair), _LAT) and _is_in(max(pair), _LNG)):
        remedy = "请填“经度,纬度”，例如 106.71,26.57"
        faults.add(row.place(column), "不是国内的经纬度", remedy)
        return None
    datum = _DATUM_OF.get(key_of(row.text("坐标系")))
    if datum is None:
        word = row.text("坐标系")
        problem = f"没有“{word}”这种坐标系" if word else "有经纬度但没有填坐标系"
        remedy = "高德、腾讯地图上取的填 GCJ-02，百度填 BD-09，手机 GPS 填 WGS84"
        faults.add(row.place("坐标系"), problem, remedy)
        return None
    lat, lng = min(pair), max(pair)
    true = to_wgs84(lat, lng, datum)
    return Position(
        given_lat=lat,
        given_lng=lng,
        datum=datum,
        lat=round(true.lat, 7),
        lng=round(true.lng, 7),
    )


def _pair(row: Row) -> list[float] | None:
    together = row.text("经纬度")
    if together:
        return numbers_in(key_of(together))
    lng, lat = row.text("经度"), row.text("纬度")
    return numbers_in(f"{lng} {lat}") if lng or lat else None


def _is_in(number: float, span: tuple[float, float]) -> bool:
    return span[0] <= number <= span[1]
