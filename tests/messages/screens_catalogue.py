"""Every message of the screens, by the situation in which it is read: calls, sheets, files, the brief, Home."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.call_sheets import Heard
from bot.domain.contacts import ContactKind
from bot.domain.evidence import Level, Stage
from bot.domain.initiative import Initiative, Weight
from bot.domain.mornings import Line, Need, Week
from bot.domain.people import Hour
from bot.domain.permissions import Role
from bot.domain.rung_questions import Shown
from bot.domain.runners_week import Around, LooseEnds
from bot.domain.standings import Standing
from bot.messages import answers, brief, call_sheet, calls, contacts, home, mine, morning
from bot.messages import help as helping
from bot.messages.bank import CURRENT
from bot.messages.brief import Away, Brief, GoneBy, Stuck, Thanks
from bot.messages.call_sheet import Said, Sheet
from bot.messages.calls import Call
from bot.messages.checkins import reach
from bot.messages.checkins.phone import THE_QUESTION
from bot.messages.concerns import notices, replies
from bot.messages.contacts import Entry, File, Known
from bot.messages.envelope import Section
from bot.messages.model import Form, Message
from tests.actions import TODAY
from tests.messages.cast import Cast
from tests.messages.concern_catalogue import seen

_DUE = date(2026, 11, 27)
NUMBER = "01632 960 118"


def screens(cast: Cast) -> Mapping[str, Message]:
    """Return the messages of all screens, with these names in them."""
    return {**_calls(cast), **_sheets(cast), **_files(cast), **_briefs(cast), **_homes(cast)}


def screen_forms(cast: Cast) -> Mapping[str, Form]:
    """Return the forms of all screens."""
    sheet = replace(_sheet(cast), items=(cast.view(),))
    asked = replace(
        sheet,
        question=CURRENT.questions["easier"],
        runner=cast.sam.first_name,
        promise=reach.by_phone(reach.Seen(runner=cast.sam.first_name), partner=""),
        shown=Shown(round_id=4, person_id=7, version=1, runner_id=2, chair_id=0, key="easier"),
    )
    ticked = replace(asked, question=CURRENT.questions["changed"])
    known = Known(partnership_id=9, today=TODAY, partners=((1, cast.partner),), people=((7, cast.mina.name),))
    return {
        "away": calls.away_form(_call(cast)),
        "spoke": call_sheet.form(sheet),
        "spoke, read back": call_sheet.form(sheet, digest="x", read_back=_said(cast)),
        "spoke, nothing changes": call_sheet.form(sheet, digest="x"),
        "spoke, one of its own words": call_sheet.form(asked),
        "spoke, one of a check-in": call_sheet.form(ticked),
        "spoke, read back with it": call_sheet.form(ticked, digest="x", check_in="No"),
        "spoke, moved on": call_sheet.form(sheet, digest="x", moved_on=True),
        "log": contacts.form(known),
        "log, nobody there": contacts.form(replace(known, people=())),
    }


def _call(cast: Cast) -> Call:
    return Call(
        partnership_id=9,
        partner_id=1,
        partner=cast.partner,
        name=cast.mina.name,
        number=NUMBER,
        today=TODAY,
        spoken_on=date(2026, 9, 15),
        asked=cast.words,
        unanswered=2,
        in_time=2,
        thank_for=(cast.title,),
        mention=((cast.title, _DUE),),
    )


def _around(cast: Cast) -> Around:
    return Around(
        felt=(("purpose", Level.MOST), ("trust", Level.MIXED)),
        became=cast.words,
        well_do=(cast.words,),
        stage=Stage.FORMING,
        loose=LooseEnds(nobody=2, no_done_when=1, concerns=1, thanks=1),
        round_opens=_DUE,
        milestones=((cast.title, _DUE),),
        initiative=Initiative(done=Weight.NEARLY_ALL, begun=Weight.NEARLY_ALL),
    )


def _calls(cast: Cast) -> Mapping[str, Message]:
    written = _call(cast)
    rung = replace(
        written, rings=True, unrung=True, unanswered=0, in_time=0, thank_for=(), mention=(), asked=""
    )
    little = replace(rung, unrung=False, spoken_on=None, name="", number="")
    part = morning.Part(
        partnership_id=9,
        partnership=cast.partnership,
        today=TODAY,
        lines=(Line(need=Need.AT_RISK, view=cast.view(reader_id=1)),),
        own=Section(partnership_id=9, partnership=cast.partnership),
        notices=calls.notices((written, replace(rung, in_time=1))),
        week=Week(
            done=3, done_partners=2, now=1, ahead=4, ahead_first=(cast.title, _DUE), around=_around(cast)
        ),
    )
    quiet = [replace(written, rounds=count) for count in range(3)]
    check_ins = replace(part, lines=(), notices=calls.notices(quiet), week=None)
    only = replace(part, lines=(), notices=calls.notices((little,)), week=None)
    return {
        "morning, calls": morning.message(parts=[part], first_name=cast.sam.first_name, is_morning=True),
        "morning, calls after check-ins": morning.message(
            parts=[check_ins], first_name=cast.sam.first_name, is_morning=True
        ),
        "morning, one call": morning.message(parts=[only], first_name=cast.sam.first_name, is_morning=True),
        "call, spoken": answers.alone(calls.spoken(written)),
        "call, next week": answers.alone(calls.put_off(written)),
        "call, away": answers.alone(calls.away(written, back=_DUE)),
        "call, what to say": calls.what_to_say(written),
        "call, little to say": calls.what_to_say(little),
    }


def _sheet(cast: Cast) -> Sheet:
    return Sheet(
        partnership_id=9,
        partnership=cast.partnership,
        partner_id=1,
        partner=cast.partner,
        name=cast.mina.name,
        number=NUMBER,
        hour=Hour.START_OF_DAY,
        today=TODAY,
        items=(cast.view(), cast.view("proposed"), cast.view("after its day")),
        rung_on=TODAY - timedelta(days=1),
        spoken_on=date(2026, 9, 15),
        said=cast.words,
        asked=cast.words,
    )


def _said(cast: Cast) -> tuple[Said, ...]:
    return tuple(
        Said(title=cast.title, heard=heard, day=_DUE) for heard in Heard if heard is not Heard.NOT_DISCUSSED
    )


def _sheets(cast: Cast) -> Mapping[str, Message]:
    sheet = _sheet(cast)
    part = morning.Part(
        partnership_id=9,
        partnership=cast.partnership,
        today=TODAY,
        lines=(),
        own=Section(partnership_id=9, partnership=cast.partnership),
        notices=(call_sheet.notice(sheet), call_sheet.notice(replace(sheet, items=sheet.items[:1]))),
    )
    tried = {
        f"sheet, {kind.value}": call_sheet.recorded(sheet, kind)
        for kind in (ContactKind.LEFT_WORD, ContactKind.NO_ANSWER, ContactKind.WRONG_NUMBER)
    }
    return tried | {
        "morning, sheet": morning.message(parts=[part], first_name=cast.sam.first_name, is_morning=True),
        "sheet": call_sheet.message(sheet),
        "sheet, nothing due": call_sheet.message(
            replace(sheet, items=(), rung_on=None, spoken_on=None, said="", asked="", name="", number="")
        ),
        "sheet, kept": call_sheet.kept(sheet, said=_said(cast), moved_on=(cast.title,)),
        "sheet, moved on": call_sheet.kept(sheet, said=(), moved_on=(THE_QUESTION,)),
        "sheet, nothing kept": call_sheet.kept(sheet, said=(), moved_on=()),
        "sheet, printed": call_sheet.going_along(sheet),
    }


def _files(cast: Cast) -> Mapping[str, Message]:
    entries = tuple(
        Entry(
            on=TODAY,
            kind=kind,
            by=cast.sam.name,
            who=cast.mina.name,
            words=cast.words,
            asked=cast.words if kind is ContactKind.SPOKE else "",
            until=_DUE if kind is ContactKind.AWAY else None,
        )
        for kind in ContactKind
    )
    file = File(partnership_id=9, partner_id=1, partner=cast.partner, today=TODAY, entries=entries, more=2)
    return {
        "file": contacts.message(file),
        "file, empty": contacts.message(replace(file, entries=(), more=0)),
        "logged": contacts.logged(file),
    }


def _briefs(cast: Cast) -> Mapping[str, Message]:
    empty = Brief(
        partnership_id=9, partnership=cast.partnership, first_name=cast.mina.first_name, today=TODAY
    )
    stuck = Stuck(title=cast.title, due=_DUE, partner=cast.partner, because="We can't agree between us")
    full = replace(
        empty,
        to_do=((cast.title, _DUE),),
        to_decide=(cast.title,),
        stuck=(stuck, stuck),
        gone_by=(GoneBy(title=cast.title, due=TODAY - timedelta(days=5), partners=2),) * 4,
        away=(
            Away(who=cast.colleague, first=TODAY, last=_DUE, back=_DUE + timedelta(days=3)),
            Away(who=cast.other, first=_DUE, last=_DUE, back=_DUE + timedelta(days=3), closed=True),
        ),
        thanks=(Thanks(partner=cast.other, title=cast.title),),
        quiet=cast.partner,
    )
    unsaid = replace(full, stuck=(replace(stuck, partner="", because=""),), quiet="", moved=cast.partner)
    return {
        "brief": brief.message(full),
        "brief, of a partner's chair": brief.message(unsaid),
        "brief, empty": brief.message(empty),
        "brief, printed": brief.going_along(full),
    }


def _homes(cast: Cast) -> Mapping[str, Message]:
    own = mine.Part(
        partnership=cast.partnership, today=TODAY, items=(cast.view(),), waiting=(cast.row(),), more=1
    )
    list_ = morning.Part(
        partnership_id=9,
        partnership=cast.partnership,
        today=TODAY,
        lines=(),
        own=Section(partnership_id=9, partnership=cast.partnership),
    )
    standing = Standing(
        partnership_id=9, name=cast.partnership, role=Role.RUNNER, open_actions=2, is_draft=False
    )
    menu = helping.buttons(standings=(standing,))
    runners = home.Part(partnership_id=9, mine=own, morning=list_, next_milestone=(cast.title, _DUE))
    told = (replies.standing(seen(cast)), *notices.to_answer(seen(cast), step=None).blocks)
    nothing = home.Part(partnership_id=9, mine=replace(own, items=(), waiting=(), more=0))
    busy = home.Part(partnership_id=9, mine=replace(own, items=(cast.view(),) * 60))
    return {
        "home, runner": home.message(parts=[runners], menu=menu),
        "home, nothing": home.message(parts=[nothing], menu=menu),
        "home, two": home.message(parts=[runners, nothing], menu=menu),
        "home, in confidence": home.message(parts=[replace(nothing, in_confidence=told)], menu=menu),
        "home, busy": home.message(parts=[busy], menu=menu),
    }
