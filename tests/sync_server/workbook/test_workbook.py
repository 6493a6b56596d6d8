"""The workbook: what is in it, and that its tag changes exactly when it does."""

import hashlib
import json
from datetime import date
from itertools import pairwise

import pytest

from domain.kinds.book_part import TOLD_BY_ENTRIES
from domain.kinds.piece import ReasonPrivate
from domain.kinds.register.district import Duty
from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.review import VisitReturned
from domain.wire.workbook_parts import WorkbookAnswer
from sync_server.data.workbook import snapshot as rows
from sync_server.ledger.append import OfficeEntry, OfficeWriting
from sync_server.workbook.workbooks import months_before
from tests.builders.app_package import an_apk
from tests.builders.handset import (
    a_school,
    a_stamped_photo,
    an_assignment,
    enrolled,
    set_up_district,
    write,
)
from tests.builders.pulled import ADDRESS, moved, pull, tags
from tests.builders.server import version_of


@pytest.fixture
async def handset(server, client):
    """Chen's phone."""
    return await enrolled(server, client)


async def submitted(client, handset, school="school-1", data=b"photo"):
    """A submitted visit with one photo and one finding."""
    visit = handset.pen.open_visit(school)
    handset.pen.write(a_stamped_photo(data, f"p-{school}"), subject=visit)
    finding = FindingRaised(finding_id=f"f-{school}", category=Category.SAFETY, is_hazard=True)
    handset.pen.write(finding, FindingPrivate(text="消防通道堆放杂物"), visit)
    head = handset.pen.head.id
    handset.pen.write(VisitSubmitted(head=head), subject=visit)
    await handset.push(client)
    return visit


async def test_it_says_who_where_and_which_schools_are_mine(server, client, handset):
    book = await pull(client, handset)
    assert book.export_public_key == server.export_key.public_hex
    assert (book.account, book.name, book.district_name) == ("chen.jing", "陈静", "万山区")
    assert book.duty == Duty()
    assert {each.school_id: each.is_mine for each in book.schools} == {
        "school-1": True,
        "school-2": True,
        "school-3": False,
    }
    assert book.schools[0].circle is not None
    assert book.schools[0].zone_name == "一片区"
    assert book.schools[0].pinyin.endswith(".xiao.xue")
    assert {each.account for each in book.people} == {"wang.fang", "li.zhuren"}


async def test_it_has_the_own_visits_with_their_photos_and_findings(client, handset):
    visit = await submitted(client, handset)
    book = await pull(client, handset)
    (mine,) = book.visits
    assert (mine.visit, mine.state, mine.school_id) == (visit, "submitted", "school-1")
    assert (mine.photos_received, mine.photos_total) == (0, 1)
    assert mine.entries == len([line for line in handset.pen.lines if line.subject == mine.visit])
    assert "no_check_in" in mine.flags
    (finding,) = book.findings
    assert (finding.text, finding.is_hazard) == ("消防通道堆放杂物", True)


async def test_what_the_office_said_comes_back(server, client, handset):
    visit = await submitted(client, handset)
    seen = version_of(server.database, visit)
    reason = ReasonPrivate(reason="请补充到校记录")
    returned = OfficeEntry(VisitReturned(version=seen), reason, visit, seen)
    server.committer.submit_office(OfficeWriting("li.zhuren", [returned])).result(10)
    (mine,) = (await pull(client, handset)).visits
    assert mine.state == "returned"
    (review,) = mine.reviews
    assert (review.verdict, review.text, review.by_name) == ("returned", "请补充到校记录", "李主任")


async def test_the_same_workbook_is_not_sent_twice(client, handset):
    held = ", ".join(f'"{tag}"' for tag in ("other", *(await tags(client, handset)).values()))
    headers = {**handset.headers, "If-None-Match": held}
    answer = await client.get(ADDRESS, headers=headers)
    assert (answer.status_code, answer.content) == (304, b"")


async def test_only_the_parts_that_differ_are_sent(server, client, handset):
    before = await tags(client, handset)
    await submitted(client, handset)
    held = {**handset.headers, "If-None-Match": ", ".join(f'"{tag}"' for tag in before.values())}
    sent = (await client.get(ADDRESS, headers=held)).json()["parts"]
    assert set(sent) == moved(before, await tags(client, handset)) == {"mine", "duty", "findings"}


