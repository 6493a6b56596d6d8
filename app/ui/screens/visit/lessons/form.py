"""What the lesson's form holds in its own way: stages as rows, points by criterion."""

from collections.abc import Mapping
from typing import Any

from app.ui.texts.visit import lesson as words
from app.ui.widgets import form as forms
from app.ui.widgets.form import Values
from app.ui.widgets.model_form import ModelForm, Shape
from domain.kinds.visit.lesson import Lesson, LessonObserved, LessonPrivate
from domain.visit.lesson_scores import CRITERIA, OUT_OF


def shown_stages(lesson: Lesson) -> Values:
    """The stages as rows, each with an id to know it by while it is typed into."""
    stages = enumerate(lesson.stages)
    return {"stages": [{"id": str(number), **each.model_dump()} for number, each in stages]}


def shown_scores(lesson: Lesson) -> Values:
    """The points by criterion as one types them, and how many there are to give."""
    return {
        "scores": {each.criterion: f"{each.points:g}" for each in lesson.scores},
        "out_of": {each.criterion: each.out_of for each in lesson.scores},
    }


def stages_in(values: Values) -> list[dict[str, object]]:
    """The stages of which something was said; one without a name is numbered."""
    said = [each for each in rows_in(values) if is_said(each)]
    return [
        {
            "title": str(each.get("title") or "").strip() or words.stage_number(number),
            "minutes": forms.whole(each.get("minutes")),
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
    from app.visits.parse_number import number_of

    typed = values.get("scores") or {}
    points = {name: number_of(str(text or "")) for name, text in typed.items()}
    return [
        {"criterion": name, "points": given, "out_of": out_of(values, name)}
        for name, given in points.items()
        if given is not None
    ]


def out_of(values: Values, criterion: str) -> float:
    """How many points there are to give."""
    return float((values.get("out_of") or {}).get(criterion, OUT_OF))


def criteria_in(values: Values) -> list[str]:
    """The default criteria, and others the lesson was scored by."""
    return list(dict.fromkeys((*CRITERIA, *(values.get("scores") or {}))))


FORM = ModelForm(
    models=(LessonObserved, LessonPrivate),
    without=frozenset({"lesson_id"}),
    silent=frozenset({"lesson_type", "observers"}),
    shapes={
        "stages": Shape(shown_stages, stages_in),
        "scores": Shape(shown_scores, scores_in),
    },
)
