"""What is said unasked, made of plain values of the sample year: who reads, and the parts of an envelope."""

from dataclasses import replace
from datetime import date

from bot.domain.commitments import ShareState
from bot.domain.people import Person, Rhythm
from bot.messages import envelope
from bot.messages.envelope import Section
from bot.messages.model import Item, Message
from tests.actions import COMMITMENT, SHARE, TODAY, view

SAM = Person(id=1, name="Sam Hallam", zone=None, rhythm=Rhythm())
MINA = Person(id=7, name="Mina Iqbal", zone=None, rhythm=Rhythm())
THURSDAY = date(2026, 11, 12)

SECTORS = view(
    share=replace(SHARE, id=1),
    commitment=replace(
        COMMITMENT,
        wording=replace(
            COMMITMENT.wording,
            title="Agree which sectors each college shows at the fair",
            why="Invitations to 39 schools are waiting for this.",
        ),
        due=date(2026, 12, 4),
    ),
    others=("Meadow College", "Northgate"),
)
PROSPECTUS = view(
    share=replace(SHARE, id=2),
    commitment=replace(
        COMMITMENT,
        wording=replace(COMMITMENT.wording, title="Proof-read the joint prospectus", why=""),
        due=date(2026, 12, 11),
    ),
    others=("Northgate",),
)
PROPOSED = view(share=replace(SHARE, id=3, state=ShareState.PROPOSED))
AGREED = view(share=replace(SHARE, id=4, agreed_on=date(2026, 9, 10)))
DONE = view(
    share=replace(SHARE, id=5, state=ShareState.DONE), partner_name="Northgate Sixth Form", reader_id=1
)


def section(**changes: object) -> Section:
    """Return what Riverside has for Mina: nothing but what is given."""
    empty = Section(partnership_id=9, partnership="Riverside Progression Group")
    made: Section = replace(empty, **changes)  # type: ignore[arg-type]  # Names and values are the caller's.
    return made


def letter(
    *sections: Section, until: date | None = THURSDAY, is_morning: bool = True, today: date = TODAY
) -> Message:
    """Return Mina's envelope with these sections."""
    return envelope.message(
        sections=sections, first_name="Mina", is_morning=is_morning, today=today, until=until
    )


def titles(message: Message) -> list[str]:
    return [block.title for block in message.blocks if isinstance(block, Item)]
