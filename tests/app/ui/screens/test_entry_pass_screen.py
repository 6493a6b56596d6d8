"""The entry pass on the screen: offered after arriving and not before; its code can be read."""

import io

import flet as ft
import zxingcpp
from PIL import Image

ASKED = "出示进校凭证"


async def test_the_pass_is_offered_after_arriving_and_its_code_leads_to_the_door(day):
    phone = day.phone
    await phone.press("栖云实验小学")
    await phone.wait_for("开始这次督导")
    await phone.press("开始这次督导")
    await phone.wait_for("到校先记录")
    assert ASKED not in phone.texts()
    await phone.press("记录到校")
    await phone.wait_for(ASKED)
    await phone.press(ASKED)
    await phone.wait_for("教育督导进校凭证")
    for said in ("陈静", "栖云实验小学"):
        assert said in phone.texts()
    drawn = next(each for each in phone.all(ft.Image) if each.semantics_label)
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(drawn.src)))
    assert "/pass/phone." in found.text


async def test_a_practice_visit_offers_none(installed):
    phone = await installed.begin_visit()
    await phone.press("记录到校")
    await phone.wait_for("已记录到校")
    assert ASKED not in phone.texts()
