"""The server itself, as `duji serve` runs it: python -m tests.benchmarks.ours FOLDER PORT"""

import sys
from pathlib import Path

import uvicorn

from sync_server.cli.serve import settle
from sync_server.edge.collector import collect_seldom
from sync_server.settings import Settings
from sync_server.wiring import build_server, create_app

if __name__ == "__main__":
    collect_seldom()
    # The quotas are those of a phone, and one of these clients brings more than a phone does.
    settings = Settings(data=Path(sys.argv[1]), lines_per_day=10**9, photo_mb_per_day=10**6)
    app = create_app(build_server(settings), settings)
    settle()
    uvicorn.run(app, port=int(sys.argv[2]), log_level="warning", access_log=False)
