"""The package around each template: page, page number, styles, and the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from tools.documents.campaigns import CAMPAIGNS
from tools.documents.forms import FORMS
from tools.documents.papers import PAPERS
from tools.documents.styles import font_table, numbering, settings, styles
from tools.documents.summaries import SUMMARIES
from tools.environment import ROOT

FOLDER = ROOT / "assets" / "documents"
TITLES = {
    "rectification": "整改通知书",
    "tip": "工作提示",
    "supervision": "督办函",
    "talk": "约谈通知",
    "circular": "督导通报",
    "consultation": "协商意见书",
    "opinion": "督导意见书",
    "follow_up": "回访复查记录",
    "record": "随访督导记录表",
    "lesson": "听课记录表",
    "month_summary": "月度工作总结",
    "term_summary": "学期工作总结",
    "inspector_month": "督学工作月报",
    "workload": "督学工作量统计表",
    "board": "责任督学公示牌",
    "campaign_report": "专项督导报告",
}
# Tables with too many columns for a sheet that stands upright.
LYING = frozenset({"workload"})
# A package names the moment it was made; a fixed one makes the same template the same file.
MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - python-docx takes no zone
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
# What python-docx puts into every document and ours does without.
_NOT_OURS = (
    "/theme",
    "/webSettings",
    "/customXml",
    "/stylesWithEffects",
    "/thumbnail",
    "/extended-properties",
)
_PAGE = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def built() -> dict[str, bytes]:
    """The content of each template's file."""
    bodies = {**PAPERS, **FORMS, **SUMMARIES, **CAMPAIGNS}
    return {name: _file(name, bodies[name]()) for name in TITLES}


def _file(name: str, body: str) -> bytes:
    document = Document()
    _leave_out(document)
    _set_parts(document)
    section = document.sections[0]
    _set_page(section, is_paper=name in PAPERS, is_lying=name in LYING)
    _set_numbers(section)
    for element in _elements(body):
        document.element.body.insert(len(document.element.body) - 1, element)
    document.core_properties.title = TITLES[name]
    document.core_properties.author = "督迹"
    document.core_properties.comments = ""
    document.core_properties.last_modified_by = "督迹"
    document.core_properties.created = document.core_properties.modified = MADE_AT
    out = io.BytesIO()
    document.save(out)
    return _same_every_time(out.getvalue())


def _leave_out(document: Any) -> None:
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.endswith(_NOT_OURS):
                del holder.rels[key]


def _set_parts(document: Any) -> None:
    made = {
        RELATIONSHIP_TYPE.STYLES: styles(),
        RELATIONSHIP_TYPE.NUMBERING: numbering(),
        RELATIONSHIP_TYPE.SETTINGS: settings(),
        RELATIONSHIP_TYPE.FONT_TABLE: font_table(),
    }
    for relation in document.part.rels.values():
        text = made.get(relation.reltype)
        if text is None:
            continue
        part = relation.target_part
        if hasattr(part, "_element"):
            part._element = parse_xml(text)
        else:
            part._blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}'.encode()


def _set_page(section: Any, *, is_paper: bool, is_lying: bool) -> None:
    """A4 with the margins of GB/T 9704; the number stands 7 mm below the text.

    A form has more room above and below, so that one visit fits on a sheet; a wide table lies.
    """
    if is_lying:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin = section.right_margin = Mm(20)
        section.header_distance, section.footer_distance, section.gutter = Mm(10), Mm(10), 0
        return
    top, bottom = (37, 35) if is_paper else (25, 25)
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(bottom - 13)
    section.gutter = 0


def _set_numbers(section: Any) -> None:
    """The number between two dashes, outside: right on odd pages and left on even ones."""
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        root = footer._element
        for each in list(root):
            root.remove(each)
        root.append(_page_number(align))


def _page_number(align: str) -> Any:
    field = (
        _PAGE.format("begin")
        + '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        + _PAGE.format("separate")
        + "<w:r><w:t>1</w:t></w:r>"
        + _PAGE.format("end")
    )
    side = f'<w:ind w:{align}="280" w:{align}Chars="100" w:firstLine="0" w:firstLineChars="0"/>'
    dash = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    return parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="PageNumber"/>{side}<w:jc w:val="{align}"/>'
        f"</w:pPr>{dash.format('— ')}{field}{dash.format(' —')}</w:p>"
    )


def _elements(body: str) -> Iterator[Any]:
    yield from list(parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>"))


def _same_every_time(content: bytes) -> bytes:
    """The package with its parts uncompressed and without dates.

    How well they are packed is another library's choice on every machine.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(out, "w") as same:
        for name in packed.namelist():
            info = zipfile.ZipInfo(name, _ZIP_EPOCH)
            info.create_system, info.external_attr = 0, 0
            same.writestr(info, packed.read(name))
    return out.getvalue()
