"""专项照片: what the visits of a campaign photographed, under one heading."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter
from pydantic import Field

from domain.words.values import label
from sync_server.campaigns.made import CampaignPhotos, ListedPhoto
from sync_server.console.campaigns.columns import HOME, PHOTOS, SECTION
from sync_server.console.kinds.column import Column
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.pages import moment

router = APIRouter()

OF_FINDINGS = "findings"


class PhotoFilters(Filters):
    """Which photos the list shows."""

    home = PHOTOS
    key = (int,)

    campaign: Annotated[Choice, Field(title="专项")] = ""
    shows: Annotated[Choice, Field(title="内容")] = ""


def _path(photo: ListedPhoto) -> str:
    return f"/visits/{photo.row.visit}/photos/{quote(photo.photo.photo_id)}"


def _taken_at(photo: ListedPhoto) -> str:
    return moment(photo.photo.stamp.at, "%Y-%m-%d %H:%M")


COLUMNS: tuple[Column[ListedPhoto], ...] = (
    Column("照片", lambda each: each.photo.caption or "（没有说明）", _path),
    Column("单位", lambda each: each.unit),
    Column("督导日期", lambda each: each.row.visit_on),
    Column("拍摄时间", _taken_at),
    Column("督学", lambda each: each.inspector),
    Column("反映的问题", lambda each: each.finding),
    Column("来源", lambda each: label(each.photo.photo_source)),
    Column("校验码", lambda each: each.photo.check_code),
)


def _rows(asking: Asking[PhotoFilters]) -> Listed[ListedPhoto]:
    wanted = asking.wanted
    database = asking.services.server.database
    found = CampaignPhotos(database).found(
        asking.viewer, wanted.campaign, of_findings=wanted.shows == OF_FINDINGS
    )
    options = {"campaign": found.campaigns, "shows": {OF_FINDINGS: "只看反映问题的"}}
    return Listed(found.read, found.key, found.total, options, "最近拍的在前")


LIST = ListPage(
    name=SECTION,
    title="专项照片",
    filters=PhotoFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("专项还没有照片", "督学在专项的督导里拍的照片，同步以后会出现在这里。"),
    links=lambda _: [Link("看全部专项", HOME)],
    template="campaigns/photos.html",
)
add_list(router, LIST)
