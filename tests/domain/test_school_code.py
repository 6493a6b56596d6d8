import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.kinds.register.school import SchoolKind
from domain.register.school_code import CodeProblem, code_problem, kinds_of, normalise_code

PROVINCES = [11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46]
PROVINCES += [50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82]
STANDARD_EXAMPLE = "91350100M000100Y43"  # printed in GB 32100-2015


@pytest.mark.parametrize(
    "text",
    ["２１５２０００１２３", " 2152 000123 ", "'2152000123", "2152000123\u3000", "2152000123\n"],
)
def test_a_school_code_is_read_as_real_files_write_it(text: str) -> None:
    assert normalise_code(text) == "2152000123"


def test_letters_are_kept_in_upper_case() -> None:
    assert normalise_code("９1350100m000100y43") == STANDARD_EXAMPLE


@pytest.mark.parametrize("code", ["1152000001", "2134000002", "5143999999", STANDARD_EXAMPLE])
def test_right_codes_have_no_problem(code: str) -> None:
    assert code_problem(code) is None


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("", CodeProblem.WRONG_LENGTH),
        ("215200012", CodeProblem.WRONG_LENGTH),
        ("21520001234", CodeProblem.WRONG_LENGTH),
        ("215200012A", CodeProblem.WRONG_CHARACTER),
        ("215200012٣", CodeProblem.WRONG_CHARACTER),
        ("9952000123", CodeProblem.UNKNOWN_CATEGORY),
        ("2199000123", CodeProblem.UNKNOWN_PROVINCE),
        ("91350100M000100I43", CodeProblem.WRONG_CHARACTER),
        ("91350100M000100Y44", CodeProblem.WRONG_CHECK_DIGIT),
    ],
)
def test_wrong_codes_say_why(code: str, problem: CodeProblem) -> None:
    assert code_problem(code) is problem


def test_a_school_code_names_one_of_the_34_provinces() -> None:
    known = [number for number in range(100) if code_problem(f"21{number:02d}000001") is None]
    assert known == PROVINCES


@given(st.integers(0, 16), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_any_single_wrong_character_shows(position: int, character: str) -> None:
    changed = STANDARD_EXAMPLE[:position] + character + STANDARD_EXAMPLE[position + 1 :]
    assert (code_problem(changed) is None) == (changed == STANDARD_EXAMPLE)


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("1152000001", (SchoolKind.KINDERGARTEN,)),
        ("3152000001", (SchoolKind.JUNIOR, SchoolKind.NINE_YEAR)),
        ("3752000001", (SchoolKind.CORRECTIONAL,)),
        ("3452000001", (SchoolKind.SENIOR, SchoolKind.COMPLETE, SchoolKind.TWELVE_YEAR)),
        (STANDARD_EXAMPLE, (SchoolKind.TRAINING,)),
        ("9952000001", ()),
        ("31", ()),
    ],
)
def test_a_code_tells_the_kinds_of_school_it_can_belong_to(
    code: str, kinds: tuple[SchoolKind, ...]
) -> None:
    assert kinds_of(code) == kinds
