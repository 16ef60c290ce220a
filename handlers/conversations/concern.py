"""**Raise a concern**, and what becomes of it. Its words stand in forms alone: no reply repeats them."""

import re
from typing import Final

from bot.domain.concerns import About, Keepers, MayKnow
from bot.errors import Refused
from bot.messages.concerns import forms, notices, replies
from bot.messages.concerns.seen import ELSE, HAND_ON, READ, SORTED, STILL, Seen
from bot.messages.model import Form
from bot.services.concerns import answering, following, raising
from bot.services.concerns.raising import Typed
from handlers.conversations import values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Press, Submit
from handlers.conversations.replies import Nothing, OpenForm, Replace, Reply, Say

_OPENS: Final = re.compile(rf"(?P<word>{READ}|{ELSE})\.(?P<concern>\d{{1,15}})", re.ASCII)
_ANSWERS: Final = re.compile(r"(?P<concern>\d{1,15})\.(?P<version>\d{1,9})", re.ASCII)
_FOLLOWS: Final = re.compile(rf"(?P<concern>\d{{1,15}})\.(?P<word>{SORTED}|{STILL}|{READ}|{ELSE})", re.ASCII)
_PASSES: Final = re.compile(rf"(?P<concern>\d{{1,15}})\.{HAND_ON}\.(?P<person>\d{{1,15}})", re.ASCII)
_SHOWN: Final = re.compile(
    r"(?P<runner>\d{1,15})\.(?P<chair>\d{1,15})\.(?P<neutral>[01])\.(?P<third>\d{1,15})(\.(?P<about>[a-z]+))?",
    re.ASCII,
)
_NAMES_HEARERS: Final = frozenset({"concern_goes_to", "concern_hearers_changed"})
"""What names to its raiser who would hear it now: the form that follows names the same people."""

_ABOUT: Final = re.compile(r"(?P<about>[a-z]+)(?P<people>(\.\d{1,15}){0,2})", re.ASCII)


def open_form(call: Call[Command]) -> OpenForm:
    """Open the form, its words empty: what was typed after the command is not repeated."""
    return OpenForm(form=_form(call))


def press(call: Call[Press]) -> OpenForm:
    """Open the form; or show what was raised, or who else could hear it."""
    if not call.incoming.arg:
        return OpenForm(form=_form(call))
    match = _match(_OPENS, call)
    concern_id = int(match["concern"])
    if match["word"] == ELSE:
        return OpenForm(form=_else_form(call, concern_id))
    seen = following.read(database=call.database, viewer=call.viewer, concern_id=concern_id)
    return OpenForm(form=forms.reading(seen, is_raiser=_raised_it(call, seen)))


def form(call: Call[Submit], key: str) -> Form:
    """Return the form again, for what needs mending; who may know is named as before, unless that is what needs it."""
    if key not in _NAMES_HEARERS:
        return _form(call, about=_named_for(call.incoming.arg))
    about, _ = _about(values.line(call.incoming, "about"))
    return _form(call, about=about or About.OTHERS)


def tell(call: Call[Submit]) -> Say:
    """Keep it, and let who hears it know."""
    submit = call.incoming
    about, people = _about(values.line(submit, "about"))
    typed = Typed(
        words=values.line(submit, "words"),
        would_help=values.line(submit, "would_help"),
        about=about,
        may_know=values.chosen(submit, "may_know", MayKnow) or MayKnow.ONLY_RUNNER,
        about_ids=people,
        named_for=_named_for(submit.arg),
    )
    seen = raising.raise_concern(
        database=call.database, viewer=call.viewer, typed=typed, shown=_shown(submit.arg), now=call.now
    )
    return Say(message=replies.raised(seen))


def open_answer(call: Call[Press]) -> OpenForm:
    """Show it to whoever has it, with room for an answer."""
    return OpenForm(form=_answer_form(call))


def answer_form(call: Call[Submit], _: str) -> Form:
    """Return that form again, for what needs mending."""
    return _answer_form(call)


def answer(call: Call[Submit]) -> Replace:
    """Keep the answer."""
    match = _match(_ANSWERS, call)
    done = answering.answer(
        database=call.database,
        viewer=call.viewer,
        concern_id=int(match["concern"]),
        version=int(match["version"]),
        words=values.line(call.incoming, "answer"),
        theme=values.line(call.incoming, "theme"),
        now=call.now,
    )
    if not done.counts:
        return Replace(item=replies.settled_meanwhile(done.seen))
    return Replace(item=replies.answered(done.seen, is_passed=done.is_passed))