async def test_a_visit_a_photo_and_a_school_each_move_their_parts(server, client, handset):
    seen = [await tags(client, handset)]
    await submitted(client, handset, data=b"photo")
    seen.append(await tags(client, handset))
    address = f"/api/v1/photos/{hashlib.sha256(b'photo').hexdigest()}"
    assert (await client.put(address, content=b"photo", headers=handset.headers)).is_success
    seen.append(await tags(client, handset))
    write(server, "wanshan", (a_school("school-4"), None))
    seen.append(await tags(client, handset))
    moves = [moved(*pair) for pair in pairwise(seen)]
    assert moves == [{"mine", "duty", "findings"}, {"mine"}, {"register", "duty"}]
    assert (await pull(client, handset)).visits[0].photos_received == 1


async def test_a_published_app_makes_a_new_one_at_once(server, client, handset, tmp_path):
    assert (await pull(client, handset)).newest_app is None
    before = await tags(client, handset)
    server.app_releases.publish(an_apk(tmp_path / "a.apk"), "0.2.0", "0.1.0")
    book = await pull(client, handset)
    assert (book.newest_app, book.oldest_app) == ("0.2.0", "0.1.0")
    assert moved(before, await tags(client, handset)) == {"server"}


async def test_what_concerns_others_does_not_make_a_new_one(server, client, handset):
    set_up_district(server, "bijiang", suffix="2")
    before = await tags(client, handset)
    other = await enrolled(server, client, "wang.fang")
    other.pen.open_visit("school-3")
    await other.push(client)
    write(server, "bijiang", (a_school("school-9"), None))
    assert await tags(client, handset) == before


async def test_a_colleagues_finding_at_my_school_reaches_me(server, client, handset):
    before = await tags(client, handset)
    other = await enrolled(server, client, "wang.fang")
    await submitted(client, other, "school-3")
    assert await tags(client, handset) == before
    await submitted(client, other, "school-2")
    assert moved(before, await tags(client, handset)) == {"duty", "findings"}
    book = await pull(client, handset)
    assert [each.school_id for each in book.findings] == ["school-2"]
    assert book.visits == ()


async def test_an_assignment_begins_and_ends_with_its_days(server, client, handset, clock):
    ending = an_assignment("school-3", "chen.jing", from_on="2026-05-15", to_on="2026-05-16")
    write(server, "wanshan", (ending, None))
    seen, known = [], []
    for _ in range(4):  # 14 to 17 May
        book = await pull(client, handset)
        seen.append(next(each.is_mine for each in book.schools if each.school_id == "school-3"))
        known.append(await tags(client, handset))
        clock.move(days=1)
    assert seen == [False, True, True, False]
    moves = [moved(*pair) for pair in pairwise(known)]
    told = set(TOLD_BY_ENTRIES)
    assert moves == [told, set(), told]


async def test_a_closed_school_stays_for_the_visits_that_were_there(server, client, handset):
    await submitted(client, handset, "school-1")
    for number in (1, 2):
        write(server, "wanshan", (a_school(f"school-{number}", is_active=False), None))
    book = await pull(client, handset)
    assert {each.school_id: each.is_mine for each in book.schools} == {
        "school-1": False,
        "school-3": False,
    }


async def test_visits_stay_thirteen_months(client, handset, clock):
    await submitted(client, handset)
    clock.move(days=365)  # May of the next year is the thirteenth month
    assert len((await pull(client, handset)).visits) == 1
    clock.move(days=31)
    assert (await pull(client, handset)).visits == ()


async def test_a_commit_between_the_tags_and_the_rows_is_not_skipped(server, handset, monkeypatch):
    """On either database all is read in one snapshot, however the reader is held up."""
    person = server.accounts.token_device(handset.token).person
    before, standing = server.workbooks.tags(person), rows.standing

    def held_up(*asked):
        found = standing(*asked)
        write(server, "wanshan", (a_school("school-4"), None))
        return found

    with monkeypatch.context() as slow:
        slow.setattr(rows, "standing", held_up)
        answer = WorkbookAnswer.model_validate_json(server.workbooks.answer(person) or "")
    assert {part: sent.tag for part, sent in answer.parts.items()} == before
    assert "school-4" not in json.dumps(answer.parts["register"].content)
    held = frozenset(sent.tag for sent in answer.parts.values())
    later = WorkbookAnswer.model_validate_json(server.workbooks.answer(person, held) or "")
    assert set(later.parts) == {"register", "duty"}
    assert "school-4" in json.dumps(later.parts["register"].content)


def test_months_are_counted_back_over_the_year():
    assert months_before(date(2026, 5, 31), 12) == date(2025, 5, 1)
    assert months_before(date(2026, 1, 1), 1) == date(2025, 12, 1)
    assert months_before(date(2026, 12, 9), 0) == date(2026, 12, 1)
