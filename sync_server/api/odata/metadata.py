"""``$metadata``: the feeds as CSDL, with their Chinese titles and what they can be asked."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from lxml import etree

from sync_server.feeds.feed import Feed
from sync_server.feeds.reading import FEEDS

NAMESPACE = "Duji"
_EDMX = "http://docs.oasis-open.org/odata/ns/edmx"
_EDM = "http://docs.oasis-open.org/odata/ns/edm"
_CORE, _CAN = "Org.OData.Core.V1", "Org.OData.Capabilities.V1"
TYPES: Mapping[type[Any], str] = {
    str: "Edm.String",
    int: "Edm.Int64",
    float: "Edm.Double",
    bool: "Edm.Boolean",
    date: "Edm.Date",
    datetime: "Edm.DateTimeOffset",
}


@cache
def metadata() -> bytes:
    """The document: the same for everybody, whatever their token opens."""
    root = etree.Element(f"{{{_EDMX}}}Edmx", Version="4.0", nsmap={"edmx": _EDMX})
    services = etree.SubElement(root, f"{{{_EDMX}}}DataServices")
    schema = etree.SubElement(
        services, f"{{{_EDM}}}Schema", Namespace=NAMESPACE, nsmap={None: _EDM}
    )
    for feed in FEEDS:
        _entity(schema, feed)
    container = _child(schema, "EntityContainer", Name="Container")
    for feed in FEEDS:
        _set(container, feed)
    found: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return found


def _entity(schema: Any, feed: Feed) -> None:
    entity = _child(schema, "EntityType", Name=feed.entity)
    _child(_child(entity, "Key"), "PropertyRef", Name=feed.key)
    for name, field in feed.model.model_fields.items():
        facts = {"Name": name, "Type": TYPES[feed.kind_of(name)]}
        if not feed.may_lack(name):
            facts["Nullable"] = "false"
        if feed.kind_of(name) is datetime:
            facts["Precision"] = "6"
        told = _child(entity, "Property", **facts)
        _annotation(told, f"{_CORE}.Description", String=field.title or name)
        if field.description:
            _annotation(told, f"{_CORE}.LongDescription", String=field.description)


def _set(container: Any, feed: Feed) -> None:
    told = _child(container, "EntitySet", Name=feed.plural, EntityType=f"{NAMESPACE}.{feed.entity}")
    _annotation(told, f"{_CORE}.Description", String=feed.title)
    _annotation(told, f"{_CORE}.LongDescription", String=feed.says)
    for term in ("TopSupported", "SkipSupported", "IndexableByKey"):
        _annotation(told, f"{_CAN}.{term}", Bool="true")
    _record(told, "CountRestrictions", {"Countable": True})
    _record(told, "ExpandRestrictions", {"Expandable": False})
    _record(told, "SearchRestrictions", {"Searchable": False})
    for term in ("Insert", "Updat", "Delet"):
        act = term if term == "Insert" else f"{term}e"
        _record(told, f"{act}Restrictions", {f"{term}able": False})
    unfiltered = [name for name in feed.model.model_fields if name not in feed.filters]
    _record(told, "FilterRestrictions", {"Filterable": True}, NonFilterableProperties=unfiltered)
    unsorted = [name for name in feed.model.model_fields if name not in feed.orders]
    _record(told, "SortRestrictions", {"Sortable": True}, NonSortableProperties=unsorted)
    _child(_annotation(told, f"{_CAN}.FilterFunctions"), "Collection")


def _record(told: Any, term: str, facts: Mapping[str, bool], **paths: list[str]) -> None:
    record = _child(_annotation(told, f"{_CAN}.{term}"), "Record")
    for name, value in facts.items():
        _child(record, "PropertyValue", Property=name, Bool=str(value).lower())
    for name, found in paths.items():
        collection = _child(_child(record, "PropertyValue", Property=name), "Collection")
        for each in found:
            _child(collection, "PropertyPath").text = each


def _annotation(told: Any, term: str, **value: str) -> Any:
    return _child(told, "Annotation", Term=term, **value)


def _child(within: Any, tag: str, **facts: str) -> Any:
    return etree.SubElement(within, f"{{{_EDM}}}{tag}", **facts)
