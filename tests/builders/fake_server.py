"""A server in memory for the ways a real one fails only once: it stands in as a transport.

What it keeps and answers follows the messages of the real one; the contract tests hold the
phone against that.
"""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.sync.messages import refused
from app.sync.transport import Answer, Request
from domain.clock import format_instant
from domain.kinds.author import Role
from domain.kinds.book_part import BookPart
from domain.trail.chain import head_message
from domain.trail.checkpoint import Checkpoint, checkpoint_text
from domain.trail.delivery import Delivery, read_delivery, vouched_for
from domain.trail.line import Line, sha256_hex
from domain.trail.merkle import Frontier
from domain.trail.range_proof import Growth
from domain.trail.receipt import Leaf, Receipt
from domain.wire.messages import (
    AuthorFacts,
    ChainState,
    EnrolAnswer,
    EnrolRequest,
    PushAnswer,
    RefusedLine,
    Tip,
    TrailAnswer,
)
from domain.wire.workbook import WORKBOOK_SCHEMA, Workbook, WorkbookVisit
from domain.wire.workbook_parts import SentPart, WorkbookAnswer, taken_apart
from tests.builders.papers import Paper
from tests.builders.register import a_workbook
from tests.builders.trail import MAY_14

Fault = Callable[[Request], None]
NAMES = {"chen.jing": "陈静", "wang.fang": "王芳"}


def answered(message, status: int = 200, **headers: str) -> Answer:
    """A message as an answer."""
    return Answer(status, headers, message.model_dump_json().encode())


def failing(status: int, code: str = "", **headers: str) -> Fault:
    """A fault that answers with this status."""

    def fault(_request: Request) -> None:
        body = f'{{"title":"x","status":{status},"detail":"x","code":"{code}"}}'
        raise refused(status, headers, body.encode() if code else b"")

    return fault


