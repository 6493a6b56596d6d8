"""Rows under their titles, as the command line shows them."""

from collections.abc import Iterable, Sequence


def show_rows(
    titles: Sequence[str], rows: Iterable[Sequence[str]], *, is_wrapped: bool = True
) -> None:
    """Print the rows in columns; ``is_wrapped``: no wider than the terminal."""
    # A server that only serves lists nothing.
    from rich.console import Console
    from rich.table import Table

    table = Table(*titles, box=None)
    for row in rows:
        table.add_row(*row)
    Console(highlight=False, soft_wrap=not is_wrapped).print(table)
