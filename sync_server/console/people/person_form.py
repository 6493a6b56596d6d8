"""The form about a person: somebody new, and who somebody is from now on."""

from domain.errors import BadInput
from domain.kinds.author import Role
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.sign_in import is_same_account
from domain.words.roles import MAY, WORDS
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import typed_of
from sync_server.console.kinds.thing_form import Content, ThingForm, Writing, body_of
from sync_server.console.people.forms import STAGES, PersonForm
from sync_server.register.history import History
from sync_server.register.importing.which_person import new_account
from sync_server.register.names import names


def _typed(history: History) -> Typed:
    body, row = body_of(history, PersonSet), history.names.people[history.code]
    said = {"name": row.name, "certificate_no": row.certificate_no, "phone": row.phone}
    return typed_of(PersonForm, body, **said, stages="\n".join(body.stages))


def _begun(_writing: Writing, _asked: object) -> Typed:
    return {"role": Role.INSPECTOR.value}


def _content(writing: Writing, form: PersonForm) -> Content:
    if writing.history is None:
        body = form.body(PersonSet(account=_account(writing, form), role=form.role))
        return Content(body, form.private())
    body = form.body(body_of(writing.history, PersonSet))
    writing.services.people_commands.require_somebody(writing.viewer.account, body, "role")
    row = writing.history.names.people[body.account]
    stood = PersonPrivate(name=row.name, sort_as=row.sort_as)
    return Content(body, form.private(stood))


def _account(writing: Writing, form: PersonForm) -> str:
    """The account of somebody new; BadInput beside the field where somebody has it."""
    taken = writing.services.people.taken_accounts()
    if not form.account:
        return new_account(form.name, taken)
    account = form.typed_account()
    for each in taken:
        if is_same_account(each, account):
            raise BadInput(f"账号 {each} 已经有人用了，请换一个。", code="account")
    return account


def _options(writing: Writing) -> Options:
    known = names(writing.services.server.database, writing.viewer.district)
    body = writing.history.body if writing.history else None
    held = getattr(body, "zone", None)
    zones = {c: row.name for c, row in known.zones.items() if row.is_active or c == held}
    return {"role": WORDS, "zone": zones}


FORM = ThingForm(
    noun="person",
    form=PersonForm,
    content=_content,
    typed=_typed,
    options=_options,
    begun=_begun,
    left_out_of_change=("account",),
    new="新增人员",
    template="people/form.html",
    more={"may": MAY, "stages": STAGES},
)
