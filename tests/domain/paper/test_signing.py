"""Who signs a paper on which day, and how the papers of a kind are numbered."""

import pytest

from domain.kinds.author import REVIEWING, Role
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.signing import DelegateSet, PaperNumbering, SigningSet
from domain.paper.numbers import number_of, numbering_of, series_of
from domain.paper.signing import Signatories, SignRefusal
from domain.words.paper_texts import closing, opening, usual_requirement

DAY = "2026-05-20"
RULE = SigningSet(district="wanshan", approvers=("li.zhuren", "wang.zhuren"))
AWAY = DelegateSet(
    delegate_id="d1",
    approver="li.zhuren",
    deputy="zhou.min",
    from_on="2026-05-18",
    to_on="2026-05-20",
)


def refusal(account: str, signing: Signatories, drafter: str = "zhao.tong", day: str = DAY):
    return signing.refusal(account, Role.SUPERVISOR, drafter, day)


@pytest.mark.parametrize("role", Role)
def test_without_a_rule_every_supervisor_and_admin_signs_what_others_wrote(role: Role) -> None:
    found = Signatories().refusal("a", role, "b", DAY)
    assert found == (None if role in REVIEWING else SignRefusal.ROLE)


def test_where_approvers_are_named_nobody_else_signs() -> None:
    signing = Signatories(RULE)
    assert refusal("li.zhuren", signing) is None
    assert refusal("zhou.min", signing) is SignRefusal.NOT_APPROVER


def test_a_deputy_signs_for_who_is_away_on_the_days_that_were_said() -> None:
    signing = Signatories(RULE, (AWAY,))
    days = ("2026-05-17", "2026-05-18", "2026-05-20", "2026-05-21")
    may = [refusal("zhou.min", signing, day=day) is None for day in days]
    assert may == [False, True, True, False]


@pytest.mark.parametrize("changed", [{"is_withdrawn": True}, {"approver": "chen.jing"}])
def test_nobody_signs_by_what_was_withdrawn_or_for_who_signs_nothing(changed) -> None:
    signing = Signatories(RULE, (AWAY.model_copy(update=changed),))
    assert refusal("zhou.min", signing) is SignRefusal.NOT_APPROVER


def test_who_wrote_it_signs_it_only_where_the_office_allows_that() -> None:
    allowed = RULE.model_copy(update={"drafter_may_sign": True})
    own = "li.zhuren"
    assert refusal(own, Signatories(), own) is SignRefusal.OWN_DRAFT
    assert refusal(own, Signatories(RULE), own) is SignRefusal.OWN_DRAFT
    assert refusal(own, Signatories(allowed), own) is None
    assert refusal("zhou.min", Signatories(allowed), "zhou.min") is SignRefusal.NOT_APPROVER


def test_each_kind_counts_under_its_own_prefix_unless_the_office_says_another() -> None:
    usual = {kind: numbering_of(None, kind, "万山区").prefix for kind in PaperKind}
    assert len(set(usual.values())) == len(PaperKind)
    assert number_of(usual[PaperKind.RECTIFICATION], 2026, 7) == "万教督整〔2026〕7号"
    assert series_of(PaperKind.TIP, 2026) == "tip-2026"
    own = PaperNumbering(paper_kind=PaperKind.TIP, prefix="万政教督提", is_typed=True)
    bare = PaperNumbering(paper_kind=PaperKind.TALK, is_typed=True)
    rule = RULE.model_copy(update={"numbering": (own, bare)})
    assert numbering_of(rule, PaperKind.TIP, "万山区") == own
    assert numbering_of(rule, PaperKind.TALK, "万山区").prefix == "万教督谈"
    assert numbering_of(rule, PaperKind.CIRCULAR, "万山区").is_typed is False


@pytest.mark.parametrize("kind", PaperKind)
def test_each_kind_has_its_own_sentences(kind: PaperKind) -> None:
    assert opening(kind, "实验小学").endswith("：")
    assert "15日内" in closing(kind, "2026-05-20", "2026-06-04")
    assert closing(kind, "2026-05-20", None) == ""
    assert usual_requirement(kind)
    assert ("实验小学" in opening(kind, "实验小学")) is (kind is PaperKind.CONSULTATION)
