"""A form as other programs of the XLSForm convention write it, with more than we can ask."""

from tests.builders.import_file import Rows, an_import_file

SURVEY: Rows = (
    (
        *("type", "name", "label::English (en)", "label::中文(zh)", "hint", "required"),
        *("relevant", "constraint", "constraint_message", "appearance"),
    ),
    ("start", "start"),
    ("note", "hello", "Welcome", "请逐项查看"),
    ("begin group", "kitchen", "Kitchen", "食堂"),
    ("select_one yes_no", "clean", "Is the kitchen clean?", "后厨干净整洁", "看地面和台面", "yes"),
    ("image", "clean_photo", "Photo", "拍一张"),
    ("integer", "staff", "Staff", "持证人数", None, None, None, ". > 0 and . <= 200", "要填人数"),
    ("select_multiple risks", "seen", "Risks", "看到的隐患"),
    ("begin group", "store", "Store", "库房"),
    ("select_one state", "store_state", "State", "库房状况", None, None, "${clean} = 'yes'"),
    ("end group",),
    ("end group",),
    ("decimal", "warm", "Temperature", "留样温度", None, None, None, ". < 8"),
    ("geopoint", "where", "Where", "位置"),
    ("select_one nowhere", "odd", "Odd", "选项不见了"),
    ("text", "remark", "Remark", "其他情况"),
)
CHOICES: Rows = (
    ("list_name", "name", "label::English (en)", "label::中文(zh)"),
    ("yes_no", "yes", "Yes", "是"),
    ("yes_no", "no", "No", "否"),
    ("state", "good", "Good", "好"),
    ("state", "bad", "Bad", "差"),
    ("state", "bad", "Bad again", "又差"),
    ("risks", "fire", "Fire", "消防"),
)
SETTINGS: Rows = (("form_title", "form_id"), ("食堂检查", "kitchen-check"))


def a_foreign_form(survey: Rows = SURVEY, choices: Rows = CHOICES) -> bytes:
    """Its bytes."""
    return an_import_file({"survey": survey, "choices": choices, "settings": SETTINGS})
