"""What ships on the phone records a visit by itself, with nothing of the server beside it."""

import json

SCRIPT = """
import json
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from app.wiring import build_phone
from app.device.clock import SystemClock
from domain.place.presence import Fix

class Keys:
    def __init__(self): self.kept = {}
    def get(self, name): return self.kept.get(name)
    def put(self, name, value): self.kept[name] = value

class Device:
    name = "phone"
    clock, keys = SystemClock(), Keys()
    async def locate(self): return None

phone = build_phone(Path.cwd() / "records", Device())
session = phone.accounts.open(phone.accounts.practise().account)
theme = session.month(date(2026, 5, 14)).theme
visits = session.visits
visit = visits.open_visit("practice-1", theme_id=theme.theme_id, items=theme.items[:3])
visits.check_in(visit, Fix(lat=26.598, lng=106.71, accuracy_m=9.0, age_s=1.0, source="gps"))
checklist = visits.visit(visit).checklist
item = next(each for each in checklist.all_items if each.kind == "yes_no")
visits.record_answer(visit, item.item_id, "no", remark="缺少记录")
visits.record_lesson(visit, None, {"subject": "数学", "teacher": "周老师"})
visits.raise_finding(visit, None, {"category": "safety", "text": "通道堆物"})
visits.submit(visit)
phone.close()
again = build_phone(Path.cwd() / "records", Device())
seen = again.accounts.open("practice").visits.visit(visit).visit
print(json.dumps({
    "state": seen.state, "answers": len(seen.answers), "lessons": len(seen.lessons),
    "findings": len(seen.findings), "presence": seen.check_in.claimed,
    "server": [name for name in ("sync_server", "fastapi", "uvicorn") if find_spec(name)],
}))
again.close()
"""


def test_staged_phone_records_a_visit_and_finds_it_again(phone_bundle):
    done = phone_bundle.run(SCRIPT)
    assert done.stderr == ""
    assert json.loads(done.stdout) == {
        "state": "submitted",
        "answers": 1,
        "lessons": 1,
        "findings": 1,
        "presence": "inside",
        "server": [],
    }


HEIC = """
import json
from importlib.util import find_spec
from pathlib import Path
from app.visits.photos.stamp import stamp
from app.wiring import ASSETS
from domain.errors import BadPhoto
try:
    stamp(b"\\0\\0\\0\\x18ftypheic" + bytes(4096), ["x"], ASSETS / "fonts/NotoSansSC-Regular.ttf")
except BadPhoto as refused:
    print(json.dumps([refused.specific_code, bool(find_spec("pi_heif"))]))
"""


def test_staged_phone_has_no_reader_of_heic_and_says_so(phone_bundle):
    done = phone_bundle.run(HEIC)
    assert done.stderr == ""
    assert json.loads(done.stdout) == ["heic_photo", False]


FIRST_FRAME = """
import json, sys
sys.dont_write_bytecode = True
import main
from app.ui.root import start
heavy = ("sqlalchemy", "sqlmodel", "PIL", "cryptography")
print(json.dumps([name for name in heavy if name in sys.modules]))
"""

READING = """
import json
from pathlib import Path
from app.wiring import ASSETS, build_phone
from app.device.clock import SystemClock

class Keys:
    def __init__(self): self.kept = {}
    def get(self, name): return self.kept.get(name)
    def put(self, name, value): self.kept[name] = value

class Device:
    name = "phone"
    clock, keys = SystemClock(), Keys()

phone = build_phone(Path.cwd() / "reading", Device())
library = phone.accounts.open(phone.accounts.practise().account).library
print(json.dumps({
    "chapters": len(library.chapters),
    "found": library.find("督学证")[0].found.key,
    "pictures": sorted(each.name for each in ASSETS.glob("*.png")),
}))
phone.close()
"""


def test_first_frame_of_a_staged_phone_waits_for_no_store_no_keys_and_no_pictures(phone_bundle):
    done = phone_bundle.run(FIRST_FRAME)
    assert done.stderr == ""
    assert json.loads(done.stdout) == []


def test_staged_phone_has_the_handbook_and_its_icons(phone_bundle):
    done = phone_bundle.run(READING)
    assert done.stderr == ""
    assert json.loads(done.stdout) == {
        "chapters": 12,
        "found": "enter",
        "pictures": [
            "favicon.png",
            "icon.png",
            "icon_android.png",
            "icon_ios.png",
            "splash.png",
            "splash_dark.png",
        ],
    }
