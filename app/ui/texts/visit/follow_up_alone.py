"""Texts of a 回访: a visit for looking at earlier findings alone, or for one of them."""

START = "直接回访"
SEE_SCHOOL = "看学校"
HINT = "专为回访来的：记录到校、看到的情况和结论就行。计入回访次，不算督导次，也不顶应督导。"
WHICH = "看哪些问题"
SUBMIT = "提交回访"
SUBMITTED = "回访已提交。有网时会自动上传。"
PRACTISED = "回访已提交。这是练习，只在本机。"
NEEDS_RESULT = "先给一个问题记下结论，再提交。"
COUNTED = "计入回访次，不算督导次。"


def others(count: int) -> str:
    """How many more wait at the same place."""
    return f"这里还有 {count} 个问题没销号，可以一起看"
