"""A paper from the office to the phone, read there offline, and known as read at the office."""

from app.account.session import AccountSession
from domain.kinds.office.policy import PolicyCategory, PolicySection, PolicySet
from tests.builders.handset import write
from tests.builders.real_server import CutNetwork, Running

PARTS = 3


def issue(office: Running, words: str = "督学进校应当出示督学证。") -> None:
    """The office puts a paper of three parts, which has to be read, into the library."""
    contents = [
        (
            PolicySet(
                policy_id="rules",
                part=part,
                parts=PARTS,
                title="责任督学工作规则",
                number="万督〔2026〕3 号",
                organ="万山区督导室",
                issued_on="2026-03-01",
                category=PolicyCategory.RULE,
                must_be_read=True,
                sections=(PolicySection(heading=f"第{part}条", text=f"{words}𠮷䶮 {part}"),),
            ),
            None,
        )
        for part in range(1, PARTS + 1)
    ]
    write(office.server, "wanshan", *contents)


def test_paper_is_read_offline_and_known_as_read(office: Running, phone: AccountSession) -> None:
    issue(office)
    assert phone.sync.run().problem is None
    (paper,) = phone.library.papers()
    assert (paper.is_here, paper.must_be_read, paper.is_read) == (True, True, False)
    assert [each.heading for each in phone.library.sections(paper)] == ["第1条", "第2条", "第3条"]
    phone.library.mark_read("rules")
    assert phone.sync.run().problem is None
    workbook = phone.workbook()
    assert workbook is not None
    assert [each.is_read for each in workbook.policies] == [True] * PARTS


def test_revised_paper_replaces_the_text_and_is_to_be_read_again(
    office: Running, phone: AccountSession
) -> None:
    issue(office)
    phone.sync.run()
    phone.library.mark_read("rules")
    phone.sync.run()
    issue(office, "督学进校应当主动出示督学证。")
    assert phone.sync.run().problem is None
    (paper,) = phone.library.papers()
    assert (paper.is_here, paper.is_read) == (True, False)
    assert "主动出示" in phone.library.sections(paper)[0].text


def test_cut_between_two_texts_costs_only_the_rest(
    office: Running, phone: AccountSession, network: CutNetwork
) -> None:
    phone.sync.run()
    issue(office)
    fetched = "/api/v1/policies/"
    # The workbook's request comes first and the chain's, then each text's: the second is lost.
    network.lost.add(len(network.sent) + 3)
    assert phone.sync.run().code == "offline"
    assert sum(len(phone.library.sections(each)) for each in phone.library.papers()) == 1
    assert phone.sync.run().problem is None
    assert phone.library.papers()[0].is_here
    asked = [each.path for each in network.sent if each.path.startswith(fetched)]
    assert len(asked) == PARTS + 1
