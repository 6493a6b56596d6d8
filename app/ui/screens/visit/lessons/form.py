"""What the lesson's form holds in its own way: stages as rows, points by criterion."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.ui.screens.visit.units.choice import begun_at
from app.ui.texts.visit import lesson as words
from app.ui.widgets import form as forms
from app.ui.widgets.form import Values
from app.ui.widgets.model_form import ModelForm, Shape, number_in
from domain.kinds.visit.lesson import Lesson, LessonObserved, LessonPrivate
from domain.typed_number import Number, NumberField, read_number, written
from domain.visit.lesson_scores import CRITERIA, OUT_OF

if TYPE_CHECKING:
    from app.visits.records import VisitView

PUPILS = NumberField(words.PUPILS_UNIT, is_whole=True, low=0, high=1_000_000)
STAGE_MINUTES = NumberField(words.MINUTES, is_whole=True, low=0, high=300)
NUMBERS = {
    "period": NumberField(words.PERIOD_UNIT, is_whole=True, is_ordinal=True, low=1, high=20),
    "enrolled": PUPILS,
    "present": PUPILS,
    "talked_min": NumberField(words.MINUTES, is_whole=True, low=0, high=600),
}


def shown_stages(lesson: Lesson) -> Values:
    """The stages as rows, each with an id to know it by while it is typed into."""
    stages = enumerate(lesson.stages)
    return {"stages": [{"id": str(number), **each.model_dump()} for number, each in stages]}


def shown_scores(lesson: Lesson) -> Values:
    """The points by criterion as one types them, and how many there are to give."""
    return {
        "scores": {each.criterion: written(each.points) for each in lesson.scores},
        "out_of": {each.criterion: each.out_of for each in lesson.scores},
    }


def stages_in(values: Values) -> list[dict[str, object]]:
    """The stages of which something was said; one without a name is numbered.

    BadInput where its minutes are no number.
    """
    said = [each for each in rows_in(values) if is_said(each)]
    return [
        {
            "title": str(each.get("title") or "").strip() or words.stage_number(number),
            "minutes": number_in(each.get("minutes"), STAGE_MINUTES),
            "activity": str(each.get("activity") or "").strip(),
        }
        for number, each in enumerate(said, start=1)
    ]


def rows_in(values: Values) -> list[dict[str, Any]]:
    """The stages as the form holds them, empty ones too."""
    found = values.get("stages")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def is_said(stage: Mapping[str, Any]) -> bool:
    """Whether anything was typed into the stage."""
    return not forms.is_blank(stage, ("title", "minutes", "activity"))


def scores_in(values: Values) -> list[dict[str, object]]:
    """The points typed, by criterion; BadInput for what is no number."""
    typed = values.get("scores") or {}
    points = {name: number_in(text, points_field(values, name)) for name, text in typed.items()}
    return [
        {"criterion": name, "points": given, "out_of": out_of(values, name)}
        for name, given in points.items()
        if given is not None
    ]


def points_field(values: Values, criterion: str) -> NumberField:
    """The points of one criterion, from none to all there are."""
    return NumberField(words.POINTS_UNIT, low=0, high=out_of(values, criterion))


def points_in(values: Values, criterion: str) -> Number | None:
    """The points typed; None for none, or for what cannot be read."""
    return read_number(text_of(values, criterion), points_field(values, criterion)).value


def text_of(values: Values, criterion: str) -> str:
    """The points as typed."""
    return str((values.get("scores") or {}).get(criterion) or "")


def out_of(values: Values, criterion: str) -> float:
    """How many points there are to give."""
    return float((values.get("out_of") or {}).get(criterion, OUT_OF))


def criteria_in(values: Values) -> list[str]:
    """The default criteria, and others the lesson was scored by."""
    return list(dict.fromkeys((*CRITERIA, *(values.get("scores") or {}))))


def form_at(view: "VisitView") -> ModelForm:
    """The form; on a visit to several units a new lesson begins at the one where one is."""
    return replace(FORM, begun={**FORM.fresh, **begun_at(view)}) if view.visit.units else FORM


FORM = ModelForm(
    models=(LessonObserved, LessonPrivate),
    without=frozenset({"lesson_id"}),
    silent=frozenset({"lesson_type", "observers", "unit"}),
    numbers=NUMBERS,
    shapes={
        "stages": Shape(shown_stages, stages_in),
        "scores": Shape(shown_scores, scores_in),
    },
)
