"""Who has to put a problem right: the school, unless somebody says otherwise (3-14)."""

import flet as ft

from app.ui.guard import part, safe
from app.ui.texts import labels
from app.ui.texts.visit import finding as words
from app.ui.widgets import form as forms
from app.ui.widgets.form import Form
from app.ui.widgets.pieces import quiet, stack, together
from domain.kinds.visit.finding import OwnerUnit


@part
def OwnerChoice(form: Form) -> ft.Control:
    """Folded away while it is the school's; else whose it is, and which unit that is."""
    is_open, set_open = ft.use_state(False)
    owner = form.values.get("owner") or OwnerUnit.SCHOOL.value
    is_other = owner != OwnerUnit.SCHOOL.value
    if not (is_other or is_open):
        unfold = safe(lambda: set_open(True))
        button = ft.TextButton(words.NOT_THE_SCHOOLS, icon=ft.Icons.EXPAND_MORE, on_click=unfold)
        return ft.Row([button])
    name = forms.text_field(form, "owner_name", words.OWNER_NAME, hint=words.OWNER_NAME_HINT)
    chips = forms.chips(form, "owner", labels.OWNER, may_clear=False)
    lines: list[ft.Control] = [
        together(stack([quiet(words.OWNER), chips], 12)),
        *([ft.Row([name], key="owner-name")] if is_other else []),
    ]
    return stack(lines, 12)
