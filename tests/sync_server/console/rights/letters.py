"""The letters of who gets through, and the routes that things of the console have alike."""

from domain.kinds.author import Role

# Nobody is signed in, and the roles a person can have.
# That one of these was taken out is an entry.
FILES = (".xlsx", ".csv", ".docx", ".zip", ".json")
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


def list_routes(path: str, who: str) -> dict[str, str]:
    """A list and the files it can be taken away as."""
    return {f"GET {path}{ending}": who for ending in ("", ".xlsx", ".csv")}


def noun_routes(path: str, code: str = "{code:path}", who: str = ACTS) -> dict[str, str]:
    """A list of things of the register, each with its page, and the forms that set them."""
    forms = ("/new", "/{code:path}/edit")
    return {
        **list_routes(path, TABLES),
        f"GET {path}/{code}": TABLES,
        **{f"{method} {path}{each}": who for each in forms for method in ("GET", "POST")},
    }


def counted_routes(path: str) -> dict[str, str]:
    """A list of the office's own work, with the files of each."""
    return {
        **noun_routes(path, "{code}", COUNTS),
        f"POST {path}/file": COUNTS,
        f"GET {path}/{{code}}/files/{{sha256}}": TABLES,
    }


def rule_routes(path: str) -> dict[str, str]:
    """A form of the district's rules, and what it would do before it is sent."""
    asked = (f"GET {path}", f"POST {path}", f"POST {path}/preview")
    return dict.fromkeys(asked, ACTS)
