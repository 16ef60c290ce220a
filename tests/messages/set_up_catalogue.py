"""Every message and every form around setting up: starting, partners, doors, settings, help, workbooks, rooms."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.doors import Greeting, Guest, Opened, Preview, Reached
from bot.domain.partnerships import PartnershipState
from bot.domain.people import Hour, Membership, Person, Rhythm
from bot.domain.permissions import Intent, Role
from bot.domain.standings import Standing
from bot.messages import (
    accept,
    add,
    answers,
    choosing,
    doors,
    entry,
    export,
    files,
    forms,
    imports,
    letters_back,
    moves,
    partner,
    refusals,
    rooms,
    settings,
    start,
    stuck,
    troubles,
)
from bot.messages import help as helping
from bot.messages.model import Form, Message
from tests.actions import LONDON
from tests.messages.cast import Cast
from tests.messages.hearing_catalogue import forms as hearing_forms
from tests.messages.manners_catalogue import manners_forms
from tests.messages.screens_catalogue import screen_forms

_CHRISTMAS = Span(first=date(2026, 12, 19), last=date(2027, 1, 3), name="Christmas")


def set_up(cast: Cast) -> Mapping[str, Message]:
    """Return every message of a partnership that is being set up, with these names in it."""
    return {
        **_before_the_doors(cast),
        **_at_the_doors(cast),
        **_whenever(cast),
        **{
            f"refusal, {key}": refusals.message(sentence)
            for key, sentence in refusals.SENTENCES.items()
            if "{" not in sentence
        },
    }


def all_forms(cast: Cast) -> Mapping[str, Form]:
    """Return every form but that of a workbook, as it opens."""
    asked = {"date_passed", "date_closed"}
    return {
        "start": start.form(runner="slack:U-SAM", zone=LONDON),
        "partner": partner.form(partnership_id=9),
        "co-ordinator": partner.co_ordinator_form(partner=cast.organisation),
        "add": add.form(
            partnership_id=9,
            partners={1: cast.partner, 2: cast.other},
            all_partners=True,
            people={7: cast.reader},
        ),
        "more time": moves.more_time_form(cast.view()),
        "more time, asked": moves.more_time_form(cast.view(), asked=asked),
        "suggest": moves.suggestion_form(cast.view("proposed")),
        "stuck": stuck.form(cast.view()),
        "colleague": accept.colleague_form(cast.view("proposed"), people={8: cast.colleague}),
        "put right": accept.put_right_form(cast.view("agreed")),
        "doors": doors.form(preview=preview(cast)),
        **{f"screens, {name}": form for name, form in screen_forms(cast).items()},
        **{f"hearing, {name}": form for name, form in hearing_forms(cast).items()},
        **manners_forms(cast),
        "their link": entry.form(partnership_id=9, people=((7, cast.reader), (8, cast.colleague))),
        "another address": letters_back.form(
            partnership_id=9, person_id=7, name=cast.reader, email="ann.reid@meadow.example"
        ),
        "settings": settings.form(rhythm=Rhythm(), away=None),
        "hopes": settings.hopes_form(hopes=""),
        "import": imports.form(partnership_id=9),
    }


def preview(cast: Cast) -> Preview:
    """Three people before the doors: one for each way of reaching them, and one who is in already."""
    return Preview(
        partnership=replace(cast.group, state=PartnershipState.DRAFT, opened_at=None),
        runner=_member(cast.sam, Role.RUNNER),
        guests=(
            _guest(cast, cast.mina, Reached.BY_MESSAGE, asked=2, told=1),
            _guest(cast, replace(cast.mina, id=8, name=cast.colleague), Reached.BY_TELEPHONE, told=1),
            _guest(cast, replace(cast.mina, id=9, name="Jo Blake"), Reached.NOT_YET),
            _guest(cast, replace(cast.mina, id=10, name="Grace Obi"), Reached.BY_MESSAGE, is_in=True),
        ),
        rooms=("#riverside",),
    )


def _member(person: Person, role: Role = Role.CO_ORDINATOR, *, is_in: bool = False) -> Membership:
    return Membership(
        id=person.id,
        partnership_id=9,
        person=person,
        role=role,
        partner_id=1,
        doors_open=is_in,
        greeted_at=None,
        rings=False,
    )


def _guest(
    cast: Cast, person: Person, reached: Reached, *, asked: int = 0, told: int = 0, is_in: bool = False
) -> Guest:
    member = _member(person, is_in=is_in)
    return Guest(membership=member, partner=cast.partner, reached=reached, asked=asked, told=told)


def _before_the_doors(cast: Cast) -> Mapping[str, Message]:
    draft = replace(cast.group, state=PartnershipState.DRAFT, opened_at=None)
    unsure = replace(draft, profile=replace(draft.profile, partners_agreed=False))
    closed = replace(cast.organisation, calendar=PartnerCalendar(closed=(_CHRISTMAS,)))
    answers_for = {"co_ordinator_name": cast.reader, "deputy_name": cast.colleague}
    nobody = {"co_ordinator_name": None, "deputy_name": None}
    return {
        "started": start.started(partnership=draft, runner_name=None, room=None),
        "started for another": start.started(partnership=unsure, runner_name=cast.runner, room="#river"),
        "started in a private room": start.started(partnership=draft, runner_name=None, room=""),
        "partner": partner.added(partnership=draft, partner=closed, reachable=True, **answers_for),
        "partner, open": partner.added(
            partnership=cast.group, partner=closed, reachable=False, **answers_for
        ),
        "partner, alone": partner.added(
            partnership=draft, partner=cast.organisation, reachable=False, **nobody
        ),
        "co-ordinator": partner.co_ordinated(
            partnership=draft, partner=closed, co_ordinator_name=cast.reader, reachable=False
        ),
    }


def _at_the_doors(cast: Cast) -> Mapping[str, Message]:
    later = Greeting(name=cast.colleague, at=datetime(2026, 11, 11, 8, 30, tzinfo=UTC))
    greetings = (Greeting(name=cast.reader, at=None), later)
    return {
        "doors": doors.screen(preview=preview(cast)),
        "opened": doors.opened(
            opened=Opened(partnership=cast.group, greetings=greetings, rooms=("#riverside", "#heads"))
        ),
    }


def _whenever(cast: Cast) -> Mapping[str, Message]:
    standing = Standing(
        partnership_id=9, name=cast.partnership, role=Role.RUNNER, open_actions=1, is_draft=True
    )
    valley = replace(standing, partnership_id=10, name="Valley Link", open_actions=0)
    rhythm = Rhythm(regular_days=frozenset({0, 2}), hour=Hour.LUNCH)
    missing = partner.form(partnership_id=9).having(values={}, errors={"organisation": "It needs a name."})
    return {
        "introduction": helping.introduction(),
        "help": helping.overview(standings=[standing]),
        "help, everything": helping.everything(standings=[standing]),
        "help, open": helping.overview(standings=[replace(standing, is_draft=False)]),
        "help, two": helping.overview(standings=[standing, valley]),
        "which": choosing.which(names={9: cast.partnership, 10: "Valley Link"}, intent=Intent.ADD),
        "settings": settings.changed(rhythm=rhythm, away=None, runs=False),
        "settings, page": settings.changed(rhythm=rhythm, away=None, runs=False, has_links=True),
        **_links(cast),
        **_letters_back(cast),
        "settings, away": settings.changed(rhythm=rhythm, away=_CHRISTMAS, runs=False),
        "settings, runner": settings.changed(rhythm=rhythm, away=None, runs=True),
        "hoped": settings.hoped(),
        "rung instead": settings.rung_instead(
            partnership_id=9, partnership=cast.partnership, runner=cast.sam.first_name
        ),
        "written to again": settings.written_to_again(partnership=cast.partnership),
        "export": export.which(partnership_id=9, partnership=cast.partnership),
        "copy": export.copy(partnership=cast.partnership, actions=24),
        "my copy": export.own_copy(partnership=cast.partnership, actions=24),
        "copy of one": export.copy(partnership=cast.partnership, actions=1),
        "copy of nothing": export.copy(partnership=cast.partnership, actions=0),
        "reading": imports.reading(),
        "left": imports.left(),
        "form": forms.button_to(partner.form(partnership_id=9)),
        "form, to mend": forms.button_to(missing),
        "between us": rooms.between_us(),
        "sent privately": rooms.sent_privately(),
        "let me in": rooms.let_me_in("/invite @Bywhen"),
        "trouble": troubles.ours(),
        "changed, without words": answers.changed(),
        "receipt": answers.receipt(),
        "received": answers.received(),
        "file, left": files.left(),
        "file, not saved": files.not_saved(),
    }


def _letters_back(cast: Cast) -> Mapping[str, Message]:
    return {
        "written back": letters_back.cannot_read(readers=[cast.runner]),
        "written back, for nobody": letters_back.cannot_read(readers=()),
        "another address, given": letters_back.given(name=cast.reader, email="ann.reid@meadow.example"),
    }


def _links(cast: Cast) -> Mapping[str, Message]:
    return {
        "new link": entry.new_link(),
        "new link, old ones worthless": entry.another_link(),
        "links, own": entry.worthless(mailed=True),
        "links, own, no letter": entry.worthless(mailed=False),
        "links, theirs": entry.replaced(name=cast.reader, mailed=True),
        "links, theirs, no letter": entry.replaced(name=cast.reader, mailed=False),
    }
