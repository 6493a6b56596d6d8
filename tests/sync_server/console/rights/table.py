"""Roles × routes: who is let in at every route of the console and of the API.

A route that is missing here, or stands here and is none, fails ``test_roles_and_routes.py``.
"""

from domain.kinds.author import Role

# Nobody is signed in, and the roles a person can have.
NOBODY = "-"
LETTERS = {
    "I": Role.INSPECTOR,
    "C": Role.CLERK,
    "A": Role.AUDITOR,
    "S": Role.SUPERVISOR,
    "M": Role.ADMIN,
}

# Somebody who has come in at the door for a unit; what is one's there, is nobody's of the office.
UNIT = "U"
ANYBODY, SIGNED_IN = "-ICASMU", "ICASM"
SEES_VISITS = "IASM"
SEES_ALL = "ASM"
TABLES = "CASM"
COUNTS = "CSM"
ACTS = "SM"


def _list(path: str, who: str) -> dict[str, str]:
    """A list and the files it can be taken away as."""
    return {f"GET {path}{ending}": who for ending in ("", ".xlsx", ".csv")}


def _noun(path: str, code: str = "{code:path}") -> dict[str, str]:
    """A list of things of the register, each with its page, and the forms that set them."""
    forms = ("/new", "/{code:path}/edit")
    return {
        **_list(path, TABLES),
        f"GET {path}/{code}": TABLES,
        **{f"{method} {path}{each}": ACTS for each in forms for method in ("GET", "POST")},
    }


def _rule(path: str) -> dict[str, str]:
    """A form of the district's rules, and what it would do before it is sent."""
    asked = (f"GET {path}", f"POST {path}", f"POST {path}/preview")
    return dict.fromkeys(asked, ACTS)


READING = {
    "GET /": SIGNED_IN,
    "GET /visits": SEES_VISITS,
    "GET /visits.xlsx": SEES_ALL,
    "GET /visits.csv": SEES_ALL,
    "GET /visits/{visit_id}": SEES_VISITS,
    "GET /visits/{visit_id}/record": SEES_VISITS,
    "GET /visits/{visit_id}/lessons/{number}": SEES_VISITS,
    "GET /visits/{visit_id}/photos/{photo_id}": SEES_VISITS,
    "GET /visits/{visit_id}/record/{number}/paper.docx": SEES_ALL,
    "GET /visits/{visit_id}/follow-up/{number}/paper.docx": SEES_ALL,
    "GET /visits/{visit_id}/lessons/{number}/paper.docx": SEES_ALL,
    "GET /records": SEES_VISITS,
    "GET /map": SEES_VISITS,
    "GET /map.xlsx": SEES_ALL,
    "GET /map.csv": SEES_ALL,
    "GET /photos/{sha256}": SEES_VISITS,
    "GET /photos/{sha256}/thumbnail": SEES_VISITS,
    "GET /check": SEES_ALL,
    # It asks with a file what GET /check asks with a code; nothing is kept of it.
    "POST /check/picture": SEES_ALL,
    **_list("/findings", TABLES),
    "GET /findings/new": COUNTS,
    "GET /findings/{subject}": TABLES,
    "GET /findings/{visit}/{finding_id}": TABLES,
    **_list("/similar", TABLES),
    **_list("/similar/answers", TABLES),
    "GET /similar/{check}": TABLES,
    "GET /similar/{check}/{school}": TABLES,
    "GET /closing": TABLES,
    **_list("/books/work", TABLES),
    **_list("/books/rectification", TABLES),
    **_list("/books/follow-ups", TABLES),
    **_list("/books/lessons", TABLES),
    **_list("/counted", TABLES),
    **_list("/papers", TABLES),
    "GET /papers/{paper_id}": TABLES,
    "GET /papers/{paper_id}/paper.docx": TABLES,
    **_noun("/signing", "{code}"),
    **_noun("/delegates", "{code}"),
    **_list("/devices", SEES_ALL),
    "GET /devices/{chain}": SEES_ALL,
    "GET /month": TABLES,
    "GET /month/{period}.xlsx": TABLES,
    "GET /month/{period}.csv": TABLES,
    "GET /month/charts": TABLES,
    "GET /month/{month}/changes": TABLES,
    "POST /month/{month}/lock": COUNTS,
    "POST /month/{month}/unlock": COUNTS,
    **_list("/uncovered", TABLES),
    **_list("/grid", TABLES),
    **_list("/grid/visits", SEES_ALL),
    **_list("/audit", SEES_ALL),
    **_list("/activities", TABLES),
    "GET /history/{noun}/{code:path}": TABLES,
}

