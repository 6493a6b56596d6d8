"""The parts of ``verify``: what is checked of the log, chains, photos, tables and witnesses."""
