"""The PIN: kept as a salted digest, asked for with growing waits, and never the end of anything."""

from datetime import timedelta

import pytest

from app.account.pins import BLOCK, COST, Gate, Pins
from app.store.tables import PinRow
from domain.errors import BadInput
from tests.builders.fake_server import FakeServer
from tests.builders.phone import Handset

WHO, PIN = "chen.jing", "4071"


@pytest.fixture
def pins(enrolled: Handset, monkeypatch: pytest.MonkeyPatch) -> Pins:
    """Chen Jing has a PIN; checking it is made cheap, because nobody guesses here."""
    monkeypatch.setattr("app.account.pins.COST", 2)
    enrolled.phone.pins.set(WHO, PIN)
    return enrolled.phone.pins


def fail(pins: Pins, times: int, handset: Handset) -> None:
    """Type wrong PINs, each as soon as one may."""
    for _ in range(times):
        handset.device.clock.go_on(seconds=pins.gate(WHO).wait_s)
        assert not pins.check(WHO, "9999")


def test_guessing_costs_memory_and_time():
    assert COST * BLOCK * 128 == 16 * 1024 * 1024


def test_right_pin_opens_and_a_wrong_one_does_not(pins: Pins):
    assert pins.has(WHO)
    assert pins.check(WHO, PIN)
    assert not pins.check(WHO, "4072")
    assert not pins.check(WHO, "")


def test_pin_is_not_on_the_disk(pins: Pins, enrolled: Handset):
    pins.set(WHO, "940716")
    row = row_of(enrolled, WHO)
    held = b"".join(path.read_bytes() for path in enrolled.folder.glob("duji.db*"))
    assert b"940716" not in held
    assert (len(row.salt), len(row.digest)) == (16, 32)


def test_same_pin_of_two_people_has_two_digests(pins: Pins, enrolled: Handset):
    pins.set("wang.fang", PIN)
    assert row_of(enrolled, WHO).digest != row_of(enrolled, "wang.fang").digest


def row_of(handset: Handset, account: str) -> PinRow:
    """What is kept of the account's PIN."""
    with handset.phone.accounts._store.database.read() as transaction:
        row = transaction.get(PinRow, account)
    assert row is not None
    return row


@pytest.mark.parametrize("pin", ["123", "1234567", "12a4", "1111", "1234"])
def test_what_is_no_pin_is_refused_in_words(pins: Pins, pin: str):
    with pytest.raises(BadInput, match="PIN"):
        pins.set(WHO, pin)
    assert pins.check(WHO, PIN)


def test_waits_grow_and_the_right_pin_does_not_shorten_them(pins: Pins, enrolled: Handset):
    fail(pins, 4, enrolled)
    assert pins.gate(WHO) == Gate(failures=4)
    fail(pins, 1, enrolled)
    assert pins.gate(WHO) == Gate(failures=5, wait_s=30)
    assert not pins.check(WHO, PIN)
    enrolled.device.clock.go_on(seconds=31)
    fail(pins, 1, enrolled)
    assert pins.gate(WHO).wait_s == 60
    enrolled.device.clock.go_on(seconds=61)
    assert pins.check(WHO, PIN)
    assert pins.gate(WHO) == Gate()


def test_ten_wrong_ones_ask_for_signing_in(pins: Pins, enrolled: Handset, server: FakeServer):
    fail(pins, 10, enrolled)
    assert pins.gate(WHO) == Gate(failures=10, must_sign_in=True)
    enrolled.device.clock.go_on(days=9)
    assert not pins.check(WHO, PIN)
    enrolled.phone.accounts.enrol("https://duji.example.cn", WHO, code="123456")
    assert pins.gate(WHO) == Gate()
    assert pins.check(WHO, PIN)


def test_wait_outlives_a_restart_and_a_clock_set_back(pins: Pins, enrolled: Handset):
    fail(pins, 6, enrolled)
    clock = enrolled.device.clock
    clock.boot, clock.ms = "boot-2", 5
    clock.at -= timedelta(days=400)
    again = enrolled.restart()
    pins = again.phone.pins
    assert pins.gate(WHO).wait_s == 60
    clock.go_on(seconds=20)
    assert pins.gate(WHO).wait_s == 40
    clock.at += timedelta(days=400)
    assert pins.gate(WHO).wait_s == 40
    clock.go_on(seconds=41)
    assert pins.check(WHO, PIN)
    again.phone.close()


def test_clock_set_forward_does_not_shorten_the_wait(pins: Pins, enrolled: Handset):
    fail(pins, 6, enrolled)
    enrolled.device.clock.at += timedelta(days=1)
    assert pins.gate(WHO).wait_s == 60


def test_kill_while_it_is_checked_gives_no_free_try(
    pins: Pins, enrolled: Handset, monkeypatch: pytest.MonkeyPatch
):
    def killed(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("app.account.pins._digest", killed)
        with pytest.raises(KeyboardInterrupt):
            pins.check(WHO, "0001")
    assert pins.gate(WHO).failures == 1


def test_account_without_a_pin_is_open(pins: Pins):
    pins.drop(WHO)
    assert not pins.has(WHO)
    assert pins.check(WHO, "")
    assert pins.gate(WHO) == Gate()


def test_signing_out_takes_the_pin_along(pins: Pins, enrolled: Handset, at_work, server):
    at_work.sync.run()
    enrolled.phone.accounts.sign_out(WHO)
    assert not pins.has(WHO)
