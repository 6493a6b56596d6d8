"""The phone database's schema, step by step. Steps are only ever added, never changed."""

from sqlalchemy import Connection

from domain.errors import Unavailable

BEFORE_FIRST = 4
"""The newest version that no phone in the field ever had; the steps count up from it."""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE chain (
            chain VARCHAR(36) NOT NULL PRIMARY KEY,
            account VARCHAR(64) NOT NULL,
            role VARCHAR(16) NOT NULL,
            name VARCHAR NOT NULL,
            district VARCHAR(64) NOT NULL,
            district_name VARCHAR NOT NULL,
            server_url VARCHAR NOT NULL,
            token VARCHAR NOT NULL,
            log_public_key VARCHAR NOT NULL,
            epoch VARCHAR NOT NULL,
            public_key VARCHAR(64) NOT NULL,
            is_practice BOOLEAN NOT NULL,
            is_current BOOLEAN NOT NULL,
            is_signed_out BOOLEAN NOT NULL,
            trouble VARCHAR(16),
            head_seq INTEGER NOT NULL,
            head_id VARCHAR(64),
            answer_at VARCHAR(24),
            answer_ms INTEGER,
            answer_boot VARCHAR(64),
            last_contact_at VARCHAR(24),
            export_public_key VARCHAR(64)
        )""",
        "CREATE INDEX ix_chain_account ON chain (account)",
        "CREATE UNIQUE INDEX ux_chain_current ON chain (account) WHERE is_current",
        """CREATE TABLE line (
            arrival INTEGER NOT NULL PRIMARY KEY,
            id VARCHAR(64) NOT NULL UNIQUE,
            chain VARCHAR(36) NOT NULL,
            seq INTEGER NOT NULL,
            kind VARCHAR(65) NOT NULL,
            visit VARCHAR(64),
            raw BLOB NOT NULL,
            is_mine BOOLEAN NOT NULL,
            signature VARCHAR(128),
            sent_at VARCHAR(24),
            receipt INTEGER,
            position INTEGER,
            accepted_at VARCHAR(24),
            refused_code VARCHAR(64),
            refused_words TEXT,
            exported_at VARCHAR(24)
        )""",
        "CREATE INDEX ix_line_visit ON line (visit)",
        "CREATE INDEX ix_line_chain_seq ON line (chain, seq)",
        # A restored backup must not make this phone write two lines at one place.
        "CREATE UNIQUE INDEX ux_line_mine ON line (chain, seq) WHERE is_mine",
        "CREATE INDEX ix_line_unsent ON line (chain, seq) WHERE is_mine AND sent_at IS NULL",
        """CREATE TABLE receipt (
            receipt INTEGER NOT NULL PRIMARY KEY,
            document TEXT NOT NULL
        )""",
        """CREATE TABLE author (
            chain VARCHAR(36) NOT NULL PRIMARY KEY,
            account VARCHAR(64) NOT NULL,
            role VARCHAR(16) NOT NULL,
            district VARCHAR(64) NOT NULL,
            is_practice BOOLEAN NOT NULL
        )""",
        """CREATE TABLE visit_row (
            visit VARCHAR(64) NOT NULL PRIMARY KEY,
            account VARCHAR(64) NOT NULL,
            school_id VARCHAR(64) NOT NULL,
            school_name VARCHAR NOT NULL,
            visit_type VARCHAR(16) NOT NULL,
            theme_id VARCHAR(64),
            visit_on VARCHAR(10) NOT NULL,
            month VARCHAR(7) NOT NULL,
            state VARCHAR(16) NOT NULL,
            is_amending BOOLEAN NOT NULL,
            campaign_id VARCHAR(64),
            leader VARCHAR(64) NOT NULL,
            has_follow_ups BOOLEAN NOT NULL,
            flags TEXT NOT NULL,
            search_text TEXT NOT NULL,
            fold_version INTEGER NOT NULL
        )""",
        "CREATE INDEX ix_visit_row_account ON visit_row (account, visit_on, visit)",
        """CREATE TABLE folded_visit (
            visit VARCHAR(64) NOT NULL PRIMARY KEY,
            document TEXT NOT NULL
        )""",
        """CREATE TABLE photo (
            photo_id VARCHAR(64) NOT NULL PRIMARY KEY,
            account VARCHAR(64) NOT NULL,
            entry VARCHAR(64) NOT NULL REFERENCES line (id),
            visit VARCHAR(64) NOT NULL,
            sha256 VARCHAR(64) NOT NULL,
            original_sha256 VARCHAR(64) NOT NULL,
            size_bytes INTEGER NOT NULL,
            sent_bytes INTEGER NOT NULL,
            is_hazard BOOLEAN NOT NULL,
            taken_at VARCHAR(24) NOT NULL,
            complete_at VARCHAR(24),
            arrival INTEGER,
            arrival_epoch VARCHAR(64),
            problem TEXT,
            exported_at VARCHAR(24),
            original_freed_at VARCHAR(24),
            freed_at VARCHAR(24)
        )""",
        "CREATE INDEX ix_photo_account ON photo (account)",
        "CREATE INDEX ix_photo_visit ON photo (visit)",
        "CREATE INDEX ix_photo_sha256 ON photo (sha256)",
        "CREATE INDEX ix_photo_waiting ON photo (visit) WHERE complete_at IS NULL",
        """CREATE TABLE draft (
            visit VARCHAR(64) NOT NULL,
            field_key VARCHAR(128) NOT NULL,
            text TEXT NOT NULL,
            changed_at VARCHAR(24) NOT NULL,
            PRIMARY KEY (visit, field_key)
        )""",
        """CREATE TABLE workbook_part (
            account VARCHAR(64) NOT NULL,
            part VARCHAR(16) NOT NULL,
            tag VARCHAR(64) NOT NULL,
            workbook_schema INTEGER NOT NULL,
            document TEXT NOT NULL,
            pulled_at VARCHAR(24) NOT NULL,
            PRIMARY KEY (account, part)
        )""",
        """CREATE TABLE setting (
            name VARCHAR(64) NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        )""",
        "CREATE INDEX ix_visit_row_campaign ON visit_row (account, campaign_id)",
        """CREATE TABLE checklist (
            checklist_id VARCHAR(64) NOT NULL,
            version INTEGER NOT NULL,
            account VARCHAR(64) NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (account, checklist_id, version)
        )""",
        """CREATE TABLE policy (
            account VARCHAR(64) NOT NULL,
            sha256 VARCHAR(64) NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (account, sha256)
        )""",
        """CREATE TABLE note_print (
            visit VARCHAR(64) NOT NULL,
            section VARCHAR(16) NOT NULL,
            print VARCHAR(16) NOT NULL,
            account VARCHAR(64) NOT NULL,
            characters INTEGER NOT NULL,
            PRIMARY KEY (visit, section, print)
        )""",
        "CREATE INDEX ix_note_print ON note_print (account, print)",
        """CREATE TABLE pin (
            account VARCHAR(64) NOT NULL PRIMARY KEY,
            salt BLOB NOT NULL,
            digest BLOB NOT NULL,
            failures INTEGER NOT NULL,
            wait_until VARCHAR(24)
        )""",
    ),
    (
        "ALTER TABLE visit_row ADD COLUMN units TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE visit_row ADD COLUMN called TEXT NOT NULL DEFAULT ''",
    ),
)


def migrate(connection: Connection, steps: tuple[tuple[str, ...], ...] = STEPS) -> None:
    """Bring the database to the newest schema, inside the caller's transaction.

    Unavailable where the database was written by a newer version of the app, or in a format
    from before the first one that is read.
    """
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if 0 < version <= BEFORE_FIRST:
        raise Unavailable(
            "这部手机上的记录是正式启用以前的试用版写的，这一版读不了；原来的文件没有动。",
            code="older_database",
        )
    done = max(version - BEFORE_FIRST, 0)
    if done > len(steps):
        raise Unavailable(
            "这部手机上的记录是更新版本的督迹写的，请先把督迹升级到最新版再打开。",
            code="newer_database",
        )
    for number, statements in enumerate(steps[done:], start=BEFORE_FIRST + done + 1):
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"PRAGMA user_version = {number}")