REGISTER = {
    **_noun("/grants", "{code}"),
    **_noun("/passes", "{code}"),
    "GET /passes/{code}/code": ACTS,
    **_noun("/schools", "{code}"),
    **_noun("/zones", "{code}"),
    **_noun("/people", "{code}"),
    **_noun("/assignments"),
    **_noun("/avoidances"),
    **_noun("/themes", "{code}"),
    "POST /themes/copy": ACTS,
    **_noun("/calendar", "{code}"),
    "POST /calendar/copy": ACTS,
    **_noun("/hazard-duties", "{code}"),
    **_noun("/indicators"),
    **_list("/balance", TABLES),
    **_noun("/balance-rules", "{code}"),
    **_noun("/service-notice", "{code}"),
    **_list("/policies", TABLES),
    "GET /policies/{policy_id}": TABLES,
    "GET /policies/{policy_id}/{part:int}": TABLES,
    "GET /policies/{policy_id}/versions/{number}": TABLES,
    "GET /policies/{policy_id}/files/{sha256}": TABLES,
    "GET /policies/new": ACTS,
    "POST /policies/new": ACTS,
    "POST /policies/file": ACTS,
    "GET /policies/{policy_id}/edit": ACTS,
    "POST /policies/{policy_id}/edit": ACTS,
    "GET /templates": TABLES,
    "GET /templates/{document}": TABLES,
    "GET /templates/{document}/current.docx": TABLES,
    "GET /templates/{document}/built-in.docx": TABLES,
    "GET /templates/{document}/example.docx": TABLES,
    "POST /templates/file": ACTS,
    "POST /templates/{document}/back": ACTS,
    "GET /rules": TABLES,
    "GET /settings": TABLES,
    **_rule("/rules/duty"),
    **_rule("/rules/counting"),
    **_rule("/rules/trail"),
    **_rule("/rules/limits"),
    **_rule("/rules/closing"),
    **_rule("/settings/district"),
    "GET /import": COUNTS,
    "GET /import/template.xlsx": COUNTS,
    "POST /import": COUNTS,
    "GET /import/{file}": COUNTS,
    "GET /import/{file}/marked.xlsx": COUNTS,
    "POST /import/{file}": ACTS,
}

_DRAFT = "/checklists/draft/{draft}"
# A draft, and a file that waits, is its writer's alone.
OF_DRAFTS = {
    f"GET {_DRAFT}": ACTS,
    f"GET {_DRAFT}/phone": ACTS,
    f"POST {_DRAFT}/arrange": ACTS,
    f"POST {_DRAFT}/drop": ACTS,
    f"POST {_DRAFT}/catch-up": ACTS,
    f"POST {_DRAFT}/sections/new": ACTS,
    **{
        f"{method} {_DRAFT}/{each}": ACTS
        for each in ("title", "sections/{key}", "items/new", "items/{item_id}", "publish")
        for method in ("GET", "POST")
    },
    "GET /checklists/import/{file}": ACTS,
    "POST /checklists/import/{file}": ACTS,
}

