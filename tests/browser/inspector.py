"""What an inspector does on the phone, step by step."""

import random
from pathlib import Path

from PIL import Image, ImageDraw

from app.ui.texts.account import enrol as enrol_words
from tests.browser.office import PASSWORD
from tests.browser.phone import PATIENCE_MS, BrowserPhone

NOTE = "课堂秩序良好，教师备课充分，䶮·㛃两位老师的作业分层做得细。"
PROBLEM = "二楼东侧灭火器压力不足"


def a_photo(folder: Path, number: int) -> Path:
    """A photo of half a megabyte that looks like no other."""
    rough = random.Random(number)
    picture = Image.effect_noise((1600, 1200), 60).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for _ in range(12):
        x, y = rough.randrange(1400), rough.randrange(1000)
        colour = tuple(rough.randrange(256) for _ in range(3))
        draw.rectangle((x, y, x + rough.randrange(80, 500), y + 200), fill=colour)
    path = folder / f"photo-{number}.jpg"
    picture.save(path, quality=88)
    return path


class Inspector:
    """Chen Jing with her phone."""

    def __init__(self, phone: BrowserPhone, folder: Path) -> None:
        self.phone = phone
        self.folder = folder

    async def enrol(
        self, app_url: str, server_url: str, account: str = "chen.jing", password: str = PASSWORD
    ) -> None:
        """Sign in on a new phone."""
        await self.phone.open(app_url, "登录督迹")
        await self.phone.fill("服务器地址", server_url)
        await self.phone.fill("账号", account)
        await self.phone.tap(enrol_words.BY_PASSWORD)
        await self.phone.fill("密码", password)
        await self.phone.tap("登录")
        await self.phone.sees("我的学校")

    async def enrol_by_link(self, app_url: str, link: str) -> None:
        """Sign in by the link of a slip, pasted into a field of the web version."""
        phone = self.phone
        await phone.open(app_url, "登录督迹")
        for _ in range(5):
            # A field that is just being opened for typing loses what is pasted.
            await phone.field("账号").click(timeout=PATIENCE_MS)
            await phone.still()
            await phone.field("账号").fill(link, timeout=PATIENCE_MS)
            if await phone.shows("已按登录链接填好", 3000):
                break
        await phone.tap("登录")
        await phone.sees("我的学校")

    async def switch_network(self, *, is_cut: bool) -> None:
        """Cut the demo's network, or give it back."""
        await self.phone.tab("同步")
        await self.phone.tap("模拟断网", "switch")
        state = "true" if is_cut else "false"
        await self.phone.page.wait_for_function(
            "s => document.querySelector('[role=switch]')?.getAttribute('aria-checked') === s",
            arg=state,
        )
        await self.phone.tab("本月")

    async def go_back(self, words: str) -> None:
        """Go back one page, and wait for the one that has these words."""
        await self.phone.tap("返回")
        await self.phone.sees(words)
        await self.phone.still()

    async def begin(self) -> None:
        """Open a visit at school 1 and check in."""
        await self.phone.tap("第1小学")
        await self.phone.tap("开始这次督导")
        await self.phone.tap("记录到校")
        await self.phone.sees("已记录到校")

    async def answer_four(self) -> None:
        """Answer the checklist's first four items with yes."""
        await self.phone.tap("督导清单")
        for _ in range(4):
            boxes = self.phone.page.get_by_role("checkbox", name="是", exact=True, checked=False)
            await self.phone.reach(boxes.first)
            await boxes.first.click(timeout=PATIENCE_MS)
            checked = self.phone.page.get_by_role("checkbox", name="是", exact=True, checked=True)
            await checked.first.wait_for(timeout=PATIENCE_MS)
            await self.phone.still()
        await self.phone.tap("返回")
        await self.phone.sees("已答 4/")

    async def check_four_plans(self) -> None:
        """Check the teaching plans of four teachers."""
        await self.phone.tap("督导方式")
        for count in range(1, 5):
            await self.phone.tap("检查教案 加一")
            await self.phone.sees(f"{count} 人次")
        await self.go_back("主题与内容")

    async def hear_lesson(self, class_name: str) -> None:
        """Hear one lesson."""
        await self.phone.tap("听课")
        await self.phone.tap("加一节课")
        await self.phone.fill("班级", class_name)
        await self.phone.fill("学科", "数学")
        await self.go_back("加一节课")
        await self.phone.sees(class_name)
        await self.go_back("主题与内容")

    async def half_write_note(self) -> None:
        """Type a note and stay in the field."""
        await self.phone.tap("督导记录")
        await self.phone.fill("督导纪实", NOTE, leave=False)
        await self.phone.page.wait_for_timeout(1500)

    async def raise_finding(self) -> None:
        """Record one problem."""
        await self.phone.tap("发现的问题")
        await self.phone.tap("登记一个问题")
        await self.phone.fill("问题是什么", PROBLEM)
        await self.phone.tap("校园及周边安全、交通", "checkbox")
        await self.go_back("登记一个问题")
        await self.phone.sees(PROBLEM)
        await self.go_back("主题与内容")

    async def add_photos(self, first: int, count: int) -> None:
        """Take photos from the album, and wait until the visit says so."""
        await self.phone.tap("照片")
        for number in range(first, first + count):
            await self.phone.choose_file("从相册选", a_photo(self.folder, number))
            shown = self.phone.page.get_by_role("button", name="来自相册")
            await shown.nth(number - 1).wait_for(timeout=PATIENCE_MS)
        await self.go_back("主题与内容")

    async def amend_with_a_talk(self, returned: str) -> None:
        """Amend the visit that the office returned with these words: one talk more."""
        phone = self.phone
        await phone.tab("本月")
        await phone.sees(returned)
        await phone.tap("督导室退回")
        await phone.tap("更正")
        await phone.fill("为什么更正", "补记座谈")
        await phone.tap("更正")
        await phone.tap("督导方式")
        await phone.tap("座谈走访 加一")
        await phone.sees("1 次")
        await phone.tap("返回")

    async def sign(self, button: str, name: str) -> None:
        """Sign with a name and a stroke."""
        await self.phone.tap("签字")
        await self.phone.tap(button)
        await self.phone.sees("签字前请看一遍")
        await self.phone.tap("看过了，去签字")
        await self.phone.fill("签字人姓名", name)
        size = self.phone.page.viewport_size or {"width": 390, "height": 844}
        mouse = self.phone.page.mouse
        await mouse.move(size["width"] * 0.3, size["height"] * 0.48)
        await mouse.down()
        await mouse.move(size["width"] * 0.6, size["height"] * 0.55, steps=12)
        await mouse.up()
        await self.phone.tap("签好了")
        await self.phone.sees(f"{button.removesuffix('签字')}已签")
        await self.phone.still()
        # On to who signs next, or to the last look; back at the visit, which stands where it was
        # left, there is what to look at or what to write down.
        while not (await self.phone.shows("看什么") or await self.phone.shows("记下来")):
            await self.phone.tap("返回")
            await self.phone.still()

    async def leave_and_submit(self, button: str = "提交给督导室") -> None:
        """Check out where that was not done, and hand in."""
        await self.phone.tap("检查并提交")
        await self.phone.tap(button)
        await self.phone.sees("待审")

    async def sync(self) -> None:
        """Bring everything to the server, as often as the network makes it necessary."""
        await self.phone.tab("同步")
        for _ in range(4):
            await self.phone.tap("立即同步")
            await self.phone.page.wait_for_timeout(1000)
            await self.phone.misses("正在同步")
            if await self.phone.shows("都传上去了"):
                return
        await self.phone.sees("都传上去了")
