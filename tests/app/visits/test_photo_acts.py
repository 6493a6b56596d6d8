"""Taking a photo into a visit."""

import pytest
from PIL import Image

from app.visits.photos.acts import Belonging, NewPhoto, band_lines
from domain.errors import BadPhoto, Conflict
from domain.kinds.visit.photo import PhotoSource
from domain.place.presence import Fix
from domain.trail.chain import Moment
from domain.trail.check_code import check_code
from domain.trail.line import sha256_hex
from tests.app.visits.photos.test_stamp import encoded
from tests.app.visits.test_course import lines_of
from tests.builders.phone import AT_SCHOOL
from tests.fixtures.photos import scene

pytestmark = pytest.mark.usefixtures("font")
DATA = encoded(scene(800, 600))


def test_entry_names_original_and_stamped_file(visits, visit_id):
    facts = visits.take_photo(visit_id, DATA, PhotoSource.CAMERA, AT_SCHOOL, Belonging("校门"))
    photo = visits.visit(visit_id).visit.photos[facts.photo_id]
    assert photo.original_sha256 == sha256_hex(DATA)
    assert photo.sha256 == facts.sha256 == sha256_hex(facts.path.read_bytes())
    assert photo.check_code == check_code(sha256_hex(DATA), facts.photo_id)
    assert (photo.caption, photo.fix) == ("校门", AT_SCHOOL)
    with Image.open(facts.path) as stamped:
        assert stamped.size == (photo.width, photo.height)


def test_untouched_original_stays_on_the_phone(handset, visits, visit_id):
    visits.take_photo(visit_id, DATA, PhotoSource.ALBUM, None)
    kept = handset.folder / "originals" / sha256_hex(DATA)
    assert kept.read_bytes() == DATA


def test_view_has_the_files_of_each_photo(visits, visit_id):
    facts = visits.take_photo(visit_id, DATA, PhotoSource.CAMERA, None)
    view = visits.visit(visit_id)
    assert view.photo_files == {facts.photo_id: (facts.path, facts.preview)}
    assert view.photos_unsent == 1


def test_damaged_photo_leaves_the_visit_as_it_was(handset, visits, visit_id):
    before = (lines_of(handset), sorted(handset.folder.rglob("*.jpg")))
    with pytest.raises(BadPhoto):
        visits.take_photo(visit_id, DATA[:5000], PhotoSource.ALBUM, None)
    assert (lines_of(handset), sorted(handset.folder.rglob("*.jpg"))) == before


def test_same_photo_twice_is_said_so(visits, visit_id):
    facts = visits.take_photo(visit_id, DATA, PhotoSource.ALBUM, None)
    with pytest.raises(Conflict, match="已经在"):
        visits.take_photo(visit_id, DATA, PhotoSource.ALBUM, None)
    visits.withdraw_photo(visit_id, facts.photo_id)
    visits.take_photo(visit_id, DATA, PhotoSource.ALBUM, None)


def test_submitted_visit_takes_no_photo(visits, visit_id):
    visits.submit(visit_id, has_no_problem=True)
    with pytest.raises(Conflict, match="更正"):
        visits.take_photo(visit_id, DATA, PhotoSource.CAMERA, None)
    visits.amend(visit_id, "补照片")
    visits.take_photo(visit_id, DATA, PhotoSource.CAMERA, None)


def test_cancelled_visit_takes_no_photo(visits, visit_id):
    visits.cancel(visit_id, "误开")
    with pytest.raises(Conflict, match="作废"):
        visits.take_photo(visit_id, DATA, PhotoSource.CAMERA, None)


def test_caption_and_finding_can_be_set_later(visits, visit_id):
    facts = visits.take_photo(visit_id, DATA, PhotoSource.CAMERA, AT_SCHOOL)
    visits.caption_photo(visit_id, facts.photo_id, Belonging("灶台", finding_id="f-1"))
    photo = visits.visit(visit_id).visit.photos[facts.photo_id]
    assert (photo.caption, photo.finding_id, photo.fix) == ("灶台", "f-1", AT_SCHOOL)
    with pytest.raises(Conflict, match="不在这次督导里"):
        visits.caption_photo(visit_id, "other", Belonging())


