"""Playing the demo year: phones record and deliver, the office reviews and keeps count."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta

from demo.activities import activities
from demo.agenda import Agenda, photos_from
from demo.cameras import Cameras
from demo.checklists.homework import Homework
from demo.district import EnrolledPhone
from demo.drawn.pictures import Picture
from demo.follow_up_alone import LoneFollowUps
from demo.office.accountability import CaseDesk
from demo.office.campaigns import CampaignDays
from demo.office.days import plan_office_days
from demo.office.given import Hands, TaskGiving
from demo.office.papers import PaperDesk
from demo.office.reported import plan_news
from demo.office.similar import SimilarDesk
from demo.plan import Fate, PlannedVisit, YearShape, YearTotals, at
from demo.records import Recorded, Recorder, Templates
from demo.rectification import Rectifying
from demo.region import CLERK, inspectors
from demo.reviews import Reviewing, answering
from demo.tasks import campaign
from demo.timeline import Event, Finish, Send, Timeline
from demo.workdays import workdays
from domain.clock import local_date
from domain.kinds.piece import Body
from sync_server.ledger.append import OfficeEntry, OfficeWriting
from sync_server.register.builtin import builtin_checklists, builtin_themes
from sync_server.server import Server

_REVIEW_AT = 9 * 60 + 20
_CAMPAIGN_AT = 8 * 60
_FRIDAY = 4
_UPLOADS_AT_ONCE = 12


class DemoYear:
    """Plans every event of the year on a timeline, and plays it."""

    def __init__(
        self,
        server: Server,
        agenda: Agenda,
        phones: dict[str, EnrolledPhone],
        timeline: Timeline,
    ) -> None:
        self._server = server
        self._agenda = agenda
        self._phones = phones
        self._timeline = timeline
        self._rectifying = Rectifying(agenda.now)
        self._papers = PaperDesk(server, timeline, agenda.now)
        self._recorder = Recorder(
            Templates(
                {theme.month: theme for theme in builtin_themes()},
                {each.checklist_id: each for each in builtin_checklists()},
            ),
            self._rectifying,
        )
        self._reviewing = Reviewing(
            server.committer,
            self._rectifying,
            self._papers,
            self._plan_amendment,
            self._plan_reply,
        )
        self._to_record: dict[str, list[PlannedVisit]] = defaultdict(list)
        self._inspectors = {each.account: each for each in inspectors()}
        self._uploading: list[Future[None]] = []
        self._held_back = self._last_photo_held_back()

    def play(self, shape: YearShape, report: Callable[[datetime], None]) -> None:
        """Everything until now, in its order and at its instants."""
        self._lone = LoneFollowUps(self._rectifying, self._agenda.now, shape)
        with (
            Cameras(self._agenda.visits) as cameras,
            ThreadPoolExecutor(_UPLOADS_AT_ONCE) as uploads,
        ):
            self._cameras, self._uploads = cameras, uploads
            self._plan(shape.totals)
            self._timeline.play(lambda when: self._uploaded(when, report))
            self._uploaded(self._agenda.now, report)
            self._server.looker.look()

    def _plan(self, totals: YearTotals) -> None:
        syncs: set[tuple[datetime, str]] = set()
        for visit in self._agenda.visits:
            self._to_record[visit.inspector.account].append(visit)
            syncs.add((visit.synced_at, visit.inspector.account))
        for when, account in sorted(syncs):
            self._timeline.add(when, self._sync(account, when))
        for when, bodies in activities(self._agenda, totals).items():
            self._timeline.add(when, self._record_activities(bodies))
        office = CampaignDays(self._server, self._timeline)
        begun = at(workdays(self._agenda.running_month)[0], _CAMPAIGN_AT)
        if begun < self._agenda.now:
            running = campaign(self._agenda.running_month)
            office.plan(running, begun)
        for held in self._agenda.campaigns:
            office.hold(held, self._agenda.now)
        plan_news(self._server, self._timeline, self._agenda)
        plan_office_days(self._server, self._timeline, self._agenda)
        Homework(self._server).plan(self._timeline, self._agenda.months)
        first = self._agenda.visits[0].school
        self._papers.leave_some(first.school_id, first.head)
        phones = {account: each.phone for account, each in self._phones.items()}
        hands = Hands(phones, self._deliver, self._is_idle)
        TaskGiving(self._server, self._timeline, self._agenda.now, hands).plan()
        SimilarDesk(self._server, self._timeline, self._agenda.now).plan()
        CaseDesk(self._server, self._timeline, self._agenda.now).plan()
        for when in self._review_times():
            self._timeline.add(when, self._review(when))

    def _review_times(self) -> list[datetime]:
        """Every working day of late, every Friday before; never today's future."""
        since = photos_from(self._agenda.now)
        days = [
            day
            for month in (*self._agenda.months, self._agenda.running_month)
            for day in workdays(month)
            if day >= since or day.weekday() == _FRIDAY
        ]
        times = (at(day, _REVIEW_AT) for day in days)
        return [when for when in times if when < self._agenda.now]

    # --- phones ----------------------------------------------------------------------------

    def _sync(self, account: str, when: datetime) -> Event:
        """Write down what happened since the last time, and deliver all of it."""

        def event() -> Send:
            visits = [each for each in self._to_record[account] if each.ends_at <= when]
            del self._to_record[account][: len(visits)]
            phone = self._phones[account].phone
            recorded = [
                self._recorder.record(visit, phone, self._cameras.shots(visit)) for visit in visits
            ]
            again = self._lone.of_day(self._inspectors[account], when)
            recorded += [self._recorder.look_again(again, phone)] if again else []

            def came() -> None:
                for each in recorded:
                    self._reviewing.came_in(each)
                self._upload(account, visits)

            return self._deliver(account, when, came)

        return event

    def _is_idle(self, account: str, when: datetime) -> bool:
        """Whether the phone has written every visit that began before this instant."""
        return all(each.starts_at >= when for each in self._to_record[account])

    def _deliver(self, account: str, when: datetime, came: Finish) -> Send:
        """Deliver what waits on the phone; ``came`` is called when the server has it all."""
        enrolled = self._phones[account]
        deliveries = enrolled.phone.deliveries(when)

        def send() -> Finish:
            submit = self._server.committer.submit
            asked = [(each, submit(each, enrolled.carrier)) for each in deliveries]

            def finish() -> None:
                for delivery, answer in asked:
                    enrolled.phone.answered(delivery, answer.result(), when)
                came()

            return finish

        return send

    def _upload(self, account: str, visits: list[PlannedVisit]) -> None:
        """Bring the visits' photos beside the rest; they are waited for before time goes on."""
        device, photos = self._phones[account].device, self._server.photos

        def put(picture: Picture) -> None:
            beginning = photos.begin(picture.sha256, device, None)
            photos.append(beginning, 0, picture.data)
            photos.finish(beginning).result()

        self._uploading += [
            self._uploads.submit(put, picture)
            for visit in visits
            for _, picture in self._cameras.shots(visit)[: self._brings(visit)]
        ]

    def _uploaded(self, when: datetime, report: Callable[[datetime], None]) -> None:
        uploading, self._uploading = self._uploading, []
        for upload in uploading:
            upload.result()
        report(when)

    def _brings(self, visit: PlannedVisit) -> int | None:
        """How many photos of the visit have come already: all, but for one visit of late."""
        return len(visit.scenes) - 1 if visit.number == self._held_back else None

    def _last_photo_held_back(self) -> int | None:
        """The newest waiting visit: its last photo is still on the phone."""
        waiting = [
            each for each in self._agenda.visits if each.fate is Fate.WAITING and each.scenes
        ]
        return waiting[-1].number if waiting else None

    # --- the office ------------------------------------------------------------------------

    def _review(self, when: datetime) -> Event:
        return lambda: self._reviewing.round(when)

    def _plan_amendment(self, recorded: Recorded, when: datetime) -> None:
        """The inspector completes a returned visit on the next working day, if that has come."""
        account = recorded.visit.inspector.account
        while local_date(when).weekday() > _FRIDAY:
            when += timedelta(days=1)
        if when + timedelta(hours=1) >= self._agenda.now:
            return

        def event() -> Send:
            phone = self._phones[account].phone
            self._recorder.amend(recorded, phone, when - timedelta(minutes=6))
            return self._deliver(account, when, lambda: self._reviewing.came_in(recorded))

        self._timeline.add(when, event)

    def _plan_reply(self, recorded: Recorded, when: datetime) -> None:
        """The office enters the school's reply, if that day has come."""
        if when < self._agenda.now:
            self._timeline.add(when, lambda: self._reply(recorded, when))

    def _reply(self, recorded: Recorded, when: datetime) -> Send:
        """The replies over the findings as they have come to stand by then."""
        replies = self._rectifying.replies(recorded.visit, recorded.id, when)
        for each in replies:
            each.case.answered_at = when
        return answering(self._server.committer, replies)

    def _record_activities(self, bodies: Sequence[Body]) -> Event:
        return self._write(CLERK[0], [OfficeEntry(body) for body in bodies])

    def _write(self, account: str, contents: list[OfficeEntry]) -> Event:
        writing = OfficeWriting(account, contents)

        def send() -> Finish:
            asked = self._server.committer.submit_office(writing)

            def finish() -> None:
                asked.result()

            return finish

        return lambda: send
