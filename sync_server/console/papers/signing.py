"""签发规则: who signs the district's papers, and how their numbers are made."""

from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple

from fastapi import APIRouter
from pydantic import Field

from domain.clock import local_date
from domain.errors import BadInput
from domain.kinds.author import REVIEWING, Role
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.signing import PaperNumbering, SigningSet
from domain.paper.numbers import numbering_of
from domain.register.in_use import is_in_use
from domain.words.values import label, words_of
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm, Ticks
from sync_server.console.kinds.column import Column
from sync_server.console.kinds.filters import Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.console.kinds.thing_page import Fact
from sync_server.console.pages import thing_path
from sync_server.console.services import ConsoleServices
from sync_server.data.papers.rows import signatories
from sync_server.register.history import History
from sync_server.register.names import Names, names

router = APIRouter()

EVERYBODY = "每位督导员和管理员"
Prefix = Annotated[str, Field(max_length=20)]
HINT = "不填就用系统的"


class ListedRule(NamedTuple):
    """The district's rule, in words."""

    district: str
    approvers: str
    drafter: str
    typed: str


def signers_to_choose(services: ConsoleServices, district: str) -> dict[str, str]:
    """Who may sign papers by their role, in use today, by account."""
    known = names(services.server.database, district)
    today = local_date(services.server.clock()).isoformat()
    return {
        row.account: row.name
        for row in known.people.values()
        if row.district == district and Role(row.role) in REVIEWING and is_in_use(row, today)
    }


def _words(rule: SigningSet, known: Names) -> ListedRule:
    typed = (label(each.paper_kind) for each in rule.numbering if each.is_typed)
    return ListedRule(
        rule.district,
        "、".join(map(known.person, rule.approvers)) or EVERYBODY,
        "可以" if rule.drafter_may_sign else "不可以",
        "、".join(typed) or "都由系统接着编",
    )


COLUMNS: tuple[Column[ListedRule], ...] = (
    Column(
        "谁签发", lambda each: each.approvers, lambda each: thing_path("signing", each.district)
    ),
    Column("起草人本人签发", lambda each: each.drafter),
    Column("文号手工填写的", lambda each: each.typed),
)


def _rule(services: ConsoleServices, district: str) -> SigningSet | None:
    with services.server.database.reading() as transaction:
        return signatories(transaction.tables, district).rule


def _rows(asking: Asking[Filters]) -> Listed[ListedRule]:
    asking.viewer.require_register()
    services, district = asking.services, asking.viewer.district
    rule = _rule(services, district)
    rows = [_words(rule, names(services.server.database, district))] if rule else []
    return InOrder(rows, lambda _: True, lambda each: each.district).listed()


class SigningForm(OfficeForm):
    """Who signs, and how the papers of each kind are numbered."""

    approvers: Annotated[
        Ticks, Field(title="谁签发", description=f"都不选就是{EVERYBODY}都可以")
    ] = ()
    drafter_may_sign: Annotated[
        bool, Field(title="起草人可以本人签发（文书上会注明“起草人本人签发”）")
    ] = False
    typed_kinds: Annotated[
        Ticks, Field(title="文号手工填写的", description="文号由单位登记簿编定的，勾选")
    ] = ()
    rectification: Annotated[Prefix, Field(title="整改通知书代字", description=HINT)] = ""
    tip: Annotated[Prefix, Field(title="工作提示代字", description=HINT)] = ""
    supervision: Annotated[Prefix, Field(title="督办函代字", description=HINT)] = ""
    talk: Annotated[Prefix, Field(title="约谈通知代字", description=HINT)] = ""
    circular: Annotated[Prefix, Field(title="督导通报代字", description=HINT)] = ""
    consultation: Annotated[Prefix, Field(title="协商意见书代字", description=HINT)] = ""
    opinion: Annotated[Prefix, Field(title="督导意见书代字", description=HINT)] = ""


def _typed(history: History) -> Typed:
    rule = body_of(history, SigningSet)
    prefixes = {each.paper_kind.value: each.prefix for each in rule.numbering}
    return {
        "approvers": "\n".join(rule.approvers),
        "drafter_may_sign": "true" if rule.drafter_may_sign else "",
        "typed_kinds": "\n".join(each.paper_kind.value for each in rule.numbering if each.is_typed),
        **prefixes,
    }


def _content(writing: Writing, form: SigningForm) -> Content:
    district = writing.viewer.district
    if writing.history is None and _rule(writing.services, district) is not None:
        raise BadInput("已经设置过了，请到那一条里更正。", code="approvers")
    numbering = (
        PaperNumbering(
            paper_kind=each,
            prefix=getattr(form, each.value),
            is_typed=each.value in form.typed_kinds,
        )
        for each in PaperKind
    )
    rule = SigningSet(
        district=district,
        approvers=form.approvers,
        drafter_may_sign=form.drafter_may_sign,
        numbering=tuple(each for each in numbering if each.prefix or each.is_typed),
    )
    stood = (
        body_of(writing.history, SigningSet) if writing.history else SigningSet(district=district)
    )
    if rule == stood:
        raise BadInput("和现在的规则一样，没有要保存的。", code="approvers")
    return Content(rule)


def _options(writing: Writing) -> Options:
    return {
        "approvers": signers_to_choose(writing.services, writing.viewer.district),
        "typed_kinds": {each.value: word for each, word in words_of(PaperKind).items()},
    }


def _begun(_writing: Writing, _asked: Mapping[str, str]) -> Typed:
    return {}


def _about(opened: Opened) -> About:
    return About(_facts(opened))


def _facts(opened: Opened) -> Iterator[Fact]:
    rule = body_of(opened.history, SigningSet)
    known = names(opened.services.server.database, opened.viewer.district)
    words = _words(rule, known)
    yield Fact("谁签发", words.approvers)
    yield Fact("起草人本人签发", words.drafter)
    name = opened.viewer.person.district_name
    for kind in PaperKind:
        numbering = numbering_of(rule, kind, name)
        how = "手工填写" if numbering.is_typed else f"{numbering.prefix}〔年份〕n号"
        yield Fact(f"{label(kind)}文号", how)


NOUN = Noun(
    form=ThingForm(
        noun="signing",
        form=SigningForm,
        content=_content,
        typed=_typed,
        options=_options,
        begun=_begun,
        new="设置签发规则",
        says="改了以后，从下一份签发的文书起按新的规则；已经签发的不变。",
    ),
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty(
        "还没有设置签发规则",
        f"现在{EVERYBODY}都可以签发，起草人不能签发自己起草的，文号由系统接着编。",
    ),
    about=_about,
)
add_noun(router, NOUN)
