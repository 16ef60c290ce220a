"""What the partnership is made of: what is agreed in writing, and who is new."""

from bot.domain.evidence import Evidence, Share, Signal, Window
from bot.domain.signals.seeing import FORMING, FUNCTIONING, seen
from bot.domain.stage_facts import Facts
from bot.domain.stage_weights import ELEMENTS_FEW, ELEMENTS_MOST, JOINED_SOME, WINDOWS

_ELEMENTS = 10


def elements(facts: Facts) -> Evidence | None:
    """Elements of the agreement that are agreed, where there is one to look at."""
    if facts.elements is None:
        return None
    most, few = facts.elements >= ELEMENTS_MOST, facts.elements <= ELEMENTS_FEW
    return seen(
        Signal.ELEMENTS,
        window=Window.TODAY,
        now=Share(count=facts.elements, of=_ELEMENTS),
        speaks_for=((FUNCTIONING,) if most else ()) + ((FORMING,) if few else ()),
        speaks_against=(FORMING,) if most else (),
    )


def joining(facts: Facts) -> Evidence | None:
    """Partners that are new to it."""
    since = facts.term.back(facts.today, WINDOWS[Window.TWELVE_WEEKS])
    now = Share(count=sum(one.joined_on > since for one in facts.partners), of=len(facts.partners))
    wanted = (FORMING,) if now.part >= JOINED_SOME else ()
    return seen(Signal.JOINING, window=Window.TWELVE_WEEKS, now=now, speaks_for=wanted)
