"""Where one gets by going back."""

_LISTED = {
    "lesson": "lessons",
    "finding": "findings",
    "photo": "photos",
    "camera": "photos",
    "sign": "signatures",
    "read": "signatures",
    "follow-up": "follow-ups",
}

_PICTURED = {"after": "finding"}


def above(route: str, last_tab: str) -> str:
    """The page above a page."""
    steps = [step for step in route.split("/") if step]
    if steps[:1] == ["visit"] and len(steps) > 2:
        return _above_part(steps)
    if steps[:1] == ["school"] and len(steps) > 2:
        return f"/campaign/{steps[2]}"
    if steps[:1] in (["paper"], ["handbook"]):
        return "/library"
    if steps[:1] == ["accounts"] and len(steps) > 1:
        return "/accounts"
    return "/day" if route == "/choose/stop" else last_tab


def _above_part(steps: list[str]) -> str:
    """From a visit's part to the list it stands on, to what a picture is of, or to the visit."""
    visit, part = "/".join(["", *steps[:2]]), steps[2]
    if part == "camera" and len(steps) > 4:
        page = _PICTURED.get(steps[3], steps[3])
        return f"{visit}/checklist" if page == "item" else f"{visit}/{page}/{steps[4]}"
    if part == "finding" and len(steps) > 4:
        return f"{visit}/checklist"
    if part == "privacy" and len(steps) > 3:
        return f"{visit}/{steps[3]}"
    return f"{visit}/{_LISTED[part]}" if part in _LISTED else visit
