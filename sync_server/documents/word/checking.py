"""Whether an uploaded file can be the template of a document, and what is wrong where it cannot."""

from domain.errors import BadInput
from domain.kinds.office.template import DocumentKind
from sync_server.documents.contexts.documents import MODELS, example
from sync_server.documents.contexts.naming import Named, names_of
from sync_server.documents.word.faults import Fault, faults_of
from sync_server.documents.word.package import FILE, parts_of
from sync_server.documents.word.rendering import STRANGE, rendered
from sync_server.documents.word.tags import tags_of

MOST_FAULTS = 20


class WrongTemplate(BadInput):
    """A file that cannot be the template; ``faults`` says what is wrong with it, and where."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults[:MOST_FAULTS]
        more = len(faults) - len(self.faults)
        text = f"模板有 {len(faults)} 处要改，还没有换上。"
        super().__init__(f"{text}{f'先列出 {MOST_FAULTS} 处。' if more else ''}", code=FILE)


def check_template(document: DocumentKind, raw: bytes) -> None:
    """Check that the file makes this document.

    WrongTemplate tells the places of what is wrong, BadInput (``file``) that it is no template at
    all.
    """
    faults = faults_of(list(tags_of(parts_of(raw))), names_of(MODELS[document]))
    if faults:
        raise WrongTemplate(faults)
    shown = example(document)
    for each in (shown, _of_lines(shown)):
        _try(raw, each)


def _try(raw: bytes, shown: Named) -> None:
    # With its XML it takes 21 MB, which a server that only serves does without.
    from docx.exceptions import PythonDocxError  # noqa: PLC0415
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from jinja2 import TemplateError  # noqa: PLC0415
    from lxml.etree import LxmlError  # noqa: PLC0415

    broken = (PythonDocxError, OpcError, TemplateError, LxmlError)
    try:
        rendered(raw, shown)
    except (*broken, LookupError, ValueError, TypeError, AttributeError) as error:
        raise BadInput(STRANGE, code=FILE) from error


def _of_lines(shown: Named) -> Named:
    """The same with two lines in every text, for each of which a paragraph must have room."""
    values: dict[str, object] = {}
    for name in type(shown).model_fields:
        value = getattr(shown, name)
        if isinstance(value, str):
            values[name] = f"{value}\n{value}"
        elif isinstance(value, tuple):
            values[name] = tuple(map(_of_lines, value))
    return shown.model_copy(update=values)
