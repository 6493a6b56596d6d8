"""What an entry about a paper says, in the words of its history."""

from domain.kinds.paper.answering import PaperServed, ServedPrivate, TalkHeld, TalkPrivate
from domain.kinds.paper.enclosing import PaperEnclosed
from domain.kinds.paper.issuing import PaperIssued
from domain.kinds.piece import ReasonPrivate, TextPrivate
from domain.kinds.reading import Reading
from domain.words.values import label


def said_by(reading: Reading) -> str:
    """What the entry says; empty where its kind says it all, or its text was erased."""
    body, private = reading.body, reading.private
    if isinstance(body, PaperIssued):
        return f"{body.number}（{body.issued_on}）"
    if isinstance(body, PaperServed):
        names = private if isinstance(private, ServedPrivate) else ServedPrivate()
        who = "、".join(each for each in (names.signed_by, *names.witnesses) if each)
        return f"{body.served_on} {label(body.delivery)}" + (f"：{who}" if who else "")
    if isinstance(body, PaperEnclosed):
        return f"{label(body.sort)}：{body.file.name}"
    if isinstance(body, TalkHeld):
        talk = private if isinstance(private, TalkPrivate) else TalkPrivate()
        return f"{body.held_on} {talk.persons}：{talk.minutes}"
    if isinstance(private, TextPrivate):
        return private.text
    return private.reason if isinstance(private, ReasonPrivate) else ""
