"""What is typed by hand to sign in, read as it was meant, or refused in words."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from domain.sign_in import (
    half_width,
    is_same_account,
    plain_code,
    server_address,
    typed_account,
    typed_code,
    typed_password,
)

WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
UNSEEN = ["\u200b", "\u200d", "\ufeff", "\u00a0", "\u3000", "\u2060", "\u00ad", "\ufe0f", "\u3164"]


@pytest.mark.parametrize(
    "typed",
    [
        "chen.jing",
        " chen.jing ",
        "chen。jing",
        "chen．jing",
        "chen｡jing",
        "chen·jing",
        "chen . jing",
        "chen.jing\u200b",
        "\ufeffchen.jing",
        "chen.jing\u00a0\n",
        "\u202achen.jing\u202c",
        "chen.jing".translate(WIDE),
    ],
)
def test_account_is_read_however_it_is_typed(typed: str):
    assert typed_account(typed) == "chen.jing"


@pytest.mark.parametrize(("typed", "named"), [("陈静", "陈静"), ("chen,jing", ","), ("a/b", "/")])
def test_what_can_be_no_account_is_named_in_words(typed: str, named: str):
    with pytest.raises(BadInput, match=f"账号里不会有“{named}”") as caught:
        typed_account(typed)
    assert caught.value.specific_code == "bad_account"


@pytest.mark.parametrize("typed", ["", " \u200b\u3000", "a" * 65])
def test_account_of_no_or_too_many_characters_is_said(typed: str):
    with pytest.raises(BadInput, match="账号"):
        typed_account(typed)


def test_large_letters_stay_and_do_not_tell_accounts_apart():
    assert typed_account("Chen.Jing") == "Chen.Jing"
    assert is_same_account("Chen.Jing", "chen.jing")
    assert not is_same_account("chen.jing", "chen.jin")


@pytest.mark.parametrize(
    "typed",
    [
        "7k2m-9qxa",
        "7K2M 9QXA",
        "7Ｋ2Ｍ－9ＱＸＡ",
        "7K2M—9QXA",
        "7K2M\u00a09QXA\u200b",
        "7k2m9qxa。",
    ],
)
def test_code_is_read_however_it_is_typed(typed: str):
    assert typed_code(typed) == plain_code("7K2M-9QXA") == "7K2M9QXA"


def test_letters_that_are_read_for_one_another_are_one():
    assert plain_code("oil-u") == "011V"


@pytest.mark.parametrize("typed", ["", "-", "验证码", "7K2M/9QXA", "A" * 65])
def test_what_can_be_no_code_is_said(typed: str):
    with pytest.raises(BadInput, match="登录码"):
        typed_code(typed)


def test_password_is_not_touched_and_has_its_bounds():
    assert typed_password(" 密 码ＡＢ ") == " 密 码ＡＢ "
    for none in ("", "x" * 201):
        with pytest.raises(BadInput, match="密码"):
            typed_password(none)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("duji.example.cn", "https://duji.example.cn"),
        (" HTTPS://Duji.Example.CN/ ", "https://duji.example.cn"),
        ("duji。example。cn", "https://duji.example.cn"),
        ("https：／／duji．example．cn／", "https://duji.example.cn"),
        ("https;//duji.example.cn", "https://duji.example.cn"),
        ("https:/duji.example.cn", "https://duji.example.cn"),
        ("http://10.0.0.5:8000", "http://10.0.0.5:8000"),
        ("１０.0.0.5：8000", "https://10.0.0.5:8000"),
        ("https://duji.example.cn.", "https://duji.example.cn"),
        ("https://duji.example.cn\u200b\ufeff", "https://duji.example.cn"),
        ("https://duji.example.cn/app-download", "https://duji.example.cn"),
        ("https://duji.example.cn/sign-in?to=/visits", "https://duji.example.cn"),
        ("https://example.cn/duji/", "https://example.cn/duji"),
        ("https:\\\\duji.example.cn", "https://duji.example.cn"),
        ("督导.example.cn", "https://督导.example.cn"),
    ],
)
def test_address_is_read_however_it_is_typed(typed: str, meant: str):
    assert server_address(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "ftp://x", "https://", "https://x:port", "http://[x", "a@duji.cn", "x,y", "x:0"]
)
def test_address_that_is_none_is_refused(typed: str):
    with pytest.raises(BadInput, match="服务器地址"):
        server_address(typed)


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_or_refused_in_words(typed: str):
    for read in (typed_account, typed_code, server_address):
        with suppress(BadInput):
            meant = read(typed)
            assert read(meant) == meant


@given(st.text("abcXYZ019._-@:", min_size=1, max_size=60), st.data())
def test_unseen_and_full_width_characters_do_not_matter(account: str, data: st.DataObject):
    at = data.draw(st.integers(0, len(account)))
    unseen = data.draw(st.sampled_from(UNSEEN))
    typed = f"{account[:at]}{unseen}{account[at:]}"
    assert half_width(typed.translate(WIDE)) == half_width(typed) == account
