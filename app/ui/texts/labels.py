"""What the stored values are called on the phone: the domain's words, and hints of its own."""

from domain.clock import WEEKDAYS
from domain.findings.state import FindingState
from domain.kinds.register.school import Ownership, SchoolKind
from domain.kinds.visit.builder import State
from domain.kinds.visit.finding import Category, OwnerUnit, Severity
from domain.kinds.visit.follow_up import Conclusion
from domain.kinds.visit.lesson import LessonType, Rating
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.plan import INSPECTIONS, VisitType
from domain.kinds.visit.record import Method, NoteSection
from domain.kinds.visit.review import Verdict
from domain.kinds.visit.signature import Signer
from domain.words import checklist
from domain.words.values import METHOD_UNIT, words_of

STATE = words_of(State)
VISIT_TYPE = words_of(VisitType)
INSPECTION_TYPE = {each: VISIT_TYPE[each] for each in INSPECTIONS}
SCHOOL_KIND = words_of(SchoolKind)
OWNERSHIP = words_of(Ownership)
METHOD = {method: (word, METHOD_UNIT[method]) for method, word in words_of(Method).items()}
NOTE_HINT = {
    NoteSection.RECORD: "做了什么、看到什么、听到什么，照实写",
    NoteSection.HIGHLIGHT: "值得肯定、可以推广的做法",
    NoteSection.FEEDBACK: "和谁交流了，说了哪些意见，学校怎么回应",
    NoteSection.NEXT_STEP: "谁来跟进、什么时候再看",
}
NOTE = {section: (word, NOTE_HINT[section]) for section, word in words_of(NoteSection).items()}
LESSON_TYPE = words_of(LessonType)
RATING = words_of(Rating)
PHOTO_SOURCE = words_of(PhotoSource)
SEVERITY = words_of(Severity)
CATEGORY = words_of(Category)
CONCLUSION = words_of(Conclusion)
FINDING_STATE = words_of(FindingState)
OWNER = words_of(OwnerUnit)
SIGNER = words_of(Signer)
VERDICT = words_of(Verdict)
ANSWER = checklist.ANSWER
WEEKDAY_SHORT = tuple(name.replace("星期", "周") for name in WEEKDAYS)
