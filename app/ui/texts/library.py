"""Texts of the papers and the handbook."""

from datetime import date

TITLE = "文件与手册"
SEARCH, SEARCH_HINT = "找文件", "标题、文号或正文里的词"
PAPERS = "督导室的文件"
HANDBOOK = "督学工作手册"
HANDBOOK_HINT = "随应用安装，没有信号也能看。"
EMPTY = "督导室还没有下发文件"
EMPTY_HINT = "下发以后，同步一次就会下载到本机，断网也能看。可以先看下面的工作手册。"
NONE_FOUND = "没有找到"
NONE_FOUND_HINT = "换个词试试。只能找到已经下载到本机的正文。"
THIS_THEME = "这个主题"
MUST_READ, IS_READ, NOT_HERE = "要读", "已读", "还没下载"
SHOW = "打开文件与手册"

PAPER, CHAPTER = "文件", "手册"
GONE = "这份文件已经撤下"
GONE_HINT = "督导室更新了文件目录，回到列表看看有没有新的。"
NO_TEXT = "正文还没有下载到本机"
NO_TEXT_HINT = "连上网络，到“同步”里点“立即同步”，每次会下载一批，下好以后断网也能看。"
TO_SYNC = "去同步"
SOME_MISSING = "有一部分正文还没有下载，联网同步后会补齐。"
SMALLER, LARGER = "字小一些", "字大一些"
EARLIER, LATER = "上一页", "下一页"
CONTENTS = "目录"
CONFIRM = "我已读完"
CONFIRM_HINT = "督导室要求读完后确认。确认会记进您的留痕，有网时上传。"
CONFIRMED = "已确认读完"
END = "（完）"


def to_read(count: int) -> str:
    """How many papers wait, on a line of its own."""
    return f"{count} 份文件要读"


def must_read(count: int) -> str:
    """How many papers wait to be read."""
    return f"有 {count} 份文件要读，读到最后点“{CONFIRM}”。"


def where(number: str, organ: str, issued_on: str | None) -> str:
    """文号, organ and day, as far as they are known."""
    day = date.fromisoformat(issued_on) if issued_on else None
    said = f"{day.year}年{day.month}月{day.day}日" if day else ""
    return " · ".join(part for part in (number, organ, said) if part)


def page_of(page: int, pages: int) -> str:
    """Which page of how many."""
    return f"{page} / {pages}"
