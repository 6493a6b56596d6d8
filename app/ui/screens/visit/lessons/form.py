"""What the lesson's form holds, as it is shown and as it is recorded."""

from collections.abc import Mapping
from typing import Any

from app.ui.texts.visit import lesson as words
from app.ui.widgets import form as forms
from app.ui.widgets.form import Values
from domain.kinds.visit.lesson import Lesson, LessonType, Rating
from domain.visit.lesson_scores import CRITERIA, OUT_OF

PRIVATE = ("teacher", "topic", "process", "strengths", "advice")
NUMBERS = ("period", "enrolled", "present", "talked_min")
SAYING = ("class_name", "subject", "rating", *NUMBERS, *PRIVATE)


def values_of(lesson: Lesson | None) -> Values:
    """The form's fields as the lesson has them."""
    if lesson is None:
        return {"lesson_type": LessonType.NEW.value}
    return {
        "class_name": lesson.class_name,
        "subject": lesson.subject,
        "lesson_type": lesson.lesson_type.value,
        "rating": lesson.rating.value if lesson.rating else None,
        "observers": list(lesson.observers),
        "stages": [
            {"id": str(number), **stage.model_dump()} for number, stage in enumerate(lesson.stages)
        ],
        "scores": {each.criterion: f"{each.points:g}" for each in lesson.scores},
        "out_of": {each.criterion: each.out_of for each in lesson.scores},
        **{name: getattr(lesson, name) for name in (*NUMBERS, *PRIVATE)},
    }


def is_empty(values: Values) -> bool:
    """Whether the form says nothing of any lesson."""
    has_points = any(str(text or "").strip() for text in (values.get("scores") or {}).values())
    return forms.is_blank(values, SAYING) and not stages_in(values) and not has_points


def fields_of(values: Values) -> dict[str, object]:
    """What is recorded of the form."""
    rating = values.get("rating")
    return {
        "class_name": str(values.get("class_name") or "").strip(),
        "subject": str(values.get("subject") or "").strip(),
        "lesson_type": LessonType(values.get("lesson_type") or LessonType.NEW),
        "rating": Rating(rating) if rating else None,
        "observers": tuple(values.get("observers") or ()),
        "stages": stages_in(values),
        "scores": scores_in(values),
        **{name: forms.whole(values.get(name)) for name in NUMBERS},
        **{name: str(values.get(name) or "").strip() for name in PRIVATE},
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
