"""Fetching the texts of the office's papers, a few in each run, each checked against its hash."""

from pydantic import ValidationError

from app.store import policies
from app.sync.link import Link
from app.sync.messages import damaged_paper
from app.sync.progress import Phase
from domain.errors import NotFound
from domain.trail.line import sha256_hex
from domain.wire.messages import PolicyText
from domain.wire.workbook import WorkbookPolicy

TEXTS_PER_RUN = 30


def pull_policies(link: Link) -> int:
    """Fetch texts that are listed and not held here, the ones to be read first; how many.

    A damaged one is not kept and said at the end; the others are. What is not listed any more
    goes.
    """
    with link.store.database.read() as transaction:
        workbook = link.store.workbooks.get(transaction, link.account)
        held = policies.held(transaction, link.account)
    listed = workbook.policies if workbook else ()
    hashes = {each.sha256 for each in listed}
    if held - hashes:
        with link.store.database.write() as transaction:
            policies.drop_others(transaction, link.account, hashes)
    missing = {each.sha256: each for each in listed if each.sha256 not in held}
    wanted = sorted(missing.values(), key=lambda each: not each.must_be_read)[:TEXTS_PER_RUN]
    damaged: list[WorkbookPolicy] = []
    for number, each in enumerate(wanted):
        link.report(Phase.WORKBOOK, number / len(wanted))
        if not _pull(link, each):
            damaged.append(each)
    if damaged:
        raise damaged_paper(damaged[0].title)
    return len(wanted)


def _pull(link: Link, policy: WorkbookPolicy) -> bool:
    """Fetch one text; False when it came damaged or is none."""
    try:
        answer = link.ask("GET", f"/api/v1/policies/{policy.sha256}")
    except NotFound:
        return True  # The office replaced it since; the next workbook says so.
    if sha256_hex(answer.body) != policy.sha256:
        return False
    try:
        PolicyText.model_validate_json(answer.body)
    except ValidationError:
        return False
    document = answer.body.decode()
    with link.store.database.write() as transaction:
        policies.put(transaction, link.account, policy.sha256, document)
    return True
