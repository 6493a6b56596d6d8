"""Forms that nobody is signed in for: each is good for the browser that was shown it last."""

import re

import pytest

OPEN = [
    ("/sign-in", {"account": "li.zhuren", "password": "x"}, "页面放得太久了"),
    ("/set-password", {"account": "li.zhuren", "code": "x"}, "页面放得太久了"),
]


def secret_on(page: str) -> str:
    found = re.search(r'name="form_secret" value="([^"]+)"', page)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(("path", "fields", "stale"), OPEN)
def test_only_the_secret_of_the_page_that_was_shown_last_is_good(browsers, path, fields, stale):
    browser = browsers()
    first = secret_on(browser.page(path))
    second = secret_on(browser.page(path))
    assert first != second
    assert stale in browser.send(path, **fields, form_secret=first).text
    third = secret_on(browser.page(path))
    assert stale not in browser.send(path, **fields, form_secret=third).text


@pytest.mark.parametrize(("path", "fields", "stale"), OPEN)
@pytest.mark.parametrize("secret", ["", "other", "钥匙"])
def test_a_form_without_the_secret_is_asked_again(browsers, path, fields, stale, secret):
    assert stale in browsers().send(path, **fields, form_secret=secret).text


@pytest.mark.parametrize("path", ["/sign-in", "/set-password", "/sign-in/code"])
def test_a_form_of_another_site_is_refused_with_the_right_secret_too(browsers, path):
    browser = browsers()
    secret = secret_on(browser.page("/sign-in"))
    browser.client.headers["origin"] = "https://evil.example"
    assert browser.send(path, form_secret=secret).status_code == 403


def test_the_second_step_without_its_page_begins_anew(browsers):
    answer = browsers().send("/sign-in/code", half="x", code="1", form_secret="x")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
