"""The table of runs; how a run is packed into its row is told in ``data/runs.py``."""

from sync_server.data.tables import METADATA

RUN = METADATA.tables["run"]
RUN_COLUMNS = tuple(column.name for column in RUN.columns)
