"""A paper: its title, its number, a line to sign on, and nothing to press."""

import re

from tests.builders.office import Inspection
from tests.builders.pages import matched
from tests.sync_server.console.scenes import SCENES


def test_a_paper_is_a_sheet_with_its_number_and_where_the_school_signs(
    server, inspection: Inspection, supervisor
):
    page = supervisor.page(SCENES["VoidForm"](server, inspection, supervisor))
    paper = matched(r'<article class="card-plain block paper" id="paper">(.*?)</article>', page)
    assert matched(r"<h2>([^<]*)</h2>", paper) == "整改通知书"
    assert matched(r'class="paper-number">([^<]*)<', paper) == "万教督整〔2026〕1号"
    signed = matched(r'<p class="signed">(.*?)</p>', paper)
    assert re.findall(r"([^<>]+)：<span></span>", signed) == ["签收人", "签收时间"]
    assert not re.search(r"<(form|button|input|select|textarea|a)\b", paper)
    assert "css/paper.css" in page
