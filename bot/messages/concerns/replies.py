"""What stands after a press or a form about a concern: who has it, by when they answer, and never what it is."""

from bot.domain.concerns import ConcernState
from bot.domain.dates import full
from bot.messages.concerns.forms import DANGER
from bot.messages.concerns.seen import KEPT, RAISED, Seen, read_button, sorted_button, still_button
from bot.messages.model import Fragments, Item, Message, Note, Paragraph
from bot.messages.words import and_list


def raised(seen: Seen) -> Message:
    """To whoever raised it: who has it, and by when they answer."""
    also = f" {and_list(seen.others)} can read it too." if seen.others else ""
    return Message(
        opening=f"{seen.partnership}: thank you for telling me.",
        blocks=(
            Paragraph(text=(f"{seen.keeper} has this and will answer by {full(seen.by)}.{also}",)),
            Item(
                subject=seen.subject,
                title=RAISED,
                lines=(("If it's settled before that, you can say so here.",),),
                buttons=(sorted_button(seen),),
            ),
            Note(text=(DANGER,)),
        ),
    )


def standing(seen: Seen) -> Item:
    """To whoever raised it, after a press: how it stands now."""
    buttons = {
        ConcernState.OPEN: (sorted_button(seen),),
        ConcernState.ANSWERED: (read_button(seen), sorted_button(seen)),
        ConcernState.ASKED: (read_button(seen), sorted_button(seen), still_button(seen)),
        ConcernState.SORTED: (),
    }
    state = seen.concern.state
    return Item(subject=seen.subject, title=RAISED, lines=(_stands(seen),), buttons=buttons[state])


def answered(seen: Seen, *, is_passed: bool) -> Item:
    """To whoever has answered. `is_passed`: I write it to them; else they are to be rung."""
    how = (
        "They read it in the next message from me, and tell us whether it's sorted."
        if is_passed
        else "I can't write to them, so please tell them yourself."
    )
    return Item(subject=seen.subject, title=KEPT, lines=(("Thank you for answering.",), (how,)))


def waiting(seen: Seen) -> Item:
    """To whoever has answered, on their Home: whoever raised it hasn't said yet whether it is sorted."""
    line = "You have answered. Whoever raised it hasn't said yet whether it's sorted."
    return Item(subject=seen.subject, title=KEPT, lines=((line,),), buttons=(read_button(seen, title=KEPT),))


def settled_meanwhile(seen: Seen) -> Item:
    """To whoever answers what they needn't answer any more, or have answered on another device."""
    said = {
        ConcernState.SORTED: "They have said meanwhile that it's sorted. Your words went nowhere.",
        ConcernState.ASKED: "It has an answer already, and they are asked whether it's sorted. Your words went nowhere.",
    }
    words = said.get(
        seen.concern.state, "It has changed meanwhile. Please open it again; your words went nowhere."
    )
    return Item(subject=seen.subject, title=KEPT, lines=((words,),))


def _stands(seen: Seen) -> Fragments:
    match seen.concern.state:
        case ConcernState.SORTED:
            return ("Good. Thank you for saying so; nobody asks about it any more.",)
        case ConcernState.OPEN:
            if seen.is_back:
                return (f"{seen.keeper} has this again, and is asked to answer by {full(seen.by)}.",)
            return (f"{seen.keeper} has this and will answer by {full(seen.by)}.",)
        case _:
            return (f"{seen.replied} has answered. You can read it here, and tell me how it is now.",)
