"""The command line ``duji``: what an office's computer person does without a browser."""

from collections.abc import Sequence


def app(words: Sequence[str] | None = None) -> None:
    """Run ``duji`` with these words, else with those of the process.

    The commands are imported here: a process that a command starts imports the script that
    started it, and must not read the whole server for that.
    """
    from sync_server.cli.application import app as commands

    commands(words)
