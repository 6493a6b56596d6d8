"""The keys under which a visit's half-typed texts are kept."""

from domain.kinds.visit.record import Method, NoteSection


def field_key(kind: str, name: str) -> str:
    """The draft key of a field: ``note.record``, ``remark.ITEM``, ``text.ITEM``, ``number.ITEM``,
    ``count.METHOD``, ``unit_count.METHOD@SCHOOL`` or ``caption.PHOTO``.

    Any other key may be used for a form's fields; those stay drafts until they are dropped.
    """
    return f"{kind}.{name}"


def note_key(section: NoteSection) -> str:
    """The key of a free-text section."""
    return field_key("note", NoteSection(section).value)


def count_key(method: Method) -> str:
    """The key of a method's number."""
    return field_key("count", Method(method).value)


def unit_count_key(method: Method, school_id: str) -> str:
    """The key of a method's number at a further unit."""
    return field_key("unit_count", f"{Method(method).value}@{school_id}")


def method_and_unit(name: str) -> tuple[Method, str]:
    """The method and the unit that such a key names behind its kind."""
    method, _, school_id = name.partition("@")
    return Method(method), school_id


def answer_keys(item_id: str) -> tuple[str, ...]:
    """The keys of all fields of a checklist item."""
    return tuple(field_key(kind, item_id) for kind in ("remark", "text", "number"))
