"""The public codes of inspected units: 学校标识码 and 统一社会信用代码, always kept as text."""

import unicodedata
from enum import StrEnum

from domain.kinds.register.school import SchoolKind

SCHOOL_DIGITS = 10
CREDIT_CHARACTERS = 18

KINDS_BY_PREFIX = {
    "11": (SchoolKind.KINDERGARTEN,),
    "21": (SchoolKind.PRIMARY,),
    "31": (SchoolKind.JUNIOR, SchoolKind.NINE_YEAR),
    "34": (SchoolKind.SENIOR, SchoolKind.COMPLETE, SchoolKind.TWELVE_YEAR),
    "36": (SchoolKind.VOCATIONAL,),
    "37": (SchoolKind.CORRECTIONAL,),
    "51": (SchoolKind.SPECIAL,),
}
"""Which kinds of school carry a 学校标识码 of this beginning."""

# GB/T 2260, first two digits: the provinces by region.
_PROVINCES = frozenset(
    str(number)
    for region in ((11, 16), (21, 24), (31, 38), (41, 47), (50, 55), (61, 66), (71, 72), (81, 83))
    for number in range(*region)
)
# GB 32100-2015: digits and capitals without I, O, S, V, Z; position weights 3^i mod 31.
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_BASE = len(_CREDIT_ALPHABET)


class CodeProblem(StrEnum):
    """Why a text is no code of a school or institution."""

    WRONG_LENGTH = "wrong_length"
    WRONG_CHARACTER = "wrong_character"
    UNKNOWN_CATEGORY = "unknown_category"
    UNKNOWN_PROVINCE = "unknown_province"
    WRONG_CHECK_DIGIT = "wrong_check_digit"


def normalise_code(text: str) -> str:
    """The code as it is kept: half-width, upper case, without blanks or Excel's leading quote."""
    narrow = unicodedata.normalize("NFKC", text)
    return "".join(narrow.split()).lstrip("'").upper()


def code_problem(code: str) -> CodeProblem | None:
    """Why a normalised code cannot be right, or None when nothing speaks against it.

    Ten digits are a 学校标识码 (category 2, province 2, number 6; it has no check digit),
    eighteen characters a 统一社会信用代码 (GB 32100-2015, checked to its last character).
    """
    if len(code) == SCHOOL_DIGITS:
        return _school_problem(code)
    if len(code) == CREDIT_CHARACTERS:
        return _credit_problem(code)
    return CodeProblem.WRONG_LENGTH


def kinds_of(code: str) -> tuple[SchoolKind, ...]:
    """The kinds of school a normalised code can belong to; empty when the code does not tell."""
    if len(code) == CREDIT_CHARACTERS:
        return (SchoolKind.TRAINING,)
    return KINDS_BY_PREFIX.get(code[:2], ()) if len(code) == SCHOOL_DIGITS else ()


def _school_problem(code: str) -> CodeProblem | None:
    if not (code.isascii() and code.isdigit()):
        return CodeProblem.WRONG_CHARACTER
    if code[:2] not in KINDS_BY_PREFIX:
        return CodeProblem.UNKNOWN_CATEGORY
    return None if code[2:4] in _PROVINCES else CodeProblem.UNKNOWN_PROVINCE


def _credit_problem(code: str) -> CodeProblem | None:
    if not set(code) <= set(_CREDIT_ALPHABET):
        return CodeProblem.WRONG_CHARACTER
    weighted = sum(
        _CREDIT_ALPHABET.index(character) * pow(3, position, _CREDIT_BASE)
        for position, character in enumerate(code[:-1])
    )
    expected = _CREDIT_ALPHABET[-weighted % _CREDIT_BASE]
    return None if code[-1] == expected else CodeProblem.WRONG_CHECK_DIGIT
