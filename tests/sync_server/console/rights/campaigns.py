"""Who is let in at the routes of campaigns."""

from tests.sync_server.console.rights.letters import ACTS, COUNTS, SEES_ALL, TABLES, list_routes

CAMPAIGNS = {
    **list_routes("/campaigns", TABLES),
    **list_routes("/campaigns/units", TABLES),
    **list_routes("/campaigns/visits", TABLES),
    **list_routes("/campaigns/photos", SEES_ALL),
    "GET /campaigns/{campaign}": TABLES,
    "GET /campaigns/{campaign}/report": TABLES,
    "GET /campaigns/{campaign}/report.docx": TABLES,
    "GET /campaigns/{campaign}/circular": TABLES,
    "GET /campaigns/{campaign}/circular.docx": TABLES,
    "GET /campaigns/{campaign}/letters": COUNTS,
    "POST /campaigns/{campaign}/letters": COUNTS,
    "GET /campaigns/new": COUNTS,
    "POST /campaigns/new": COUNTS,
    "GET /campaigns/{campaign}/edit": COUNTS,
    "POST /campaigns/{campaign}/edit": COUNTS,
    "GET /campaigns/{campaign}/teams/{team}": COUNTS,
    "POST /campaigns/{campaign}/teams/{team}": COUNTS,
    "POST /campaigns/{campaign}/teams/{team}/end": COUNTS,
    "POST /campaigns/{campaign}/acts/{act}": COUNTS,
    "POST /campaigns/{campaign}/decisions/{act}": ACTS,
}
