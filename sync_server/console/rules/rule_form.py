"""A form over the district's rules: what stands, a look at what would change, and the entry."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.clock import local_date
from domain.errors import BadInput
from domain.kinds.register.district import DistrictSet
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import Latest, OfficeForm, SentForm, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.thing_form import body_of
from sync_server.console.pages import Page
from sync_server.console.records.meanwhile import of_thing
from sync_server.console.services import ConsoleServices
from sync_server.ledger.append import OfficeEntry
from sync_server.register.history import History
from sync_server.register.thing_fields import FieldChange, FieldWords, changes

F = TypeVar("F", bound=OfficeForm)
NOUN = "district"
SAME = "和现在的规则一样，没有要保存的。"


@dataclass(frozen=True, slots=True)
class Ruling:
    """Somebody who looks at the district's rules, or sets them."""

    services: ConsoleServices
    user: SignedIn
    history: History

    @classmethod
    def of(cls, services: ConsoleServices, user: SignedIn) -> "Ruling":
        """The viewer's district as it stands; NotAllowed for whoever may not see its rules."""
        history = services.histories.history(user.viewer, NOUN, user.viewer.district)
        return cls(services, user, history)

    @property
    def rules(self) -> DistrictSet:
        """The district as it stands."""
        return body_of(self.history, DistrictSet)

    @property
    def today(self) -> date:
        """The local day."""
        return local_date(self.services.server.clock())


class Preview(NamedTuple):
    """What would be otherwise, and what one should know of it."""

    changes: Sequence[FieldChange]
    notes: Sequence[str] = ()


def fields_changed(ruling: Ruling, after: DistrictSet) -> Preview:
    """The fields of the district that would read differently."""
    words = FieldWords(ruling.history.names, ruling.history.code)
    before, now = (words.of(each, each.private()) for each in (ruling.rules, after))
    return Preview(changes(before, now))


def _no_options(_ruling: Ruling) -> Options:
    return {}


@dataclass(frozen=True, slots=True)
class RuleForm(Generic[F]):
    """One form over some of the district's rules, at ``path`` in a section.

    ``typed`` is what stands in it (its address may say which rule it begins as), ``changed``
    the district as the form makes it, which raises BadInput under the name of a field.
    ``preview`` tells, of the form and the district that it makes, what would be otherwise.
    """

    path: str
    section: str
    title: str
    says: str
    form: type[F]
    typed: Callable[[Ruling, Mapping[str, str]], Typed]
    changed: Callable[[Ruling, F], DistrictSet]
    preview: Callable[[Ruling, F, DistrictSet], Preview]
    options: Callable[[Ruling], Options] = _no_options

    @property
    def home(self) -> str:
        """The page of the section."""
        return f"/{self.section}"

    def shown(self, ruling: Ruling, asked: Mapping[str, str]) -> Shown[F]:
        """The form as its page draws it first."""
        typed = {**self.typed(ruling, asked), "version": ruling.history.version}
        return Shown(self.form, self.path.rpartition("/")[2], typed, self.options(ruling))

    def made(self, ruling: Ruling, form: F) -> DistrictSet:
        """The district as the form makes it; BadInput where it says what holds anyway."""
        after = self.changed(ruling, form)
        if after == ruling.rules:
            raise BadInput(SAME, code="same")
        return after

    def page(
        self, request: Request, ruling: Ruling, form: Shown[F], preview: Preview | None = None
    ) -> Response:
        """The page with the form on it."""
        return Page("rules/form.html", status=form.status).response(
            request,
            user=ruling.user,
            section=self.section,
            page=self,
            form=form,
            preview=preview,
        )


def add_rule_form(router: APIRouter, page: RuleForm[Any]) -> None:
    """Serve the form, what it would change, and the change."""

    def ruling(services: ConsoleServices, user: SignedIn) -> Ruling:
        user.viewer.require_set_register()
        return Ruling.of(services, user)

    def show(request: Request, services: Services, user: CurrentUser) -> Response:
        who = ruling(services, user)
        return page.page(request, who, page.shown(who, dict(request.query_params)))

    def look(request: Request, services: Services, sent: SentForm) -> Response:
        who = ruling(services, sent.user)
        found: list[Preview] = []

        def act(form: Any) -> None:
            found.append(page.preview(who, form, page.made(who, form)))

        shown = page.shown(who, {})
        form = carry_out(shown, sent.typed, act)
        if isinstance(form, Shown):
            return page.page(request, who, form)
        again = Shown(page.form, shown.name, sent.typed, shown.options)
        return page.page(request, who, again, found[0])

    def save(request: Request, services: Services, sent: SentForm) -> Response:
        who = ruling(services, sent.user)

        def act(form: Any) -> None:
            entry = OfficeEntry(page.made(who, form), expects=form.version)
            services.office.set_register(sent.account, [entry])

        def latest(typed: Typed) -> Latest:
            return of_thing(Ruling.of(services, sent.user).history, typed)

        form = carry_out(page.shown(who, {}), sent.typed, act, latest)
        if isinstance(form, Shown):
            return page.page(request, who, form)
        return RedirectResponse(f"{page.home}?done=set", 303)

    router.add_api_route(page.path, show, methods=["GET"])
    router.add_api_route(page.path, save, methods=["POST"])
    router.add_api_route(f"{page.path}/preview", look, methods=["POST"])
