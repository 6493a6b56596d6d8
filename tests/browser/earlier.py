"""What happened at an office before the day of a story: a visit of last month, its problems."""

import random
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from app.sync.transport import HttpTransport
from app.visits.photos.acts import Belonging
from domain.clock import local_date
from domain.kinds.campaign.plan import CampaignSet
from domain.kinds.office.policy import PolicyCategory, PolicySection, PolicySet
from domain.kinds.visit.photo import PhotoSource
from tests.browser.office import PASSWORD, Office
from tests.builders.campaigns import approved
from tests.builders.handset import write
from tests.builders.phone import AT_SCHOOL, FakeClock, FakeDevice, Handset

DAYS_AGO = 24
FENCE = "操场南侧围墙有一处松动"
LABELS = "食堂留样盒没有写日期"
CAMPAIGN = "秋季食堂安全专项"
PAPER = "责任督学工作规则"


def a_scene(seed: int, size: tuple[int, int] = (1200, 900)) -> bytes:
    """A picture of coloured walls that looks like no other."""
    chance = random.Random(seed)
    picture = Image.new("RGB", size, (150, 170, 190))
    draw = ImageDraw.Draw(picture)
    for _ in range(14):
        x, y = chance.randrange(size[0] - 200), chance.randrange(size[1] - 150)
        colour = tuple(chance.randrange(60, 220) for _ in range(3))
        draw.rectangle((x, y, x + chance.randrange(80, 400), y + 150), fill=colour)
    out = BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


def last_month(office: Office, folder: Path) -> None:
    """Chen Jing visited school 1 with another phone, and found two things.

    One is due today. The office runs a campaign and has issued a paper that has to be read.
    """
    today = local_date(office.clock())
    office.clock.ahead = timedelta(days=-DAYS_AGO)
    device, transport = FakeDevice("旧手机", FakeClock(office.clock())), HttpTransport()
    handset = Handset(folder, device, transport)
    handset.phone.accounts.enrol(office.url, "chen.jing", password=PASSWORD)
    session = handset.phone.accounts.open("chen.jing")
    if problem := session.sync.run().problem:
        raise RuntimeError(problem)
    visit = session.visits.open_visit("school-1")
    session.visits.check_in(visit, AT_SCHOOL)
    device.clock.go_on(minutes=40)
    common = {"category": "safety", "responsible": "罗校长"}
    fence = {**common, "text": FENCE, "place": "操场南侧", "due_on": today.isoformat()}
    later = (today + timedelta(days=20)).isoformat()
    labels = {**common, "category": "hygiene", "text": LABELS, "place": "食堂", "due_on": later}
    for finding_id, fields in (("fence", fence), ("labels", labels)):
        session.visits.raise_finding(visit, finding_id, fields)
    belonging = Belonging(finding_id="fence")
    session.visits.take_photo(visit, a_scene(1), PhotoSource.CAMERA, AT_SCHOOL, belonging)
    session.visits.check_out(visit, AT_SCHOOL)
    session.visits.submit(visit, has_no_problem=False)
    if problem := session.sync.run().problem:
        raise RuntimeError(problem)
    handset.phone.close()
    transport.close()
    office.clock.ahead = timedelta()
    issue(office, today)


def issue(office: Office, today: date) -> None:
    """The office begins a campaign and puts a paper into the library."""
    campaign = CampaignSet(
        campaign_id="canteens",
        title=CAMPAIGN,
        content="看留样、看台账、问食堂管理员。",
        from_on=(today - timedelta(days=5)).isoformat(),
        to_on=(today + timedelta(days=20)).isoformat(),
        units=("school-1", "school-2"),
    )
    paper = PolicySet(
        policy_id="rules",
        title=PAPER,
        number="万督〔2026〕3 号",
        organ="万山区督导室",
        issued_on="2026-03-01",
        category=PolicyCategory.RULE,
        must_be_read=True,
        sections=(PolicySection(heading="第一条", text="督学进校应当主动出示督学证。"),),
    )
    approved(office.server.database, office.server.committer, campaign)
    write(office.server, "wanshan", (paper, None))
