"""What is written of a policy paper, and the form that brings a file."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from domain.ids import uuid7
from domain.kinds.office.policy import PolicyCategory, PolicySet
from domain.words.values import words_of
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm, Shown, Ticks, typed_of
from sync_server.console.kinds.closing import ClosedOn
from sync_server.register.history import History
from sync_server.register.names import Names

# A form may have a megabyte; what is longer comes as a file.
MOST_TYPED = 60_000


class PolicyForm(OfficeForm):
    """A paper: how an office cites it, whom it is for, and its text."""

    title: Annotated[str, Field(min_length=1, max_length=200, title="标题")]
    number: Annotated[str, Field(max_length=200, title="文号")] = ""
    organ: Annotated[str, Field(max_length=200, title="发文机关")] = ""
    issued_on: Annotated[date | None, Field(title="成文日期")] = None
    category: Annotated[PolicyCategory, Field(title="类别")] = PolicyCategory.NOTICE
    theme_ids: Annotated[Ticks, Field(title="对应的主题", description="可不选")] = ()
    must_be_read: Annotated[bool, Field(title="要求督学读完后确认")] = False
    asks_again: Annotated[bool, Field(title="正文改了以后，读过的要重新读")] = False
    text: Annotated[
        str,
        Field(
            min_length=1,
            max_length=MOST_TYPED,
            title="正文",
            description="手机上看的就是这里；小标题另起一行，以 # 开头",
        ),
    ]
    files: Annotated[Ticks, Field(title="附件", description="去掉勾就是去掉附件，旧版里还有")] = ()
    closed_on: ClosedOn = None

    def facts(self, stood: PolicySet | None) -> PolicySet:
        """The paper as the form says it, with the files of the one that stood."""
        kept = [each for each in stood.files if each.sha256 in self.files] if stood else []
        return PolicySet(
            policy_id=stood.policy_id if stood else uuid7(),
            title=self.title,
            number=self.number,
            organ=self.organ,
            issued_on=self.issued_on.isoformat() if self.issued_on else None,
            category=self.category,
            theme_ids=self.theme_ids,
            must_be_read=self.must_be_read,
            asks_again=self.asks_again,
            files=tuple(kept),
            closed_on=self.closed_on.isoformat() if self.closed_on else None,
        )


def blank(known: Names) -> Shown[PolicyForm]:
    """The form of a new paper."""
    return Shown(
        PolicyForm,
        "policy",
        {"asks_again": "true", "category": PolicyCategory.NOTICE.value},
        options=_options(known, None),
        left_out=("files", "closed_on"),
    )


def filled(facts: PolicySet, text: str, history: History, closing: Typed) -> Shown[PolicyForm]:
    """The form of a paper as it stands; a text that is too long for it is left out."""
    typed = typed_of(PolicyForm, facts, version=history.version, text=text)
    typed |= closing
    typed["theme_ids"] = "\n".join(facts.theme_ids)
    typed["files"] = "\n".join(each.sha256 for each in facts.files)
    left_out = ["files"] if not facts.files else []
    if len(text) > MOST_TYPED:
        left_out.append("text")
        typed["text"] = "（另见上传的文件）"
    return Shown(PolicyForm, "policy", typed, _options(history.names, facts), left_out)


def _options(known: Names, facts: PolicySet | None) -> Options:
    themes = {code: theme.title for code, theme in known.themes.items()}
    gone = {each: known.theme(each) for each in (facts.theme_ids if facts else ())}
    return {
        "category": {each.value: word for each, word in words_of(PolicyCategory).items()},
        "theme_ids": {**themes, **gone},
        "files": {each.sha256: each.name for each in (facts.files if facts else ())},
    }


@dataclass(frozen=True, slots=True)
class Upload:
    """The form that brings a file; ``policy`` is the paper it goes to, empty for a new one."""

    policy: str = ""
    version: str = ""
    problem: str = ""


def upload_of(policy: str = "", version: str = "", problem: str = "") -> Upload:
    """That form."""
    return Upload(policy, version, problem)
