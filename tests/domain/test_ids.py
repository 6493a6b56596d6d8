import time
from concurrent.futures import ThreadPoolExecutor
from uuid import RFC_4122, UUID

from domain.ids import Uuid7Source, uuid7


def test_an_id_is_a_uuid_of_version_7_that_carries_its_millisecond() -> None:
    made = Uuid7Source(now_ms=lambda: 0x017F22E279B0, random_bits=lambda _: 0)()
    assert made == "017f22e2-79b0-7000-8000-000000000000"
    assert (UUID(made).version, UUID(made).variant) == (7, RFC_4122)


def test_every_random_bit_lands_outside_version_and_variant() -> None:
    made = Uuid7Source(now_ms=lambda: 0, random_bits=lambda bits: (1 << bits) - 1)()
    assert made == "00000000-0000-77ff-bfff-ffffffffffff"


def test_ids_of_one_millisecond_grow() -> None:
    source = Uuid7Source(now_ms=lambda: 1_770_000_000_000)
    made = [source() for _ in range(2_000)]
    assert made == sorted(set(made))


def test_ids_grow_when_the_clock_goes_back() -> None:
    times = iter([1_000, 400, 400, 1_001])
    source = Uuid7Source(now_ms=lambda: next(times))
    made = [source() for _ in range(4)]
    assert made == sorted(set(made))


def test_the_process_stamps_its_ids_with_its_own_clock() -> None:
    before_ms = time.time_ns() // 1_000_000
    made_ms = UUID(Uuid7Source()()).int >> 80
    assert before_ms <= made_ms <= time.time_ns() // 1_000_000


def test_threads_never_share_an_id() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: uuid7(), range(2_000)))
    assert len(set(made)) == len(made)
