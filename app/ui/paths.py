"""Where one gets by going back."""


def above(route: str, last_tab: str) -> str:
    """The page above a page."""
    steps = [step for step in route.split("/") if step]
    if steps[:1] == ["visit"] and len(steps) > 2:
        visit = "/".join(["", *steps[:2]])
        listed = {"lesson": "lessons", "finding": "findings", "photo": "photos"}
        listed |= {"camera": "photos", "sign": "signatures"}
        return f"{visit}/{listed[steps[2]]}" if steps[2] in listed else visit
    if steps[:1] == ["school"] and len(steps) > 2:
        return f"/campaign/{steps[2]}"
    if steps[:1] in (["paper"], ["handbook"]):
        return "/library"
    if route == "/choose/stop":
        return "/day"
    return "/accounts" if steps[:1] == ["accounts"] and len(steps) > 1 else last_tab
