"""A server as form collectors are built: one ORM transaction of several statements a submission.

A submission is written as its instance, its answers, its attachments and a line of the audit, in
a session of the request, committed durably before the answer. Nothing is signed, linked or folded.
Run with: python -m tests.benchmarks.orm_design FOLDER PORT
"""

import gzip
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import uvicorn
from fastapi import Depends, FastAPI, Request
from pydantic import BaseModel
from sqlalchemy import Engine, create_engine, event
from sqlmodel import Field, Session, SQLModel, select


class Submission(BaseModel):
    """A whole visit as it is sent."""

    answers: list["Answered"]


class Answered(BaseModel):
    """One answer of it: what it is of, when it was given, and what was said."""

    chain: str
    seq: int
    at: datetime
    kind: str
    subject: str | None
    body: dict[str, Any]
    private: dict[str, Any]


class Instance(SQLModel, table=True):
    """A submission, the newest version of what it is about."""

    id: int | None = Field(default=None, primary_key=True)
    instance_id: str = Field(unique=True)
    device: str = Field(index=True)
    received_at: datetime
    is_newest: bool = True


class Answer(SQLModel, table=True):
    """One answer of a submission."""

    id: int | None = Field(default=None, primary_key=True)
    instance_id: str = Field(foreign_key="instance.instance_id", index=True)
    kind: str = Field(index=True)
    at: datetime
    value: str


class Attachment(SQLModel, table=True):
    """A photo that a submission names and that is still to come."""

    id: int | None = Field(default=None, primary_key=True)
    instance_id: str = Field(foreign_key="instance.instance_id", index=True)
    name: str = Field(index=True)
    is_there: bool = False


class Audit(SQLModel, table=True):
    """Who did what."""

    id: int | None = Field(default=None, primary_key=True)
    actor: str = Field(index=True)
    action: str
    of: str
    at: datetime


class Device(SQLModel, table=True):
    """Whose token this is."""

    token: str = Field(primary_key=True)
    name: str


def engine_of(folder: Path) -> Engine:
    """The database of a folder, as durable as ours."""
    engine = create_engine(f"sqlite:///{folder / 'orm.db'}", connect_args={"timeout": 60})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    SQLModel.metadata.create_all(engine, tables=[_table(each) for each in _ALL])
    return engine


_ALL = (Instance, Answer, Attachment, Audit, Device)


def _table(model: type[SQLModel]) -> Any:
    return SQLModel.metadata.tables[str(model.__tablename__)]


def received(raw: bytes) -> Submission:
    """The submission in a delivery of ours, checked by its model as a form's would be."""
    found = []
    for line in gzip.decompress(raw).split(b"\n")[1:]:
        if line:
            header, body, private = (json.loads(piece) for piece in line.split(b"\t"))
            found.append({**header, "body": body, "private": private})
    return Submission.model_validate({"answers": found})


def keep(session: Session, sent: Submission, token: str) -> str:
    """Write the submission's rows; the id it has from now on."""
    now = datetime.now(UTC)
    device = session.exec(select(Device).where(Device.token == token)).first()
    if device is None:
        device = Device(token=token, name="phone")
        session.add(device)
        session.flush()
    first = sent.answers[0]
    instance = Instance(
        instance_id=f"{first.chain}/{first.seq}", device=device.name, received_at=now
    )
    session.add(instance)
    session.flush()
    name = instance.instance_id
    for each in sent.answers:
        value = json.dumps({**each.body, **each.private}, ensure_ascii=False)
        session.add(Answer(instance_id=name, kind=each.kind, at=each.at, value=value))
        if "sha256" in each.body:
            session.add(Attachment(instance_id=name, name=each.body["sha256"]))
    session.add(Audit(actor=device.name, action="submission.create", of=name, at=now))
    return name


def create_orm(folder: Path) -> FastAPI:
    """The endpoint over one folder."""
    app, engine = FastAPI(), engine_of(folder)

    def session_of() -> Iterator[Session]:
        with Session(engine) as session:
            yield session

    async def sent(request: Request) -> Submission:
        return received(await request.body())

    @app.post("/api/v1/trail")
    def trail(
        request: Request,
        session: Annotated[Session, Depends(session_of)],
        submission: Annotated[Submission, Depends(sent)],
    ) -> dict[str, str]:
        name = keep(session, submission, request.headers["authorization"])
        session.commit()
        return {"instance": name, "etag": str(uuid4())}

    return app


if __name__ == "__main__":
    uvicorn.run(create_orm(Path(sys.argv[1])), port=int(sys.argv[2]), log_level="warning")
