"""What the district's activities were about: the topics that its office has used so far."""

from domain.kinds.office.activity import ActivityRecorded
from sync_server.data.engine import Database
from sync_server.data.overview.activities import facts_of_activities


def topics_used(database: Database, district: str) -> list[str]:
    """Every topic, each once, in the order in which they were first used."""
    with database.looking_up() as connection:
        found = facts_of_activities(connection, district)
    bodies = (ActivityRecorded.model_validate_json(each) for each in found)
    return list(dict.fromkeys(topic for body in bodies for topic in body.topics))
