"""Every document by its kind: which model tells it, and what its file is called."""

from domain.kinds.office.template import DocumentKind
from sync_server.documents.contexts.forms import FollowUpForm, LessonForm, RecordForm
from sync_server.documents.contexts.naming import Named, example_of
from sync_server.documents.contexts.papers import PAPERS

MODELS: dict[DocumentKind, type[Named]] = {
    **PAPERS,
    DocumentKind.FOLLOW_UP: FollowUpForm,
    DocumentKind.RECORD: RecordForm,
    DocumentKind.LESSON: LessonForm,
}
_TITLES = {DocumentKind.FOLLOW_UP: "回访复查记录", DocumentKind.LESSON: "听课记录表"}


def example(document: DocumentKind) -> Named:
    """The document with example values."""
    found = example_of(MODELS[document])
    title = _TITLES.get(document)
    return found.model_copy(update={"title": title}) if title else found
