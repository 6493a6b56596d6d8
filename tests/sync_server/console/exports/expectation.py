"""What the files of one list must hold."""

from typing import NamedTuple


class Expected(NamedTuple):
    """Some heads of a list, and the query that selects what stands below them.

    ``address`` is the rest of the list's address, where not all of it is asked for.
    """

    heads: tuple[str, ...]
    query: str
    address: str = ""
