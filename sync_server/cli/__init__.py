"""The command line ``duji``: what an office's computer person does without a browser."""

from sync_server.cli.application import app

__all__ = ["app"]
