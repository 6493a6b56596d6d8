"""A relation that one of the demo's inspectors declared, and a flag that its office explained."""

from demo.agenda import responsible
from demo.office.library import supervisor
from demo.plan import YearShape
from demo.region import DISTRICT, SUPERVISOR, inspectors, schools
from domain.kinds.register.avoidance import AvoidancePrivate, AvoidanceSet
from domain.kinds.visit.builder import State
from domain.review.explaining import facts_print
from domain.visit.flag import FlagCode
from sync_server.data.visits.listing import VisitFilter
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.office.commands import Explain, Office
from sync_server.review.paging import FIRST
from sync_server.review.visit_listing import VisitListings
from sync_server.server import Server

RELATION = "配偶在该校任副校长。本人申报，不督导、不分工这所学校。"
REASON = "已电话核对：当天先从后门离校，再步行到停车点才记录离校，离校时间和学校门卫登记一致。"


def declare(server: Server, shape: YearShape) -> None:
    """The third inspector avoids a school that is another one's."""
    whose = inspectors()[2]
    own = {each.school_id for each in responsible(whose, shape)}
    school = next(each for each in reversed(schools()) if each.school_id not in own)
    body = AvoidanceSet(account=whose.account, school_id=school.school_id)
    entry = OfficeEntry(body, AvoidancePrivate(text=RELATION), expects=NEW)
    Office(server.database, server.committer).set_register(SUPERVISOR[0], [entry])


def explain(server: Server) -> None:
    """Why a visit that was approved was left outside of its school, where there is such a one."""
    code, state = FlagCode.LEFT_OUTSIDE, State.APPROVED
    wanted = VisitFilter(DISTRICT, flag=code.value, state=state.value)
    for each in VisitListings(server.database).found(supervisor(server), wanted).read(FIRST, 1):
        flag = next(flag for flag, _ in each.flags if flag.code is code)
        said = Explain(each.row.visit, each.visit.version, facts_print(flag), REASON)
        Office(server.database, server.committer).explain_flag(SUPERVISOR[0], said)
