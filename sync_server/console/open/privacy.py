"""数据与隐私: what is recorded of people and why, who runs the site, and where complaints go."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.clock import local_date
from domain.errors import NotSignedIn
from domain.kinds.register.district import DistrictSet
from domain.register.trail_rule import rule_on, rules_after
from domain.words.trail import rule_words
from sync_server.console.guard import Services, SignedIn, signed_in
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.data.workbook.service_notices import notice_of, own_notice
from sync_server.register.districts import Districts

router = APIRouter()

PAGE = Page("privacy.html")


@router.get("/privacy")
def privacy(request: Request, services: Services) -> Response:
    """The site's own facts, and the rule of every district, or of one's own when signed in."""
    user = _user(request, services)
    today = local_date(services.server.clock())
    found = [
        (rules, rule_on(rules.trail, today), rules_after(rules.trail, today))
        for rules in _districts(services, user)
    ]
    with services.server.database.reading() as transaction:
        said = [
            (rules.name, notice_of(transaction.tables, rules.district, services.server.about))
            for rules, _, _ in found
            if own_notice(transaction.tables, rules.district)
        ]
    return PAGE.response(
        request, user=user, section="", districts=found, in_words=rule_words, said=said
    )


def _user(request: Request, services: ConsoleServices) -> SignedIn | None:
    try:
        return signed_in(request, services)
    except NotSignedIn:
        return None


def _districts(services: ConsoleServices, user: SignedIn | None) -> list[DistrictSet]:
    server = services.server
    districts = Districts(server.database, server.committer)
    codes = [user.viewer.district] if user else sorted(districts.names())
    return [districts.rules(code) for code in codes]
