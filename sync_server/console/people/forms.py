"""The forms about a person and their account."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from domain.errors import BadInput
from domain.kinds.author import Role
from domain.kinds.register.person import PersonPrivate, PersonSet, Post, Stage
from domain.sign_in import MOST_OF_ACCOUNT, typed_account
from domain.words.values import words_of
from sync_server.console.forms import OfficeForm, Ticks
from sync_server.readings.pinyin import sort_person_as

STAGES = {each.value: word for each, word in words_of(Stage).items()}
_VERSIONS = TypeAdapter(dict[str, str])


class PersonForm(OfficeForm):
    """Who somebody is; without an account one is made of the name."""

    name: Annotated[str, Field(min_length=1, max_length=50, title="姓名")]
    account: Annotated[
        str,
        Field(
            max_length=MOST_OF_ACCOUNT,
            title="账号",
            description="登录用，以后不能改；留空按姓名拼音",
            examples=["chen.jing"],
        ),
    ] = ""
    role: Annotated[Role, Field(title="角色")]
    zone: Annotated[str | None, Field(title="责任区")] = None
    department: Annotated[
        str, Field(max_length=100, title="所在部门", description="联合部门人员要写，如 监审科")
    ] = ""
    post: Annotated[Post | None, Field(title="专兼职")] = None
    phone: Annotated[
        str, Field(max_length=32, title="联系电话", description="只有督导室看得到")
    ] = ""
    certificate_no: Annotated[str, Field(max_length=64, title="督学证号")] = ""
    stages: Annotated[Ticks, Field(title="学段")] = ()

    def typed_account(self) -> str:
        """The account that was typed; BadInput beside its field for what can be none."""
        try:
            return typed_account(self.account)
        except BadInput as error:
            raise BadInput(error.message, code="account") from error

    def body(self, stood: PersonSet) -> PersonSet:
        """The person as the form has them; what it does not ask stays."""
        if not set(self.stages) <= STAGES.keys():
            raise BadInput("请勾选列出的学段。", code="stages")
        stages = tuple(each for each in Stage if each.value in self.stages)
        department = self.department.strip() or None
        if self.role is Role.DELEGATE and department is None:
            raise BadInput("联合部门人员请写明所在部门。", code="department")
        post = None if self.role is Role.DELEGATE else self.post
        said = {"role": self.role, "zone": self.zone, "post": post, "stages": stages}
        said["department"] = department
        return stood.model_copy(update=said)

    def private(self, stood: PersonPrivate | None = None) -> PersonPrivate:
        """What is kept apart; a name that stays is read as before."""
        is_same = stood is not None and stood.name == self.name and stood.sort_as
        sort_as = stood.sort_as if stood and is_same else sort_person_as(self.name)
        return PersonPrivate(
            name=self.name,
            sort_as=sort_as,
            certificate_no=self.certificate_no,
            phone=self.phone.strip(),
        )


class StopForm(OfficeForm):
    """From which day on somebody has no account any more."""

    from_on: Annotated[
        date, Field(title="停用日期", description="从这一天起；还没有到的，到那天停用")
    ]


class ResumeForm(OfficeForm):
    """That somebody has an account again."""


class CodeForm(OfficeForm):
    """That somebody gets a new one-time code."""


class CodeRevokeForm(OfficeForm):
    """That somebody's one-time code stops working."""


class FactorOffForm(OfficeForm):
    """Why somebody signs in by their password alone again."""

    reason: Annotated[
        str, Field(min_length=1, max_length=200, title="原因", description="例如 手机丢了")
    ]


class CodesForm(OfficeForm):
    """Who of several gets a new one-time code; ``versions`` is how each was seen."""

    versions: str = ""
    people: Annotated[Ticks, Field(min_length=1, title="发给谁")]

    def seen(self) -> Mapping[str, str]:
        """The versions of those who were ticked."""
        try:
            found = _VERSIONS.validate_json(self.versions)
            return {account: found[account] for account in self.people}
        except (ValidationError, KeyError) as error:
            raise BadInput("The form is none of ours.", code="codes_form") from error


def written(versions: Mapping[str, str]) -> str:
    """What ``CodesForm.seen`` reads."""
    return json.dumps(dict(versions))