def follow(call: Call[Press]) -> Replace:
    """**It's sorted**, **Still there** or **Pass it on**."""
    passes = _PASSES.fullmatch(call.incoming.arg)
    if passes is not None:
        return _pass_on(call, int(passes["concern"]), int(passes["person"]))
    match = _match(_FOLLOWS, call)
    decide = {SORTED: following.is_sorted, STILL: following.is_still_there}.get(match["word"])
    if decide is None:
        raise Refused("concern_gone")
    seen = decide(database=call.database, viewer=call.viewer, concern_id=int(match["concern"]), now=call.now)
    return Replace(item=replies.standing(seen))


def follow_form(call: Call[Submit], _: str) -> Form:
    """Return the form **Somebody else** again, for what needs mending."""
    return _else_form(call, int(_match(_FOLLOWS, call)["concern"]))


def submit(call: Call[Submit]) -> Reply:
    """Who hears it now; or how it is, below an answer that was read."""
    match = _match(_FOLLOWS, call)
    concern_id, said = int(match["concern"]), values.line(call.incoming, "now")
    if match["word"] == ELSE:
        chosen = values.line(call.incoming, "person")
        seen = following.tell_somebody_else(
            database=call.database, viewer=call.viewer, concern_id=concern_id, chosen=chosen, now=call.now
        )
        return Replace(item=replies.standing(seen))
    decide = {SORTED: following.is_sorted, STILL: following.is_still_there}.get(said)
    if decide is None:
        return Nothing()
    seen = decide(database=call.database, viewer=call.viewer, concern_id=concern_id, now=call.now)
    return Replace(item=replies.standing(seen))


def _pass_on(call: Call[Press], concern_id: int, to_id: int) -> Replace:
    passed = following.pass_on(
        database=call.database, viewer=call.viewer, concern_id=concern_id, to_id=to_id, now=call.now
    )
    if passed.instead is not None:
        return Replace(item=notices.passing(passed.seen, to=passed.instead))
    return Replace(item=replies.standing(passed.seen))


def _shown(arg: str) -> Keepers | None:
    """Whom the form named; None where it names nobody."""
    match = _SHOWN.fullmatch(arg)
    if match is None:
        return None
    return Keepers(
        runner_id=int(match["runner"]),
        chair_id=int(match["chair"]) or None,
        chair_is_neutral=match["neutral"] == "1",
        third_id=int(match["third"]) or None,
    )


def _named_for(arg: str) -> About:
    """For which case the form named those who may know."""
    match = _SHOWN.fullmatch(arg)
    word = match["about"] if match else None
    return next((one for one in About if one.value == word), About.OTHERS)


def _about(value: str) -> tuple[About | None, frozenset[int]]:
    """What it is about, and whom that choice named."""
    match = _ABOUT.fullmatch(value)
    if match is None:
        return None, frozenset()
    about = next((one for one in About if one.value == match["about"]), None)
    return about, frozenset(int(one) for one in match["people"].split(".") if one)


def _form(call: Call[Command] | Call[Press] | Call[Submit], *, about: About = About.OTHERS) -> Form:
    choices = raising.choices(database=call.database, viewer=call.viewer, about=about)
    return forms.raising(partnership_id=call.partnership_id, choices=choices)


def _answer_form(call: Call[Press] | Call[Submit]) -> Form:
    concern_id = int(_match(_ANSWERS, call)["concern"])
    return forms.answering(answering.read(database=call.database, viewer=call.viewer, concern_id=concern_id))


def _else_form(call: Call[Press] | Call[Submit], concern_id: int) -> Form:
    seen, people = following.others(database=call.database, viewer=call.viewer, concern_id=concern_id)
    return forms.somebody_else(seen, people=[(str(one.person.id), one.person.name) for one in people])


def _raised_it(call: Call[Press], seen: Seen) -> bool:
    return seen.concern.raiser_id == call.viewer.person_id


def _match(pattern: re.Pattern[str], call: Call[Press] | Call[Submit]) -> re.Match[str]:
    match = pattern.fullmatch(call.incoming.arg)
    if match is None:
        raise Refused("concern_gone")
    return match