CHECKLISTS = {
    **_list("/checklists", TABLES),
    "GET /checklists/{checklist_id}": TABLES,
    "GET /checklists/{checklist_id}/{version:int}": TABLES,
    "GET /checklists/{checklist_id}/{version:int}/phone": TABLES,
    "GET /checklists/{checklist_id}/{version:int}/xlsform.xlsx": TABLES,
    "POST /checklists/{checklist_id}/draft": ACTS,
    "POST /checklists/{checklist_id}/use": ACTS,
    **_list("/checklist-visits", SEES_ALL),
    "GET /checklists/new": ACTS,
    "POST /checklists/new": ACTS,
    "GET /checklists/import": ACTS,
    "POST /checklists/import": ACTS,
    **OF_DRAFTS,
}

ACTING = {
    "GET /review": ACTS,
    "POST /findings/new": COUNTS,
    "POST /findings/{subject}/{act}": COUNTS,
    "GET /findings/{subject}/similar": ACTS,
    "POST /similar/send": ACTS,
    "POST /similar/send/look": ACTS,
    "POST /similar/{check}/{school}/enter": COUNTS,
    "POST /similar/{check}/{school}/withdraw": ACTS,
    "GET /review/several": ACTS,
    "POST /review/several": ACTS,
    "POST /closing": ACTS,
    "POST /review/{visit_id}/verdict": ACTS,
    "POST /review/{visit_id}/explain": ACTS,
    "POST /visits/{visit_id}/review": ACTS,
    "POST /visits/{visit_id}/explain": ACTS,
    "POST /visits/{visit_id}/merge": ACTS,
    "POST /visits/{visit_id}/unmerge": ACTS,
    "POST /visits/{visit_id}/cancel": ACTS,
    "POST /visits/{visit_id}/date": ACTS,
    "POST /visits/{visit_id}/hazard": ACTS,
    "POST /visits/{visit_id}/position": ACTS,
    "POST /papers/series": ACTS,
    "GET /schools/{school_id}/paper": COUNTS,
    "POST /schools/{school_id}/paper": COUNTS,
    "POST /schools/{school_id}/paper/look": COUNTS,
    "GET /papers/{paper_id}/edit": COUNTS,
    "POST /papers/{paper_id}/edit": COUNTS,
    "POST /papers/{paper_id}/edit/look": COUNTS,
    "POST /papers/{paper_id}/acts/{act}": COUNTS,
    "POST /papers/{paper_id}/signing/{act}": ACTS,
    "POST /papers/file": COUNTS,
    "GET /papers/{paper_id}/files/{sha256}": TABLES,
    "GET /papers/signing/several": ACTS,
    "POST /papers/signing/several": ACTS,
    "POST /devices/{chain}": ACTS,
    "POST /activities/{noun}": COUNTS,
    "GET /activities/{noun}/{code}": COUNTS,
    "POST /activities/{noun}/{code}": COUNTS,
    **_list("/backups", ACTS),
    "GET /backups/{name}": ACTS,
    "POST /backups": ACTS,
    "POST /backups/{name}": ACTS,
    "GET /robots": ACTS,
    "POST /robots": ACTS,
    "POST /robots/try": ACTS,
    "GET /codes": ACTS,
    "POST /codes": ACTS,
    "GET /codes/{file}": ACTS,
    "POST /people/{account}/stop": ACTS,
    "POST /people/{account}/resume": ACTS,
    "POST /people/{account}/code": ACTS,
    "POST /people/{account}/code/revoke": ACTS,
    "POST /people/{account}/second-factor/off": ACTS,
    **_list("/opinions", ACTS),
    "GET /messages": "ISM",
    "GET /messages.xlsx": ACTS,
    "GET /messages.csv": ACTS,
    "GET /messages/{message}": ACTS,
    "POST /messages/{message}/accept": ACTS,
    "POST /messages/{message}/pass": ACTS,
    "POST /messages/{message}/report": ACTS,
    "POST /messages/{message}/close": ACTS,
    "GET /schools/{school_id}/card": ACTS,
    "GET /schools/{school_id}/door": ACTS,
    "GET /schools/{school_id}/door/slips/{file}": ACTS,
    "POST /schools/{school_id}/door/links": ACTS,
    "POST /schools/{school_id}/door/revoke": ACTS,
    "POST /schools/{school_id}/door/account": ACTS,
    "POST /schools/{school_id}/door/account/close": ACTS,
}

