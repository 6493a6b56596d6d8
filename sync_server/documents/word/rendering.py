"""Filling a template in: the tags that were checked, and nothing but what they may do."""

import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from domain.errors import BadInput
from sync_server.documents.contexts.naming import Named, Picture, told
from sync_server.documents.word.package import FILE

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2 import nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST_DOCUMENT = 20_000_000
# Four hundred tags and what stands between them.
MOST_NODES = 4_000
STRANGE = "模板里有不认识的标签，写在看不见的地方；请用 Word 或 WPS 另存一遍再传。"
# What no XML may hold, and the marks by which breaks are written.
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
PARAGRAPH = "\a"
_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
# docxtpl writes these as the marks of tags.
_ESCAPES = (("{_{", "{\u200b_{"), ("}_}", "}\u200b_}"), ("{_%", "{\u200b_%"), ("%_}", "%\u200b_}"))


def rendered(template: bytes, named: Named) -> bytes:
    """The Word file that the template makes of the document.

    BadInput (``file``) for a template that was not checked and would do something else.
    """
    # With its XML it takes 21 MB, which a server that only serves does without.
    from docxtpl import DocxTemplate  # noqa: PLC0415

    document = DocxTemplate(io.BytesIO(template))
    document.render_init()
    given = _given(document, told(named))
    environment = _environment()
    _fill(document, given, environment)
    out = io.BytesIO()
    document.docx.save(out)
    return out.getvalue()


def _fill(
    document: "DocxTemplate", given: Mapping[str, Any], environment: "ImmutableSandboxedEnvironment"
) -> None:
    """As docxtpl does it, but for the properties and notes, which hold no tags of ours."""
    from docx.oxml import parse_xml  # noqa: PLC0415

    body = document.build_xml(given, environment)
    if len(body) > LONGEST_DOCUMENT:
        raise BadInput("这份文书太长了，生成不了。", code="document_too_long")
    # docxtpl mends what is no XML as it likes; a tag that stood in a wrong place is refused.
    parse_xml(body)
    tree = document.fix_tables(body)
    _close_cells(tree)
    document.fix_docpr_ids(tree)
    document.map_tree(tree)
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        for key, xml in list(document.build_headers_footers_xml(given, uri, environment)):
            document.map_headers_footers_xml(key, xml)


def _close_cells(tree: Any) -> None:
    """Give every cell a last paragraph: without one Word takes the file for damaged."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    for cell in tree.iter(qn("w:tc")):
        if len(cell) == 0 or cell[-1].tag != qn("w:p"):
            cell.append(OxmlElement("w:p"))


def _given(document: "DocxTemplate", values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(document, value) for name, value in values.items()}


def _value(document: "DocxTemplate", value: Any) -> Any:
    if isinstance(value, Picture):
        return _image(document, value)
    if isinstance(value, list):
        return [_given(document, each) for each in value]
    return plain(value) if isinstance(value, str) else ""


def plain(text: str) -> str:
    """A text as Word can hold it: each of its lines is a paragraph of its own."""
    lines = (_NOT_XML.sub(" ", each) for each in _BREAKS.split(text))
    found = PARAGRAPH.join(each for each in lines if each.strip())
    for marks, kept in _ESCAPES:
        found = found.replace(marks, kept)
    return found


def _image(document: "DocxTemplate", shown: Picture) -> Any:
    from docx.image.image import Image  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415
    from docxtpl import InlineImage  # noqa: PLC0415

    found = Image.from_blob(shown.content)
    share = min(shown.width_mm / found.px_width, shown.height_mm / found.px_height)
    width, height = Mm(found.px_width * share), Mm(found.px_height * share)
    return InlineImage(document, io.BytesIO(shown.content), width, height)


def _environment() -> "ImmutableSandboxedEnvironment":
    from jinja2 import StrictUndefined, nodes  # noqa: PLC0415
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    allowed = (
        nodes.Template,
        nodes.Output,
        nodes.TemplateData,
        nodes.Name,
        nodes.Getattr,
        nodes.For,
        nodes.If,
        nodes.Not,
    )

    class OnlyOurTags(ImmutableSandboxedEnvironment):
        """Knows the tags of a template, and refuses whatever else Jinja could do."""

        def _parse(self, source: str, name: str | None, filename: str | None) -> "nodes.Template":
            tree = super()._parse(source, name, filename)
            found = list(_every(tree))
            is_strange = any(
                not isinstance(node, allowed) or getattr(node, "attr", "").startswith("_")
                for node in found
            )
            loops = (node for node in found if isinstance(node, nodes.For))
            is_nested = any(next(node.find_all(nodes.For), None) for node in loops)
            if is_strange or is_nested or len(found) > MOST_NODES:
                raise BadInput(STRANGE, code=FILE)
            return tree

    environment = OnlyOurTags(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment


def _every(node: "nodes.Node") -> Any:
    yield node
    for each in node.iter_child_nodes():
        yield from _every(each)
