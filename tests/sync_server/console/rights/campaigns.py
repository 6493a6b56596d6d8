"""Who is let in at the routes of campaigns."""

from tests.sync_server.console.rights.letters import ACTS, COUNTS, TABLES, list_routes

CAMPAIGNS = {
    **list_routes("/campaigns", TABLES),
    **list_routes("/campaigns/units", TABLES),
    **list_routes("/campaigns/coverage", TABLES),
    "GET /campaigns/{campaign}": TABLES,
    "GET /campaigns/new": COUNTS,
    "POST /campaigns/new": COUNTS,
    "GET /campaigns/{campaign}/edit": COUNTS,
    "POST /campaigns/{campaign}/edit": COUNTS,
    "GET /campaigns/{campaign}/teams/{team}": COUNTS,
    "POST /campaigns/{campaign}/teams/{team}": COUNTS,
    "POST /campaigns/{campaign}/teams/{team}/end": COUNTS,
    "POST /campaigns/{campaign}/teams/{team}/delegates": ACTS,
    "POST /campaigns/{campaign}/acts/{act}": COUNTS,
    "POST /campaigns/{campaign}/decisions/{act}": ACTS,
}
