"""The forms on a page as a browser has them: what each field holds, and what it may hold."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import count

from sqlmodel import select

from sync_server.data.tables import SubjectRow
from sync_server.server import Server

Fields = dict[str, list[str]]
DATES = ("2026-05-14", "2026-05-29")


@dataclass
class DrawnForm:
    """One form: where it goes, its fields by name, and which of them a person fills in.

    ``kinds`` is what sort of control each visible field is, ``choices`` what a list offers,
    ``least`` the smallest number of a field, and ``examples`` what stands in an empty one.
    """

    action: str
    fields: Fields = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    choices: dict[str, list[str]] = field(default_factory=dict)
    least: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, list[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Which of the console's forms it is."""
        return next(iter(self.fields.get("form_name", [])), "")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[DrawnForm] = []
        self._text: list[str] | None = None
        self._name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(DrawnForm(told["action"]))
        elif self.forms and (name := told.get("name", "")):
            self._control(tag, name, told)
        elif self.forms and tag == "option":
            self._option(told)

    def _control(self, tag: str, name: str, told: dict[str, str]) -> None:
        form, self._name = self.forms[-1], name
        kind = told.get("type", "text") if tag == "input" else tag
        if tag == "button":
            form.buttons.setdefault(name, []).append(told.get("value", ""))
            return
        if kind != "hidden":
            form.kinds[name] = kind
        if "required" in told:
            form.required.add(name)
        if "min" in told:
            form.least[name] = int(told["min"])
        if "placeholder" in told:
            form.examples[name] = told["placeholder"]
        if tag == "textarea":
            self._text = []
        elif tag == "input" and (kind != "checkbox" or "checked" in told):
            form.fields.setdefault(name, []).append(told.get("value", ""))
        elif kind == "checkbox":
            form.choices.setdefault(name, []).append(told.get("value", ""))

    def _option(self, told: dict[str, str]) -> None:
        form = self.forms[-1]
        form.choices.setdefault(self._name, []).append(told.get("value", ""))
        if "selected" in told:
            form.fields[self._name] = [told["value"]]

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            self.forms[-1].fields[self._name] = ["".join(self._text).removeprefix("\n")]
            self._text = None


def forms_on(page: str) -> list[DrawnForm]:
    """The forms of a page in their order."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def form_on(page: str, name: str, action: str = "") -> DrawnForm:
    """The first form of this name (and action, where one is given); fails where there is none."""
    found = [each for each in forms_on(page) if each.name == name]
    return next(each for each in found if action in ("", each.action))


def fill_in(form: DrawnForm) -> Fields:
    """A form with something in every field that no page of ours begins with.

    A line that shows an example is of a certain make: it gets that.
    """
    fields = dict(form.fields)
    dates = iter(DATES)
    # Each is more than the one before: of some forms that is asked.
    numbers = count(17)
    for name, kind in form.kinds.items():
        if kind in ("text", "textarea"):
            fields[name] = [form.examples.get(name, f"我写的{name}&<b>")]
        elif kind == "number":
            number = max(next(numbers), form.least.get(name, 17))
            fields[name] = [str(number)] if name != "year" else ["2026"]
        elif kind == "date":
            # What is put off is put off to a later day; what was received was so by today.
            set_days = {"until": DATES[-1], "known_on": DATES[0], "self_check_due": DATES[0]}
            # A Sunday, on which the lottery is drawn that is offered first.
            set_days["seed_on"] = "2026-05-17"
            fields[name] = [set_days.get(name) or next(dates)]
        elif kind == "checkbox" and name not in fields and form.choices[name] != ["true"]:
            fields[name] = form.choices[name][:1]
        elif kind == "select":
            fields[name] = [next(each for each in form.choices[name] if each)]
    return {**fields, **{name: some[:1] for name, some in form.buttons.items()}}


def outdated(server: Server, fields: Fields) -> Fields:
    """The form with every version in it that of something nobody ever saw."""
    with server.database.session() as session:
        versions = [row.version for row in session.exec(select(SubjectRow))]

    def old(text: str) -> str:
        for version in versions:
            text = text.replace(version, "0" * 64)
        return text

    return {name: [old(each) for each in some] for name, some in fields.items()}
