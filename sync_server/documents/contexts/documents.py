"""Every document by its kind: which model tells it, and what its file is called."""

from domain.kinds.office.template import DocumentKind
from domain.words.values import label
from sync_server.documents.contexts.boards import BoardSheets
from sync_server.documents.contexts.campaigns import CampaignReport
from sync_server.documents.contexts.forms import FollowUpForm, LessonForm, RecordForm
from sync_server.documents.contexts.naming import Named, example_of
from sync_server.documents.contexts.papers import PAPERS
from sync_server.documents.contexts.people import InspectorMonth, Workload
from sync_server.documents.contexts.summaries import MonthSummary, TermSummary

MODELS: dict[DocumentKind, type[Named]] = {
    **PAPERS,
    DocumentKind.FOLLOW_UP: FollowUpForm,
    DocumentKind.RECORD: RecordForm,
    DocumentKind.LESSON: LessonForm,
    DocumentKind.MONTH_SUMMARY: MonthSummary,
    DocumentKind.TERM_SUMMARY: TermSummary,
    DocumentKind.INSPECTOR_MONTH: InspectorMonth,
    DocumentKind.WORKLOAD: Workload,
    DocumentKind.BOARD: BoardSheets,
    DocumentKind.CAMPAIGN_REPORT: CampaignReport,
}


def example(document: DocumentKind) -> Named:
    """The document with example values."""
    found = example_of(MODELS[document])
    has_title = "title" in type(found).model_fields
    return found.model_copy(update={"title": label(document)}) if has_title else found
