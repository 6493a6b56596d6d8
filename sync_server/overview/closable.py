"""Several findings to be closed at once: how each stands, and why one of them cannot be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.findings.state import missing_to_close
from domain.words.values import label
from sync_server.data.engine import Database
from sync_server.data.findings.course import RaisedFinding, raised_findings
from sync_server.data.findings.standing import course_of
from sync_server.data.findings.waiting import Key
from sync_server.office.findings import SeenCourse


@dataclass(frozen=True, slots=True)
class Closable:
    """Tells it within a district."""

    database: Database

    def versions(self, visits: Iterable[str]) -> dict[Key, str]:
        """The version of each finding of these visits as it now stands."""
        with self.database.session() as session:
            found = raised_findings(session.connection(), list(visits))
        return {key: each.version for key, each in found.items()}

    def refusals(self, district: str, seen: Sequence[SeenCourse]) -> dict[Key, str]:
        """Why those of them that cannot be closed as they were seen cannot, in words."""
        refused = {}
        with self.database.session() as session:
            connection = session.connection()
            known = raised_findings(connection, [each.visit for each in seen])
            for each in seen:
                key = (each.visit, each.finding_id)
                found = known.get(key)
                course = course_of(connection, *key)
                if found is None or found.district != district or course is None:
                    refused[key] = "没有这条问题"
                elif words := _overtaken(found, each.version):
                    refused[key] = words
                elif missing := missing_to_close(course):
                    refused[key] = f"还不能销号：{'，'.join(map(label, missing))}"
        return refused


def _overtaken(found: RaisedFinding, version: str) -> str:
    """What happened since it was seen; empty for nothing."""
    if not found.is_standing:
        return "这条问题已撤回"
    if found.course is not None and found.course.ending is not None:
        return "已经销号或终止"
    return "" if found.version == version else "刚有新内容，请看过再销号"
