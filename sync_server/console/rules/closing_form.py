"""The form of 整改规则: after how many days which paper, and by when hazards are to be seen."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.errors import BadInput, NotFound
from domain.findings.closing_rule import fault_of
from domain.kinds.register.closing_rule import STANDARD_RULE, ClosingRule, ClosingRuleSet
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, OfficeForm, SentForm, Shown, carry_out, typed_of
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.thing_form import body_of
from sync_server.console.pages import Page
from sync_server.console.records.meanwhile import of_thing
from sync_server.console.rules.rule_form import SAME, Preview
from sync_server.console.services import ConsoleServices
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.register.history import History
from sync_server.register.names import names
from sync_server.register.thing_fields import FieldWords, changes

router = APIRouter()

NOUN = "closing_rule"
Days = Annotated[int, Field(ge=1, le=365)]
_WITHIN = "整改规则 · "
_LADDER = "从整改期限过后算起，一步比一步晚"


class ClosingRuleForm(OfficeForm):
    """The days of the ladder, and those of looking again and of hazards."""

    tip_after_days: Annotated[Days, Field(title="逾期几天发工作提示", description=_LADDER)]
    supervision_after_days: Annotated[Days, Field(title="逾期几天发督办函", description=_LADDER)]
    talk_after_days: Annotated[Days, Field(title="逾期几天约谈", description=_LADDER)]
    talk_after_count: Annotated[
        int,
        Field(
            ge=1,
            le=100,
            title="一个单位一学期有几条逾期就约谈",
            description="到了这个数，发过督办函就可以约谈，不等天数",
        ),
    ]
    circular_after_days: Annotated[Days, Field(title="逾期几天通报", description=_LADDER)]
    follow_up_within_days: Annotated[
        Days, Field(title="回复后几天内回访", description="超过的算督导室自己的延误")
    ]
    hazard_due_days: Annotated[Days, Field(title="现场隐患告知几天内整改")]
    hazard_seen_within_hours: Annotated[
        int,
        Field(
            ge=1,
            le=72,
            title="隐患几小时内要有人看到",
            description="从传到服务器算起，不分昼夜；超过的标出来，并再提醒一次",
        ),
    ]
    soon_within_days: Annotated[
        int,
        Field(ge=1, le=30, title="几天内到期算快到期", description="督办台和问题清单里的“快到期”"),
    ]
    similar_answer_days: Annotated[
        Days, Field(title="举一反三几天内答复", description="发出时先填好的期限，可以改")
    ]
    message_accept_days: Annotated[
        int,
        Field(
            ge=1,
            le=30,
            title="群众来信几个工作日内受理",
            description="按校历算，收到的当天不算；改了以后收到的按新的算",
        ),
    ]
    opinion_within_days: Annotated[
        Days, Field(title="督导后几天内单位可以评价", description="单位门户里能评价的督导")
    ]
    counts_working_days: Annotated[
        bool, Field(title="逾期和回访只算工作日（按校历，节假日不算）")
    ] = False


@dataclass(frozen=True, slots=True)
class Closing:
    """Somebody who looks at the district's rule, or sets it; None before one was set."""

    services: ConsoleServices
    user: SignedIn
    history: History | None

    @classmethod
    def of(cls, services: ConsoleServices, user: SignedIn) -> "Closing":
        """The viewer's district as it stands; NotAllowed for whoever may not see its rules."""
        viewer = user.viewer
        try:
            found = services.histories.history(viewer, NOUN, viewer.district)
        except NotFound:
            found = None
        return cls(services, user, found)

    @property
    def body(self) -> ClosingRuleSet:
        """The rule as it stands; the standard one before one was set."""
        if self.history is None:
            return self.with_rule(STANDARD_RULE)
        return body_of(self.history, ClosingRuleSet)

    def with_rule(self, rule: ClosingRule) -> ClosingRuleSet:
        """What sets this rule here."""
        return ClosingRuleSet(district=self.user.viewer.district, rule=rule)

    def words(self, rule: ClosingRule) -> dict[str, str]:
        """The rule's fields in words, by their titles."""
        district = self.user.viewer.district
        known = names(self.services.server.database, district)
        body = self.with_rule(rule)
        found = FieldWords(known, district).of(body, body.private())
        return {
            title.removeprefix(_WITHIN): text
            for title, text in found.items()
            if title.startswith(_WITHIN)
        }


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """What the page of the form says of itself."""

    path: str = "/rules/closing"
    section: str = "rules"
    home: str = "/rules"
    title: str = "整改规则"
    says: str = (
        "系统按这些天数建议下一步发哪份公文，发不发由人决定；已经发出的不变。"
        "保存后马上按新的天数算。举一反三、群众来信和单位评价的期限也在这里定。"
    )

    def shown(self, closing: Closing) -> Shown[ClosingRuleForm]:
        """The form as it is drawn first."""
        version = closing.history.version if closing.history else NEW
        typed = typed_of(ClosingRuleForm, closing.body.rule, version=version)
        return Shown(ClosingRuleForm, "closing", typed)

    def response(
        self,
        request: Request,
        closing: Closing,
        form: Shown[ClosingRuleForm],
        preview: Preview | None = None,
    ) -> Response:
        """The page with the form on it."""
        return Page("rules/form.html", status=form.status).response(
            request,
            user=closing.user,
            section=self.section,
            page=self,
            form=form,
            preview=preview,
        )


CLOSING = ClosingPage()


def _made(closing: Closing, form: ClosingRuleForm) -> ClosingRuleSet:
    """What the form sets; BadInput where its steps do not ascend, or it says what holds anyway."""
    rule = ClosingRule(**form.model_dump(exclude={"version"}))
    fault = fault_of(rule)
    if fault is not None:
        raise BadInput(fault.words, code=fault.field)
    if rule == closing.body.rule:
        raise BadInput(SAME, code="same")
    return closing.with_rule(rule)


def _closing(services: ConsoleServices, user: SignedIn) -> Closing:
    user.viewer.require_set_register()
    return Closing.of(services, user)


@router.get(CLOSING.path)
def show(request: Request, services: Services, user: CurrentUser) -> Response:
    """The form."""
    closing = _closing(services, user)
    return CLOSING.response(request, closing, CLOSING.shown(closing))


@router.post(f"{CLOSING.path}/preview")
def look(request: Request, services: Services, sent: SentForm) -> Response:
    """What would be otherwise."""
    closing = _closing(services, sent.user)
    shown = CLOSING.shown(closing)
    found: list[ClosingRuleSet] = []
    form = carry_out(shown, sent.typed, lambda form: found.append(_made(closing, form)))
    if isinstance(form, Shown):
        return CLOSING.response(request, closing, form)
    before, now = (closing.words(each) for each in (closing.body.rule, found[0].rule))
    again = Shown(ClosingRuleForm, shown.name, sent.typed)
    return CLOSING.response(request, closing, again, Preview(changes(before, now)))


@router.post(CLOSING.path)
def save(request: Request, services: Services, sent: SentForm) -> Response:
    """Set the rule."""
    closing = _closing(services, sent.user)

    def act(form: ClosingRuleForm) -> None:
        entry = OfficeEntry(_made(closing, form), expects=form.version)
        services.office.set_register(sent.account, [entry])

    def latest(typed: Typed) -> Latest:
        now = Closing.of(services, sent.user).history
        return Latest({}, ()) if now is None else of_thing(now, typed)

    form = carry_out(CLOSING.shown(closing), sent.typed, act, latest)
    if isinstance(form, Shown):
        return CLOSING.response(request, closing, form)
    return RedirectResponse(f"{CLOSING.home}?done=set", 303)
