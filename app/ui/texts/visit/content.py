"""Texts of what fills a visit beside its checklist, lessons and problems: methods and notes."""

METHODS_HINT = "用了哪些方式、各多少：点加减，或直接填数。听课从“听课”里数，不用在这里填。"
NOTES_HINT = "随写随存。离开一栏就记下一笔。"
