"""Trainings: who took part, who signed in, and how far a year's hours are."""

from dataclasses import replace

import pytest

from domain import kinds
from domain.kinds.author import Role
from domain.kinds.folding import stamp_of
from domain.kinds.office import training as rules
from domain.kinds.office.training import (
    TrainingMode,
    TrainingRecorded,
    TrainingSigned,
    joined_by,
)
from domain.kinds.register.zone import ZoneSet
from domain.kinds.thing import ThingBuilder
from domain.register.training_hours import (
    STANDARD_HOURS,
    HoursRule,
    HoursStanding,
    coverage,
    hours_asked,
    hours_standing,
    with_hours,
)
from domain.subject import take
from tests.builders.trail import Pen, an_author

TRAINING = TrainingRecorded(
    training_id="t1",
    held_on="2026-05-14",
    title="岗前培训",
    mode=TrainingMode.CENTRAL,
    hours=6,
    inspectors=("wang.fang",),
    others=30,
)


def folded(*bodies: TrainingRecorded | TrainingSigned, noun: str = "training") -> ThingBuilder:
    """The training as entries of the office make it, all by one account of its."""
    author = replace(an_author("zhou.min", Role.SUPERVISOR), is_in_office=True)
    pen = Pen(author)
    opening = pen.write(bodies[0])
    for body in bodies[1:]:
        pen.write(body, subject=opening.id)
    readings = [kinds.read(line) for line in pen.lines]
    stamp = stamp_of(readings[0], author)
    thing = ThingBuilder(opening.id, author, bodies[0], bodies[0].private(), stamp)
    take(thing, noun, readings, {author.chain: author})
    return thing


def test_attendances_are_inspectors_and_others():
    assert TRAINING.attendances == 31


def test_whoever_signs_in_takes_part_until_the_office_says_otherwise():
    signed = folded(TRAINING, TrainingSigned(training_id="t1"))
    assert isinstance(signed.body, TrainingRecorded)
    assert signed.body.inspectors == ("wang.fang", "zhou.min")
    assert (signed.ignored, signed.head) == ([], signed.subject)
    assert signed.tip != signed.head
    again = folded(TRAINING, TrainingSigned(training_id="t1"), TRAINING)
    assert again.body == TRAINING


def test_signing_in_twice_is_once_and_a_full_training_takes_nobody(monkeypatch):
    assert joined_by(TRAINING, "wang.fang") is TRAINING
    monkeypatch.setattr(rules, "MOST_INSPECTORS", 1)
    assert joined_by(TRAINING, "chen.jing") is TRAINING


def test_what_is_about_another_training_or_none_counts_on_nothing():
    other = folded(TRAINING, TrainingSigned(training_id="t2"))
    assert other.body == TRAINING
    assert [each.reason for each in other.ignored] == ["not_about_this"]
    author = replace(an_author("zhou.min", Role.SUPERVISOR), is_in_office=True)
    line = Pen(author).write(TrainingSigned(training_id="t1"))
    reading, zone = kinds.read(line), ZoneSet(zone="east", name="东片区")
    stamp = stamp_of(reading, author)
    thing = ThingBuilder(line.id, author, zone, zone.private(), stamp)
    apply = kinds.KINDS[TrainingSigned.kind].apply
    assert apply is not None
    assert apply(thing, reading.body, TrainingSigned.private(), stamp) == "not_about_this"


@pytest.mark.parametrize(
    ("hours", "standing"),
    [(0, HoursStanding.NONE), (39, HoursStanding.SHORT), (40, HoursStanding.MET)],
)
def test_40_hours_are_met_and_39_are_short(hours, standing):
    assert hours_standing(hours, 40) is standing


def test_a_year_asks_for_what_the_rule_that_began_last_says():
    rules = with_hours([STANDARD_HOURS], HoursRule(from_year=2026, hours=48))
    rules = with_hours(rules, HoursRule(from_year=2026, hours=36))
    asked = [hours_asked(rules, year) for year in (1999, 2025, 2026, 2030)]
    assert asked == [0, 40, 36, 36]
    assert len(rules) == 2


def test_coverage_is_trained_over_all():
    found = coverage([40, 6, 0, 0], 40)
    assert (found.everybody, found.trained, found.met, found.share) == (4, 2, 1, 0.5)
    assert coverage([], 40).share is None
