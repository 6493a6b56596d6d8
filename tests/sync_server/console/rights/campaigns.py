"""Who is let in at the routes of campaigns."""

from tests.sync_server.console.rights.letters import ACTS, COUNTS, SEES_ALL, TABLES, list_routes

CAMPAIGNS = {
    **list_routes("/campaigns", TABLES),
    **list_routes("/campaigns/units", TABLES),
    **list_routes("/campaigns/drawn", TABLES),
    **list_routes("/campaigns/coverage", TABLES),
    "GET /campaigns/{campaign}": TABLES,
    "GET /campaigns/{campaign}/at/{unit}": TABLES,
    "GET /campaigns/{campaign}/files/{sha256}": TABLES,
    "POST /campaigns/file": COUNTS,
    "GET /campaigns/{campaign}/draw": TABLES,
    "GET /campaigns/{campaign}/draw.json": TABLES,
    "POST /campaigns/{campaign}/draw/announce": COUNTS,
    "POST /campaigns/{campaign}/draw/result": COUNTS,
    **list_routes("/campaigns/visits", TABLES),
    **list_routes("/campaigns/photos", SEES_ALL),
    "GET /campaigns/{campaign}/report": TABLES,
    "GET /campaigns/{campaign}/report.docx": TABLES,
    "GET /campaigns/{campaign}/letters": COUNTS,
    "POST /campaigns/{campaign}/letters": COUNTS,
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
