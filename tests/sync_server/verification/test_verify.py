"""``verify`` finds what was changed, taken away or written anew, and says how far it can see."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.errors import BadInput
from domain.kinds.arrival import PhotosLost
from domain.kinds.register.zone import ZoneSet
from sync_server.data.copying import copy_sqlite
from sync_server.ledger.append import OfficeEntry
from sync_server.ledger.keys import LogKey
from sync_server.ledger.log import Log
from sync_server.projection.chain_book import SERVER_ACCOUNT
from sync_server.projection.rebuild import rebuild
from sync_server.verification.fault import SENTENCES, FaultKind
from sync_server.verification.verify import COVERED, NO_WITNESS, verify
from sync_server.verification.witness import read_witness
from tests.builders.arrivals import arrived
from tests.builders.sample_ledger import complete_photo, fill, photo_path
from tests.builders.server import DISTRICT, Ledger, Phone, a_ledger, sqlite_url
from tests.builders.tampering import (
    LEDGER_TABLES,
    behind_its_back,
    flipped,
    key_of,
    rows_of,
    verified,
)


def test_all_is_well_with_a_ledger_nobody_touched(ledger: Ledger, tmp_path: Path):
    fill(ledger, tmp_path / "photos")
    found = verified(ledger, tmp_path / "photos")
    assert found.faults == ()
    assert found.entries > 40
    assert found.photos == 1
    assert found.lacks == (NO_WITNESS,)


def test_a_changed_photo_is_found(filled: tuple[Ledger, Path]):
    ledger, photos = filled
    path = next(path for path in photos.rglob("*") if path.is_file())
    content = path.read_bytes()
    path.write_bytes(flipped(content))
    found = verified(ledger, photos).faults
    path.unlink()
    gone = verified(ledger, photos).faults
    path.write_bytes(content)
    assert [(each.kind, each.key) for each in found] == [(FaultKind.PHOTO_CHANGED, path.name)]
    assert [(each.kind, each.key) for each in gone] == [(FaultKind.PHOTO_GONE, path.name)]


def faults_after(ledger: Ledger, photos: Path, statement: str) -> list[tuple[FaultKind, str]]:
    """What is wrong once somebody has run this past everything that guards the tables."""
    ledger.database.write(lambda transaction: transaction.standing.execute(text(statement)))
    return [(each.kind, each.key) for each in verified(ledger, photos).faults]


def test_a_photo_that_was_taken_away_together_with_its_row_is_missed(
    ledger: Ledger, tmp_path: Path
):
    fill(ledger, tmp_path)
    path = complete_photo(ledger.committer, tmp_path, "gone")
    path.unlink()
    found = faults_after(ledger, tmp_path, f"DELETE FROM photo_file WHERE sha256 = '{path.name}'")  # noqa: S608
    assert found == [(FaultKind.ROW_MISSING, path.name), (FaultKind.PHOTO_GONE, path.name)]
    assert rebuild(ledger.database) == {"photo_file": 1}
    found = faults_after(ledger, tmp_path, "SELECT 1")
    assert found == [(FaultKind.PHOTO_GONE, path.name)]


def test_a_photo_that_nobody_told_of_is_found(ledger: Ledger, tmp_path: Path):
    fill(ledger, tmp_path)
    row = f"INSERT INTO photo_file VALUES ('{'a' * 64}', 1, 1, '', null, null)"  # noqa: S608
    assert faults_after(ledger, tmp_path, row) == [(FaultKind.ROW_TOO_MANY, "a" * 64)]


def test_a_photo_of_another_size_than_was_told_is_found(ledger: Ledger, tmp_path: Path):
    fill(ledger, tmp_path)
    path = photo_path(tmp_path, arrived("other").sha256)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"stamped other")
    told = arrived("other").model_copy(update={"size_bytes": 1})
    ledger.committer.submit_photo(told).result()
    (fault,) = verified(ledger, tmp_path).faults
    assert (fault.kind, fault.key) == (FaultKind.PHOTO_FACTS_WRONG, path.name)


def test_a_photo_that_is_told_lost_is_not_missed(ledger: Ledger, tmp_path: Path):
    fill(ledger, tmp_path)
    path = complete_photo(ledger.committer, tmp_path, "gone")
    path.unlink()
    told = OfficeEntry(PhotosLost(photos=(path.name,)))
    ledger.committer.write(SERVER_ACCOUNT, [told])
    assert verified(ledger, tmp_path).is_well


@pytest.mark.parametrize("name", LEDGER_TABLES)
def test_a_row_that_was_taken_out_of_the_ledger_is_found(tmp_path: Path, name: str):
    with a_ledger(sqlite_url(tmp_path)) as ledger:
        fill(ledger, tmp_path / "photos")
        row = rows_of(ledger, name)[-1]
        key = key_of(row, name)
        where = " AND ".join(f"{each[2:]} = :{each}" for each in key)
        delete = text(f"DELETE FROM {name} WHERE {where}")  # noqa: S608
        changing = behind_its_back(ledger.database, name)
        changing(lambda transaction: transaction.ledger.execute(delete, key))
        assert not verified(ledger, tmp_path / "photos").is_well


def rewritten(ledger: Ledger, folder: Path, then: Callable[[Phone], object]) -> Path:
    """A receipt file of a log that another log took the place of."""
    phone = Phone().enrol(ledger.committer)
    answer = phone.push(ledger.committer)
    path = folder / "receipts.json"
    path.write_text(answer.model_dump_json(), encoding="utf-8")
    then(phone)
    return path


def test_a_log_written_anew_with_the_same_key_is_found_by_a_witness(tmp_path: Path):
    key = LogKey.generate()
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    with a_ledger(sqlite_url(tmp_path / "first"), key) as first:
        path = rewritten(first, tmp_path, lambda _: None)
        assert verified(first, tmp_path, path).is_well
        assert verified(first, tmp_path, path).lacks == ()
    with a_ledger(sqlite_url(tmp_path / "second"), key) as second:
        rewritten(second, tmp_path / "second", lambda _: None)
        assert verified(second, tmp_path).is_well
        found = verified(second, tmp_path, path)
    assert {each.kind for each in found.faults} == {FaultKind.WITNESS_DISAGREES}


def test_a_checkpoint_serves_as_a_witness_as_it_is_served(tmp_path: Path):
    with a_ledger(sqlite_url(tmp_path)) as ledger:
        rewritten(ledger, tmp_path, lambda _: None)
        state = Log(ledger.database, ledger.key).state()
        note, answer = tmp_path / "checkpoint.txt", tmp_path / "log.json"
        note.write_text(state.checkpoint.write(), encoding="utf-8")
        answer.write_text(state.model_dump_json(), encoding="utf-8")
        found = verified(ledger, tmp_path, note, answer)
    assert (found.faults, found.testimonies) == ((), 2)
    assert found.covered == found.entries


def test_a_receipt_whose_entries_do_not_lead_to_its_checkpoint_is_called_forged(tmp_path: Path):
    with a_ledger(sqlite_url(tmp_path)) as ledger:
        phone = Phone().enrol(ledger.committer)
        (receipt,) = phone.push(ledger.committer).receipts
        path = tmp_path / "forged.json"
        for ids, faults in (
            ([line.id for line in phone.pen.lines], set()),
            (["f" * 64], {FaultKind.WITNESS_FORGED}),
        ):
            path.write_text(receipt.with_ids(ids).model_dump_json(), encoding="utf-8")
            found = verified(ledger, tmp_path, path)
            assert {each.kind for each in found.faults} == faults


def test_verify_says_how_far_its_witness_vouches(tmp_path: Path):
    with a_ledger(sqlite_url(tmp_path)) as ledger:
        path = rewritten(ledger, tmp_path, lambda _: None)
        wholly = verified(ledger, tmp_path, path)
        ledger.committer.write("system", [ZoneSet(zone="z9", name="九片区")], DISTRICT)
        partly = verified(ledger, tmp_path, path)
    assert wholly.covered == wholly.entries
    assert (partly.covered, partly.entries > partly.covered) == (wholly.entries, True)
    assert partly.lacks == (COVERED.format(partly.covered, partly.entries),)


def test_a_log_whose_end_was_cut_off_is_found_by_a_witness_alone(tmp_path: Path):
    key = LogKey.generate()
    (tmp_path / "cut").mkdir()
    with a_ledger(sqlite_url(tmp_path), key) as ledger:
        copy_sqlite(ledger.database, tmp_path / "cut" / "duji.db")
        path = rewritten(ledger, tmp_path, lambda _: None)
    with a_ledger(sqlite_url(tmp_path / "cut"), key) as cut:
        alone, witnessed = verified(cut, tmp_path), verified(cut, tmp_path, path)
    assert alone.is_well
    assert "改写" in alone.lacks[0]
    assert "截掉" in alone.lacks[0]
    assert {each.kind for each in witnessed.faults} == {FaultKind.WITNESS_DISAGREES}
    assert witnessed.covered == 0


def test_a_witness_that_the_log_never_signed_is_called_forged(filled: tuple[Ledger, Path]):
    ledger, photos = filled
    path = photos.parent / "forged.json"
    with a_ledger(sqlite_url(photos)) as other:
        rewritten(other, photos.parent, lambda _: None).rename(path)
    found = verified(ledger, photos, path)
    assert {each.kind for each in found.faults} == {FaultKind.WITNESS_FORGED}
    for content in ("[]", "{", json.dumps({"receipts": [1]})):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(BadInput, match=r"forged\.json"):
            read_witness(path)


def test_another_key_is_said(filled: tuple[Ledger, Path]):
    ledger, photos = filled
    other = LogKey.generate().public_hex
    found = verify(ledger.database, other, lambda sha256: photo_path(photos, sha256))
    assert FaultKind.OTHER_KEY in {each.kind for each in found.faults}


def test_every_fault_has_a_sentence():
    assert SENTENCES.keys() == set(FaultKind)
