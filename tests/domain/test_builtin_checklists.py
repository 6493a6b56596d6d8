"""The themes and checklists that ship with the project are whole and usable."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from domain.register.checklist import Checklist, Theme
from domain.register.school_kind import SchoolKind

ASSETS = Path(__file__).parents[2] / "assets"
FILES = sorted((ASSETS / "checklists").glob("*.json"))
THEMES = TypeAdapter(list[Theme]).validate_json((ASSETS / "themes.json").read_bytes())


def checklist_in(path: Path) -> Checklist:
    return Checklist.model_validate_json(path.read_bytes())


def test_every_month_has_exactly_one_theme() -> None:
    assert [theme.month for theme in THEMES] == list(range(1, 13))
    assert len({theme.theme_id for theme in THEMES}) == 12
    assert len({theme.title for theme in THEMES}) == 12


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.theme_id)
def test_a_theme_names_its_checklist_and_enough_content_to_choose_from(theme: Theme) -> None:
    checklist = checklist_in(ASSETS / "checklists" / f"{theme.checklist_id}.json")
    assert (checklist.checklist_id, checklist.theme_id) == (theme.checklist_id, theme.theme_id)
    assert 3 <= len(set(theme.items)) == len(theme.items) <= 5
    assert theme.mandates


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_checklist_is_short_enough_for_one_visit(path: Path) -> None:
    checklist = checklist_in(path)
    assert checklist.checklist_id == path.stem
    assert 8 <= len(checklist.all_items) <= 14
    assert 2 <= len(checklist.sections) <= 4
    assert sum(item.needs_photo for item in checklist.all_items) <= 4
    assert 1 <= sum(item.is_key for item in checklist.all_items) <= 5


def test_no_checklist_asks_the_same_thing_twice_and_no_item_id_is_used_twice() -> None:
    items = [item for path in FILES for item in checklist_in(path).all_items]
    assert len({item.item_id for item in items}) == len(items)
    for path in FILES:
        texts = [item.text for item in checklist_in(path).all_items]
        assert len(set(texts)) == len(texts)


def test_one_checklist_serves_every_month_with_the_eight_matters() -> None:
    general = [each for each in map(checklist_in, FILES) if each.theme_id is None]
    assert [each.checklist_id for each in general] == ["routine-eight"]
    assert len(general[0].all_items) == 8


def test_a_kindergarten_is_asked_nothing_of_compulsory_schooling_and_the_other_way_round() -> None:
    july = checklist_in(ASSETS / "checklists" / "month-07.json")
    titles = {}
    for kind in (SchoolKind.KINDERGARTEN, SchoolKind.JUNIOR):
        asked = july.asked_of(kind)
        assert asked is not None
        titles[kind] = [section.title for section in asked.sections]
    assert titles == {
        SchoolKind.KINDERGARTEN: ["学前教育普及普惠", "数据与推进"],
        SchoolKind.JUNIOR: ["义务教育优质均衡", "数据与推进"],
    }


@pytest.mark.parametrize("kind", SchoolKind)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_kind_of_place_is_asked_something(path: Path, kind: SchoolKind) -> None:
    assert checklist_in(path).asked_of(kind) is not None