@dataclass
class FakeServer:
    """Takes deliveries and photos, answers workbooks and trails, and fails where it is told to.

    ``before`` and ``after`` hold one fault per coming request: before it has an effect (the
    request was lost) or after it (the answer was lost). ``on`` arms one for a request to come.
    """

    before: list[Fault] = field(default_factory=list)
    after: list[Fault] = field(default_factory=list)
    armed: list[tuple[str, str, Fault]] = field(default_factory=list)
    epoch: str = "epoch-1"
    workbook: Workbook = field(default_factory=a_workbook)
    workbook_schema: int = WORKBOOK_SCHEMA
    broken_parts: set[str] = field(default_factory=set)
    is_cutting: bool = False
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    signing_key: Ed25519PrivateKey | None = None
    export_key: X25519PrivateKey | None = field(default_factory=X25519PrivateKey.generate)
    at: datetime = MAY_14
    date: str | None = None
    lines: dict[str, Line] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    photos: dict[str, bytearray] = field(default_factory=dict)
    complete: set[str] = field(default_factory=set)
    arrivals: dict[str, int] = field(default_factory=dict)
    shown: dict[str, bytes] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    authors: dict[str, AuthorFacts] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    bad_lines: set[str] = field(default_factory=set)
    policies: dict[str, bytes] = field(default_factory=dict)
    log_before: list[bytes] | None = None
    largest_push: int = 10_000
    asked: list[Request] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    seconds: int = 0

    def send(self, _server_url: str, request: Request) -> Answer:
        """The answer, or the fault that was asked for."""
        self.asked.append(request)
        if self.before:
            self.before.pop(0)(request)
        for each in self.armed:
            method, part, fault = each
            if method in ("*", request.method) and part in request.path:
                self.armed.remove(each)
                fault(request)
                break
        answer = self._route(request)
        if self.after:
            self.after.pop(0)(request)
        if self.date is not None:
            answer = replace(answer, headers={**answer.headers, "date": self.date})
        return answer

    def on(self, method: str, part: str, *faults: Fault) -> None:
        """Meet the coming requests of this method ("*": any) to such a path with these faults."""
        self.armed += [(method, part, fault) for fault in faults]

    def paths(self, method: str = "") -> list[str]:
        """The paths asked for so far, of one method or of all."""
        return [each.path for each in self.asked if each.method == method or not method]

    def _route(self, request: Request) -> Answer:
        if request.path == "/api/v1/enrol":
            return self._enrol(EnrolRequest.model_validate_json(request.body or b""))
        if request.token != "token":
            failing(401, "not_signed_in")(request)
        for pattern, answer in (
            (r"/api/v1/trail", self._push),
            (r"/api/v1/chains/(.+)", self._chain),
            (r"/api/v1/photos/(.+)", self._photo),
            (r"/api/v1/workbook", self._workbook),
            (r"/api/v1/visits/(.+)/trail", self._trail),
            (r"/api/v1/policies/(.+)", self._policy),
        ):
            if found := re.fullmatch(pattern, request.path):
                return answer(request, *found.groups())
        raise AssertionError(f"nobody answers {request.path}")

    def _now(self) -> str:
        self.seconds += 1
        return format_instant(self.at + timedelta(seconds=self.seconds))

    def _enrol(self, wish: EnrolRequest) -> Answer:
        if wish.code != "123456":
            failing(401, "wrong_credentials")(Request("POST", ""))
        self.keys[wish.chain] = wish.public_key
        facts = AuthorFacts(
            chain=wish.chain, account=wish.account, role=Role.INSPECTOR, district="wanshan"
        )
        self.authors[wish.chain] = facts
        return answered(
            EnrolAnswer(
                token="token",
                account=wish.account,
                name=NAMES.get(wish.account, wish.account),
                role=Role.INSPECTOR,
                district="wanshan",
                district_name="万山区",
                log_public_key=self.key.public_key().public_bytes_raw().hex(),
                epoch=self.epoch,
                server_at=self._now(),
                export_public_key=self._export_public_key,
            )
        )

    @property
    def export_secret(self) -> X25519PrivateKey:
        """The key that opens trail files."""
        assert self.export_key is not None, "this server has none"
        return self.export_key

    @property
    def _export_public_key(self) -> str | None:
        return self.export_key.public_key().public_bytes_raw().hex() if self.export_key else None

    def _push(self, request: Request) -> Answer:
        delivery = read_delivery(gzip.decompress(request.body or b""))
        if len(delivery.lines) > self.largest_push:
            failing(413, "too_large")(request)
        self.deliveries.append(delivery)
        for head in delivery.envelope.heads:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.keys[head.chain]))
            message = head_message(head.chain, head.seq, head.id)
            key.verify(bytes.fromhex(head.signature), message)
        vouched = vouched_for(delivery.envelope.heads, delivery.lines)
        refusals = [
            RefusedLine(index=each.index, code=each.code, detail=each.detail)
            for each in delivery.refused
        ]
        bad = {each.index for each in delivery.refused}
        places = [at for at in range(len(delivery.lines) + len(bad)) if at not in bad]
        for index, line in zip(places, delivery.lines, strict=True):
            code = self._problem(line, vouched)
            if code:
                refusals.append(RefusedLine(index=index, id=line.id, code=code, detail="words"))
            elif line.id not in self.lines:
                self.lines[line.id] = line
                self.receipts[line.id] = self._receipt(line)
        held = [self.receipts[line.id] for line in delivery.lines if line.id in self.lines]
        chains = dict.fromkeys(line.header.chain for line in delivery.lines)
        return answered(
            PushAnswer(
                server_at=self._now(),
                epoch=self.epoch,
                chains=tuple(map(self._chain_state, chains)),
                receipts=tuple(held),
                refused=tuple(refusals),
            )
        )

    def _problem(self, line: Line, vouched: frozenset[str]) -> str | None:
        if line.id in self.bad_lines:
            return "bad_header"
        if line.id not in vouched:
            return "unsigned_head"
        if line.header.prev is not None and line.header.prev not in self.lines:
            return "unknown_prev"
        return None

    @property
    def size(self) -> int:
        """How many entries the log has: those that were pushed, and one per photo's arrival."""
        return len(self.receipts) + len(self.arrivals)

    def _receipt(self, line: Line) -> Receipt:
        """The line's own receipt, in a log that holds nothing worth telling before it."""
        now, position = self._now(), self.size
        leaf = Leaf(
            position=position,
            id=line.id,
            accepted_at=now,
            earliest=now,
            latest=now,
            carrier=line.header.chain,
        )
        before = Frontier().append([bytes(32)] * position)
        growth = Growth(before, [leaf.leaf_hash()])
        text = checkpoint_text(self.epoch, position + 1, growth.after.root)
        key = self.signing_key or self.key
        public = key.public_key().public_bytes_raw().hex()
        checkpoint = Checkpoint.made(text, public, key.sign(text.encode()).hex())
        proof = growth.proof(position, position + 1)
        if self.log_before is not None:
            proof = replace(proof, left=tuple(self.log_before))
        return Receipt.of(checkpoint, [leaf], proof)

    def _chain_state(self, chain: str) -> ChainState:
        held = [line for line in self.lines.values() if line.header.chain == chain]
        parents = {line.header.prev for line in held}
        tips = [Tip(seq=line.header.seq, id=line.id) for line in held if line.id not in parents]
        return ChainState(chain=chain, tips=tuple(tips), is_revoked=chain in self.revoked)

    def _chain(self, _request: Request, chain: str) -> Answer:
        return answered(self._chain_state(chain))

    def _photo(self, request: Request, sha256: str) -> Answer:
        if request.method == "GET":
            if sha256 not in self.shown:
                failing(404, "photo_unknown")(request)
            return Answer(200, {"content-type": "image/jpeg"}, self.shown[sha256])
        if not any(sha256.encode() in (line.body_bytes or b"") for line in self.lines.values()):
            failing(404, "photo_unknown")(request)
        held = self.photos.setdefault(sha256, bytearray())
        headers = request.headers or {}
        if request.method == "PUT":
            held.clear()
        if request.method == "PATCH" and int(headers["Upload-Offset"]) != len(held):
            failing(409, "wrong_offset")(request)
        if request.method in ("PUT", "PATCH") and sha256 not in self.complete:
            held += request.body or b""
            if headers["Upload-Complete"] == "?1":
                if sha256_hex(bytes(held)) != sha256:
                    held.clear()
                    failing(422, "photo_hash_wrong")(request)
                self.complete.add(sha256)
        told = {"upload-offset": str(len(held)), "upload-complete": "?0"}
        if sha256 in self.complete:
            position = self.arrivals.setdefault(sha256, self.size)
            told |= {"upload-complete": "?1", "arrival-epoch": self.epoch}
            told |= {"arrival-position": str(position)}
        return Answer(200, told, b"")

    def _workbook(self, request: Request) -> Answer:
        held, at = (request.headers or {}).get("If-None-Match", ""), self.workbook.server_at
        sent = {}
        for part, content in taken_apart(self.workbook).items():
            document = content.model_dump(mode="json")
            # A test that moves the clock wants the phone to hear of it.
            moved = at if part is BookPart.SERVER else ""
            tag = sha256_hex(f"{moved}{part}{document}".encode())
            if tag not in held:
                is_broken = part in self.broken_parts
                sent[part.value] = SentPart(tag=tag, content={} if is_broken else document)
        if not sent:
            return Answer(304, {}, b"")
        answer = answered(
            WorkbookAnswer(workbook_schema=self.workbook_schema, server_at=at, parts=sent)
        )
        return replace(answer, body=answer.body[:-9]) if self.is_cutting else answer

    def _policy(self, request: Request, sha256: str) -> Answer:
        if sha256 not in self.policies:
            failing(404, "not_found")(request)
        return Answer(200, {}, self.policies[sha256])

    def _trail(self, request: Request, visit: str) -> Answer:
        held = [line for line in self.lines.values() if line.subject == visit]
        if not held:
            failing(404, "not_found")(request)
        return answered(
            TrailAnswer(
                visit=visit,
                lines=tuple(line.raw.decode() for line in held),
                authors=tuple(self.authors.values()),
            )
        )

    def forget_after(self, kept: int) -> None:
        """Be restored from a backup that held only the first lines and no photos."""
        self.lose_after(kept)
        self.epoch = "epoch-2"
        self.workbook = self.workbook.model_copy(update={"epoch": self.epoch})

    def lose_after(self, kept: int) -> None:
        """The same without saying so: a folder was copied back, and the epoch is the old one."""
        for line_id in list(self.lines)[kept:]:
            del self.lines[line_id]
            del self.receipts[line_id]
        self.photos.clear()
        self.complete.clear()
        self.arrivals.clear()

    def list_papers(self, *papers: Paper) -> None:
        """Put these papers, and no others, into the library."""
        listed = tuple(policy for paper in papers for policy, _ in paper)
        self.policies |= {policy.sha256: text for paper in papers for policy, text in paper}
        self.workbook = self.workbook.model_copy(update={"policies": listed})

    def show(self, *visits: WorkbookVisit) -> None:
        """Put these visits into the workbook."""
        self.say(visits=visits)

    def set_clock(self, at: datetime) -> None:
        """Live at this time from now on."""
        self.at = at
        self.say(server_at=format_instant(at))

    def say(self, **facts: object) -> None:
        """Let the workbook say this from now on."""
        self.workbook = self.workbook.model_copy(update=facts)