DOOR = {
    "GET /door": UNIT,
    "POST /door/leave": UNIT,
    "GET /door/papers/{paper}": UNIT,
    "POST /door/papers/{paper}/receipt": UNIT,
    "GET /door/answer": UNIT,
    "POST /door/answer": UNIT,
    "GET /door/similar": UNIT,
    "GET /door/similar/{check}": UNIT,
    "POST /door/similar": UNIT,
    "GET /door/visits": UNIT,
    "GET /door/visits/{visit}": UNIT,
    "POST /door/visits/{visit}": UNIT,
    "GET /door/photos/{sha256}": UNIT,
    "GET /door/photos/{sha256}/thumbnail": UNIT,
}

# One's own way of signing in; it changes nothing of the district.
OWN = {
    # An account with one district alone has nothing to see side by side, and goes to its own.
    "GET /districts": "",
    "GET /in/{district}": SIGNED_IN,
    "GET /own": SIGNED_IN,
    "POST /own/password": SIGNED_IN,
    "GET /own/second-factor": SIGNED_IN,
    "POST /own/second-factor": SIGNED_IN,
    "POST /own/second-factor/off": SIGNED_IN,
}

OPEN = {
    "GET /sign-in": ANYBODY,
    "POST /sign-in": ANYBODY,
    "POST /sign-in/code": ANYBODY,
    "POST /sign-out": ANYBODY,
    "GET /set-password": ANYBODY,
    "POST /set-password": ANYBODY,
    "GET /app-download": ANYBODY,
    "GET /app-download/{file}": ANYBODY,
    "GET /enrol": ANYBODY,
    "GET /privacy": ANYBODY,
    "GET /pass/{token}": ANYBODY,
    "GET /privacy/complaint": ANYBODY,
    "POST /privacy/complaint": ANYBODY,
    "GET /card/ask": ANYBODY,
    "POST /card/ask": ANYBODY,
    "GET /card/{code}": ANYBODY,
    "POST /card/{code}": ANYBODY,
    "GET /door/enter": ANYBODY,
    "POST /door/enter": ANYBODY,
}

# By the token of a phone, which an auditor never has; which visits, photos and papers it may ask
# for is told by what they are, not by the role.
PHONES = "ICSM"
API = {
    "POST /api/v1/enrol": PHONES,
    "POST /api/v1/trail": PHONES,
    "GET /api/v1/chains/{chain}": PHONES,
    "GET /api/v1/visits/{visit}/trail": PHONES,
    "HEAD /api/v1/photos/{sha256}": PHONES,
    "GET /api/v1/photos/{sha256}": PHONES,
    "PUT /api/v1/photos/{sha256}": PHONES,
    "PATCH /api/v1/photos/{sha256}": PHONES,
    "GET /api/v1/workbook": PHONES,
    "GET /api/v1/policies/{sha256}": PHONES,
    "GET /api/v1/log/inclusion": PHONES,
    "GET /api/v1/log/consistency": PHONES,
}
# What any monitor may follow: hashes and how the server is, no content.
OPEN_API = {
    "GET /api/v1/log": ANYBODY,
    "GET /api/v1/log/{epoch}/checkpoint": ANYBODY,
    "GET /api/v1/log/{epoch}/tile/{level}/{index:path}": ANYBODY,
    "GET /api/v1/health": ANYBODY,
    "GET /readyz": ANYBODY,
}

CONSOLE = {**READING, **REGISTER, **CHECKLISTS, **ACTING, **OWN, **OPEN, **DOOR}
EVERY_ROUTE = {**CONSOLE, **API, **OPEN_API}
