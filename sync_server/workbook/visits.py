"""An inspector's own visits as a workbook tells them."""

import json
from typing import Any

from sync_server.data.workbook.snapshot import OwnVisits


def content(own: OwnVisits) -> str:
    """A `MinePart` as JSON."""
    told = [_visit(visit, said, own) for visit, said in own.told]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return f'{{"visits":{text},"checklists":[{",".join(own.checklists)}]}}'


def _visit(visit: str, said: dict[str, Any], own: OwnVisits) -> dict[str, Any]:
    """A `WorkbookVisit`: what the table says of it, with names and photos as they are now."""
    reviews = [
        {
            "verdict": review["verdict"],
            "text": review["text"],
            "by_name": own.names.get(review["account"], review["account"]),
            "at": review["at"],
        }
        for review in said["reviews"]
    ]
    received = own.photos_received.get(visit, 0)
    told = {"visit": visit, **said, "photos_received": received, "reviews": reviews}
    del told["checklist"]
    return told
