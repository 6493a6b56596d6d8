"""One rule by which the phone and the office find a school."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.register.search import Findable

SCHOOL = Findable(
    names=("栖云实验小学", "实小", "云实", "城关镇"),
    initials="qysyx[xy] sx ys cgz",
    others=("第一片区",),
    codes=("2152000101",),
)
SPELLED = Findable(
    names=("石仙实验小学", "实小", "绿城镇"),
    initials="sxsyxx sx lcz",
    pinyin="dan|shi.xian.shi.yan.xiao.xue shi.xiao lv.cheng.zhen",
)
CHAOYANG = Findable(names=("朝阳小学",), initials="[cz]yxx")


@pytest.mark.parametrize(
    "typed",
    [
        "实验", "栖云实验小学", "实小", "ｑｙｓｙｘｘ", "QYSY", "实yx", "s验x", "sx", "cgz", "城关",
        "第一片区", "实验 城关", "实验，一片", "2152000101", "２１５２０００１０１", "", " ",
        "实\u200b验", "云·实", "镇",
    ],
)  # fmt: skip
def test_a_school_is_found_by_what_one_remembers(typed):
    assert SCHOOL.matches(typed)


@pytest.mark.parametrize("typed", ["实中", "sxyz", "215200", "实验 青溪", "xq"])
def test_what_does_not_fit_finds_nothing(typed):
    assert not SCHOOL.matches(typed)


@pytest.mark.parametrize("typed", ["cyxx", "zyxx", "朝yxx", "c阳", "z阳小", "CYXX", "ｚｙ"])
def test_every_reading_of_a_character_finds_it(typed):
    assert CHAOYANG.matches(typed)
    assert not Findable(names=("朝阳小学",), initials="[cz]yxx").matches("xyxx")


@pytest.mark.parametrize(
    "typed",
    [
        "shixian", "shixianshiyanxiaoxue", "SHIXIAN", "ｓｈｉｘｉａｎ", "shiyan", "xiaoxue",
        "shi仙", "石xian", "shix", "sxian", "shixiansyxx", "danxian", "shixi", "shiyanxia",
        "shi'xian", "shi’yan", "lvcheng", "lücheng", "lucheng", "lvc", "shiyan lv",
    ],
)  # fmt: skip
def test_a_school_is_found_by_its_syllables_mixed_with_all_else(typed):
    assert SPELLED.matches(typed)


@pytest.mark.parametrize("typed", ["shixiao xiaoshi", "hixian", "shiya小", "xianshan", "'", "an"])
def test_syllables_that_do_not_follow_each_other_find_nothing(typed):
    assert not SPELLED.matches(typed)


def test_every_reading_of_a_character_is_spelled():
    twice = Findable(names=("朝阳小学",), pinyin="chao|zhao.yang.xiao.xue")
    for typed in ("chaoyang", "zhaoyang", "zyxx", "cyang", "朝yangx"):
        assert twice.matches(typed)
    assert not twice.matches("zaoyang")


def test_syllables_that_do_not_go_with_the_name_are_left_aside():
    odd = Findable(names=("实验小学",), initials="syxx", pinyin="shi.yan")
    assert odd.matches("syxx")
    assert not odd.matches("shiyan")


def test_a_name_from_a_pdf_is_found_by_the_usual_characters():
    assert Findable(names=("⻓岭⻘山小学",)).matches("长岭青山")
    assert Findable(names=("长岭小学",)).matches("⻓岭⼩学")


def test_readings_that_do_not_go_with_the_name_serve_as_a_whole():
    odd = Findable(names=("实验小学",), initials="sy")
    assert odd.matches("SY")
    assert not odd.matches("实y")


LETTERS = st.lists(
    st.tuples(st.sampled_from("实验小学朝阳"), st.text("abcxyz", min_size=1, max_size=3)),
    min_size=1,
    max_size=8,
)


@given(pairs=LETTERS, picks=st.data())
def test_any_mixture_of_characters_and_readings_finds_it(pairs, picks):
    reading = "".join(f"[{each}]" if len(each) > 1 else each for _, each in pairs)
    school = Findable(names=("".join(name for name, _ in pairs),), initials=reading)
    first = picks.draw(st.integers(0, len(pairs) - 1))
    last = picks.draw(st.integers(first + 1, len(pairs)))
    mixed = [picks.draw(st.sampled_from(name + each)) for name, each in pairs[first:last]]
    assert school.matches("".join(mixed))


SYLLABLES = st.lists(
    st.tuples(
        st.sampled_from("实验小学朝阳"),
        st.lists(st.text("aghnoxyz", min_size=1, max_size=5), min_size=1, max_size=2),
    ),
    min_size=1,
    max_size=8,
)


@given(read=SYLLABLES, picks=st.data())
def test_any_mixture_of_characters_letters_and_syllables_finds_it(read, picks):
    spelled = ".".join("|".join(each) for _, each in read)
    school = Findable(names=("".join(name for name, _ in read),), pinyin=spelled)
    first = picks.draw(st.integers(0, len(read) - 1))
    last = picks.draw(st.integers(first + 1, len(read)))
    mixed = [
        picks.draw(st.sampled_from([name, *each, *(one[0] for one in each)]))
        for name, each in read[first:last]
    ]
    assert school.matches("".join(mixed))


@given(st.text(), st.text(), st.text())
def test_anything_may_be_typed_and_anything_be_stored(typed, reading, pinyin):
    school = Findable(names=("实验小学",), initials=reading, pinyin=pinyin)
    assert school.matches(typed) in (True, False)