def test_photo_of_a_hazard_goes_first(session, visits, visit_id):
    plain = visits.take_photo(visit_id, DATA, PhotoSource.CAMERA, None)
    hazard = visits.take_photo(
        visit_id, encoded(scene(801, 600)), PhotoSource.CAMERA, None, Belonging(finding_id="f-1")
    )
    fields = {"category": "safety", "text": "围墙开裂", "is_hazard": True}
    visits.raise_finding(visit_id, "f-1", fields)
    from app.store.photos import rows as photo_rows

    recorder = visits._recorder
    with recorder.store.database.read() as transaction:
        order = [each.photo_id for each in photo_rows.waiting(transaction, "practice")]
    assert order == [hazard.photo_id, plain.photo_id]


@pytest.mark.parametrize(
    ("fix", "words"),
    [
        (None, "位置 未取得"),
        (AT_SCHOOL, "位置 26.59800, 106.71000 ±8 米"),
        (Fix(lat=1.0, lng=2.0, source="manual"), "位置 1.00000, 2.00000（手工标注）"),
        (Fix(lat=1.0, lng=2.0, is_mocked=True), "位置 1.00000, 2.00000（模拟定位）"),
    ],
)
def test_band_says_where_as_well_as_it_is_known(fix, words):
    moment = Moment("2026-05-14T00:30:00.000Z", 480, None)
    lines = band_lines("练习小学", "陈静", NewPhoto(b"", PhotoSource.CAMERA, fix, moment), "CODE")
    assert lines == ["练习小学", "2026-05-14 08:30:00 星期四", words, "督学 陈静　校验码 CODE"]


def test_band_says_nothing_of_a_place_where_none_is_wanted():
    moment = Moment("2026-05-14T00:30:00.000Z", 480, None)
    taken = NewPhoto(b"", PhotoSource.CAMERA, None, moment, has_place=False)
    lines = band_lines("练习小学", "陈静", taken, "CODE")
    assert lines == ["练习小学", "2026-05-14 08:30:00 星期四", "督学 陈静　校验码 CODE"]


def test_band_says_that_a_photo_is_from_the_album():
    moment = Moment("2026-05-14T00:30:00.000Z", 480, None)
    lines = band_lines("练习小学", "陈静", NewPhoto(b"", PhotoSource.ALBUM, None, moment), "CODE")
    assert lines[1].startswith("相册照片，加入时间 2026-05-14")


def test_photo_set_aside_can_be_taken_back_in(visits, visit_id):
    belonging = Belonging("校门", item_id="m05-101")
    facts = visits.take_photo(visit_id, DATA, PhotoSource.CAMERA, AT_SCHOOL, belonging)
    visits.withdraw_photo(visit_id, facts.photo_id)
    assert visits.visit(visit_id).visit.shown_photos == []
    photo = visits.restore_photo(visit_id, facts.photo_id).shown_photos[0]
    assert (photo.caption, photo.item_id, photo.fix) == ("校门", "m05-101", AT_SCHOOL)


def test_captions_used_lately_are_offered_this_visit_s_first(handset, visits, visit_id):
    visits.take_photo(visit_id, DATA, PhotoSource.CAMERA, None, Belonging("课表"))
    visits.cancel(visit_id, "误开")
    handset.device.clock.go_on(days=1)
    other = visits.open_visit("practice-1")
    for number, caption in enumerate(("校门", "", "留样柜", "校门")):
        data = encoded(scene(810 + number, 600))
        visits.take_photo(other, data, PhotoSource.CAMERA, None, Belonging(caption))
    assert visits.recent_captions(other) == ("校门", "留样柜", "课表")
    assert visits.recent_captions(visit_id)[0] == "课表"
