"""Who looks at the console, and what their role lets them see (scope is district and role)."""

from dataclasses import dataclass

from domain.errors import NotAllowed
from domain.kinds.author import COUNTING, INSPECTING, OVERSEEING, REVIEWING, Role
from domain.kinds.office.export import EXPORTING
from domain.kinds.office.month_lock import LOCKING
from domain.kinds.paper.drafting import DRAFTING
from sync_server.data.accounts import PersonFacts


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person who is signed in: the register says who, the role says what."""

    person: PersonFacts

    @property
    def account(self) -> str:
        """The account they signed in with."""
        return self.person.account

    @property
    def district(self) -> str:
        """The only district they see."""
        return self.person.district

    @property
    def role(self) -> Role:
        """What they are in their district."""
        return Role(self.person.role)

    @property
    def may_review(self) -> bool:
        """Whether they approve, return and comment the district's visits."""
        return self.role in REVIEWING

    @property
    def may_see_all(self) -> bool:
        """Whether they see what the office sees: all visits, findings, papers and phones."""
        return self.role in OVERSEEING

    @property
    def may_draft_papers(self) -> bool:
        """Whether they write papers, and keep record of what becomes of them."""
        return self.role in DRAFTING

    @property
    def may_see_papers(self) -> bool:
        """Whether they see the office's papers."""
        return self.may_see_all or self.may_draft_papers

    @property
    def may_see_visits(self) -> bool:
        """Whether they see visits at all: the office all of the district, inspectors their own."""
        return self.may_see_all or self.role is Role.INSPECTOR

    @property
    def may_see_months(self) -> bool:
        """Whether they see and take out the month's tables."""
        return self.may_see_all or self.role is Role.CLERK

    @property
    def may_lock(self) -> bool:
        """Whether they seal a month's figures, and open them again."""
        return self.role in LOCKING

    @property
    def may_see_register(self) -> bool:
        """Whether they see how the district's things came to stand as they do."""
        return self.may_see_months

    @property
    def may_count(self) -> bool:
        """Whether they record trainings, activities and news."""
        return self.role in COUNTING

    @property
    def may_set_register(self) -> bool:
        """Whether they say how the district's things stand: schools, people, themes …."""
        return self.role in REVIEWING

    @property
    def may_import(self) -> bool:
        """Whether they see what a workbook would change; doing it is for who sets the register.

        A clerk keeps the office's lists and prepares the file, but a line of it can make
        anybody a supervisor: so it is a supervisor who lets it be done.
        """
        return self.may_count

    @property
    def may_audit(self) -> bool:
        """Whether they see who did, saw and took out what."""
        return self.may_see_all

    @property
    def may_see_messages(self) -> bool:
        """Whether they see messages of the public: the office its district's, others their own."""
        return self.role in INSPECTING

    @property
    def may_see_tasks(self) -> bool:
        """Whether they see which tasks were given to whom, and how they stand."""
        return self.may_see_all or self.may_give_tasks

    @property
    def may_give_tasks(self) -> bool:
        """Whether they give tasks, and say what becomes of them."""
        return self.role in DRAFTING

    @property
    def may_see_campaigns(self) -> bool:
        """Whether they see the district's campaigns, and how far each is."""
        return self.may_see_all or self.may_run_campaigns

    @property
    def may_run_campaigns(self) -> bool:
        """Whether they plan campaigns and keep their course; approving is for who reviews."""
        return self.role in DRAFTING

    @property
    def may_back_up(self) -> bool:
        """Whether they see the server's backups, and make and test them; no guest of a district."""
        return self.role in REVIEWING and not self.person.is_guest

    @property
    def may_export(self) -> bool:
        """Whether they take lists out of the system."""
        return self.role in EXPORTING

    def require_audit(self) -> None:
        """NotAllowed (``no_audit``) unless they see who did, saw and took out what."""
        if not self.may_audit:
            raise NotAllowed("操作记录由督导员和审计员查看。", code="no_audit")

    def require_messages(self) -> None:
        """NotAllowed (``no_messages``) unless they see messages of the public."""
        if not self.may_see_messages:
            raise NotAllowed("群众来信由督导员和承办的督学查看。", code="no_messages")

    def require_tasks(self) -> None:
        """NotAllowed (``no_tasks``) unless they see the tasks that were given."""
        if not self.may_see_tasks:
            raise NotAllowed(
                "交办任务由督导员、统计员和审计员查看；督学在手机上办理。", code="no_tasks"
            )

    def require_give_tasks(self) -> None:
        """NotAllowed (``no_tasks``) unless they give tasks."""
        if not self.may_give_tasks:
            raise NotAllowed("任务由督导员和统计员交办。", code="no_tasks")

    def require_campaigns(self) -> None:
        """NotAllowed (``no_campaigns``) unless they see the district's campaigns."""
        if not self.may_see_campaigns:
            raise NotAllowed(
                "专项督导由督导员、统计员和审计员查看；督学在手机上办理。", code="no_campaigns"
            )

    def require_run_campaigns(self) -> None:
        """NotAllowed (``no_campaigns``) unless they plan campaigns and keep their course."""
        if not self.may_run_campaigns:
            raise NotAllowed("专项督导由督导员和统计员办理。", code="no_campaigns")

    def require_back_up(self) -> None:
        """NotAllowed (``no_backups``) unless they see the server's backups."""
        if not self.may_back_up:
            raise NotAllowed("备份由督导员办理。", code="no_backups")

    def require_export(self) -> None:
        """NotAllowed (``no_export``) unless they take lists out."""
        if not self.may_export:
            raise NotAllowed("名单和表格由督导员、统计员和审计员导出。", code="no_export")

    def require_set_register(self) -> None:
        """NotAllowed (``no_setting``) unless they set the district's things."""
        if not self.may_set_register:
            raise NotAllowed("基础信息由督导员维护。", code="no_setting")

    def require_import(self) -> None:
        """NotAllowed (``no_import``) unless they see what a workbook would change."""
        if not self.may_import:
            raise NotAllowed("导入由督导员和统计员办理。", code="no_import")

    def require_register(self) -> None:
        """NotAllowed (``no_register``) unless they see the register's histories."""
        if not self.may_see_register:
            raise NotAllowed("名册的修改记录由督导员、统计员和审计员查看。", code="no_register")

    def require_count(self) -> None:
        """NotAllowed (``no_count``) unless they record trainings, activities and news."""
        if not self.may_count:
            raise NotAllowed("培训、活动和信息由督导员和统计员登记。", code="no_count")

    def require_visits(self) -> None:
        """NotAllowed (``no_visits``) unless they see visits."""
        if not self.may_see_visits:
            raise NotAllowed("统计员只查看统计报表。", code="no_visits")

    def require_months(self) -> None:
        """NotAllowed (``no_months``) unless they see the month's tables."""
        if not self.may_see_months:
            raise NotAllowed("统计报表由督导员、统计员和审计员查看。", code="no_months")

    def require_lock(self) -> None:
        """NotAllowed (``no_lock``) unless they seal months."""
        if not self.may_lock:
            raise NotAllowed("月份由督导员和统计员锁定、解锁。", code="no_lock")

    def require_all(self) -> None:
        """NotAllowed (``no_office``) unless they see what the office sees."""
        if not self.may_see_all:
            raise NotAllowed("这一页由督导员和审计员查看。", code="no_office")

    def require_papers(self) -> None:
        """NotAllowed (``no_papers``) unless they see papers."""
        if not self.may_see_papers:
            raise NotAllowed("文书由督导员、统计员和审计员查看。", code="no_papers")

    def require_draft_papers(self) -> None:
        """NotAllowed (``no_papers``) unless they write papers."""
        if not self.may_draft_papers:
            raise NotAllowed("文书由督导员和统计员起草、登记。", code="no_papers")

    def require_review(self) -> None:
        """NotAllowed (``no_review``) unless they review."""
        if not self.may_review:
            raise NotAllowed("只有督导员可以审核督导记录。", code="no_review")
