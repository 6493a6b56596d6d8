"""运营信息: who runs the site, as the district says it on the page about data and on phones."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.kinds.register.service_notice import ServiceNoticeSet
from sync_server.console.forms import OfficeForm
from sync_server.console.kinds.column import Column
from sync_server.console.kinds.filters import Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing
from sync_server.console.kinds.thing_page import facts_of
from sync_server.console.pages import thing_path
from sync_server.data.workbook.service_notices import own_notice

router = APIRouter()

SHORT, LONG = 100, 600
_HINT = "不填就用服务器设置里的"

COLUMNS: tuple[Column[ServiceNoticeSet], ...] = (
    Column(
        "运营单位",
        lambda each: each.operator or "按服务器的设置",
        lambda each: thing_path("service_notice", each.district),
    ),
    Column("备案号", lambda each: each.filing_number or "按服务器的设置"),
    Column("保存多久", lambda each: each.retention or "按服务器的设置", is_on_phones=False),
    Column("意见和投诉找谁", lambda each: each.complaints or "按服务器的设置"),
)


def _rows(asking: Asking[Filters]) -> Listed[ServiceNoticeSet]:
    asking.viewer.require_register()
    with asking.services.server.database.reading() as transaction:
        notice = own_notice(transaction.tables, asking.viewer.district)
    rows = [notice] if notice else []
    return InOrder(rows, lambda _: True, lambda each: each.district).listed()


class ServiceNoticeForm(OfficeForm):
    """Who runs the site, and where complaints go."""

    operator: Annotated[str, Field(max_length=SHORT, title="运营单位", description=_HINT)] = ""
    filing_number: Annotated[str, Field(max_length=SHORT, title="备案号", description=_HINT)] = ""
    retention: Annotated[
        str, Field(max_length=LONG, title="保存多久", description=f"记录和照片各保存多久；{_HINT}")
    ] = ""
    complaints: Annotated[
        str,
        Field(
            max_length=LONG, title="意见和投诉找谁", description="电话、地址；网上的投诉另有表单"
        ),
    ] = ""


def _content(writing: Writing, form: ServiceNoticeForm) -> Content:
    facts = form.model_dump(exclude={"version"})
    return Content(ServiceNoticeSet(district=writing.viewer.district, **facts))


def _about(opened: Opened) -> About:
    return About(facts_of(opened.history), [], [Link("公开的页面", "/privacy")])


NOUN = Noun(
    form=ThingForm(
        noun="service_notice",
        form=ServiceNoticeForm,
        content=_content,
        new="写明本区县的",
        says="写在“数据与隐私”页上，谁都看得到；手机下次同步后也按新的。",
    ),
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有写明", "现在按服务器的设置；写明以后，“数据与隐私”页和手机按本区县的。"),
    about=_about,
    done={"opened": "已写明。", "set": "已保存，原来的内容在修改记录里。"},
)
add_noun(router, NOUN)
