"""Somebody at their draft: what every page of the editor does with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from domain.register.drafting.draft import Draft
from sync_server.console.checklists.forms import DraftForm
from sync_server.console.checklists.pages import HOME, SECTION
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import Latest, Sent, Shown, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.register.checklists.drafts import Held

F = TypeVar("F", bound=DraftForm)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who writes, by which services, and their draft as it stands."""

    services: ConsoleServices
    user: SignedIn
    held: Held

    @property
    def draft(self) -> Draft:
        """The draft."""
        return self.held.draft

    @property
    def home(self) -> str:
        """Where the draft is."""
        return f"{HOME}/draft/{self.held.name}"

    def form(
        self, model: type[F], name: str, typed: Typed | None = None, options: Options | None = None
    ) -> Shown[F]:
        """A form over the draft as it stands."""
        carried = {**(typed or {}), "revision": str(self.held.revision)}
        return Shown(model, name, carried, options or {})

    def keep(
        self, shown: Shown[F], sent: Sent, change: Callable[[F, Draft], Draft]
    ) -> F | Shown[F]:
        """Change the draft by what was typed; else the form to show again."""
        account = sent.account

        def act(form: F) -> None:
            self.services.drafts.save(
                self.held.name, account, form.revision, lambda draft: change(form, draft)
            )

        return carry_out(shown, sent.typed, act, self.latest)

    def latest(self, _typed: Typed) -> Latest:
        """The draft's newest revision, which the form carries from now on."""
        again = self.services.drafts.opened(self.held.name, self.user.viewer.account)
        return Latest({"revision": str(again.revision)}, ())

    def back(self, anchor: str = "") -> Response:
        """On to the draft's page, at a place of it."""
        return RedirectResponse(f"{self.home}{f'#{anchor}' if anchor else ''}", 303)

    def page(self, request: Request, template: str, status: int = 200, **more: Any) -> Response:
        """A page of the editor."""
        told: Mapping[str, Any] = {"user": self.user, "section": SECTION, "desk": self, **more}
        return Page(f"checklists/{template}", status=status).response(request, **told)


def desk(services: Services, user: CurrentUser, draft: str) -> Desk:
    """The signed-in person at their own draft; NotFound for anybody else's."""
    user.viewer.require_set_register()
    return Desk(services, user, services.drafts.opened(draft, user.viewer.account))


AtDesk = Annotated[Desk, Depends(desk)]
