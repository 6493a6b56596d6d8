"""One link holds all that signing in needs, and the server never sees its secret part."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.enrolment_link import EnrolmentLink, read_link

LINK = EnrolmentLink("https://duji.example.cn", "chen.jing", "7K2M-9QXA")


def test_page_s_secret_part_is_never_sent_to_a_server():
    parts = urlsplit(LINK.page)
    assert (parts.netloc, parts.path, parts.query) == ("duji.example.cn", "/enrol", "")
    assert "7K2M" in parts.fragment


@pytest.mark.parametrize(
    "text",
    [
        LINK.page,
        LINK.app,
        LINK.app.removeprefix("duji://app"),
        f"陈静老师，点开登录督迹：{LINK.page} 14 天内有效。",
        f"（{LINK.page}）",
    ],
)
def test_link_is_read_from_wherever_it_stands(text: str):
    assert read_link(text) == LINK


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://duji.example.cn",
        "https://duji.example.cn/enrol",
        "https://duji.example.cn/enrol#account=chen.jing",
        "https://duji.example.cn/enrol#account=%E9%99%88&code=7K2M9QXA",
        "duji://app/enrol?account=chen.jing&code=7K2M9QXA",
        "duji://app/enrol?server=ftp%3A%2F%2Fx&account=a&code=7K2M9QXA",
        "/visit/1",
    ],
)
def test_what_is_no_such_link_is_none(text: str):
    assert read_link(text) is None


@given(
    st.sampled_from(["https://duji.example.cn", "http://10.0.0.5:8000", "https://a.cn/duji"]),
    st.from_regex(r"[A-Za-z0-9._:@-]{1,64}", fullmatch=True),
    st.from_regex(r"[0-9A-Z]{4}-[0-9A-Z]{4}", fullmatch=True),
)
def test_both_forms_lead_back_to_the_same(server: str, account: str, code: str):
    link = EnrolmentLink(server, account, code)
    assert read_link(link.page) == read_link(link.app) == link
