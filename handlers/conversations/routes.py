"""The one table of everything that can come in, and the conversation that answers it, sorted by topic.

Its rows about what listens stand in `listening_routes`. Two rows of the same kind and intent stop the program at start.
"""

from typing import Final

from bot.domain.permissions import Intent
from handlers.conversations import (
    accept,
    add,
    addresses,
    brief,
    call_sheet,
    calls,
    cannot_wait,
    celebrate,
    changes,
    closed_dates,
    course,
    doors,
    effects,
    export,
    follow_up,
    handovers,
    home,
    imports,
    invite,
    join,
    links,
    log,
    lookup,
    milestones,
    moves,
    partner,
    progress,
    quiet,
    reached,
    seniority,
    series,
    settings,
    start,
    stuck,
    succession,
    suggestions,
    thank,
    timetable,
    tomorrow,
    tracking,
    trying,
    who_hears,
    workbook_rhythm,
)
from handlers.conversations import help as helping
from handlers.conversations.incoming import Change, Command, File, Press, Submit, Text
from handlers.conversations.listening_routes import LISTENING
from handlers.conversations.router import Route, Scope

ROUTES: Final[tuple[Route, ...]] = (
    *LISTENING,
    # Add to the timetable.
    Route(kind=Command, intent=Intent.ADD, answer=add.open_form),
    Route(kind=Press, intent=Intent.ADD, answer=add.open_form),
    Route(kind=Submit, intent=Intent.ADD, answer=add.add, writes=True, form=add.form),
    # Accept.
    Route(kind=Press, intent=Intent.ACCEPT, answer=accept.accept, writes=True),
    Route(kind=Press, intent=Intent.NOT_FOR_ME, answer=accept.not_for_me, writes=True),
    Route(
        kind=Submit,
        intent=Intent.NOT_FOR_ME,
        answer=accept.ask_colleague,
        writes=True,
        form=accept.colleague_form,
    ),
    Route(kind=Press, intent=Intent.PUT_RIGHT, answer=accept.open_put_right),
    Route(
        kind=Submit, intent=Intent.PUT_RIGHT, answer=accept.put_right, writes=True, form=accept.put_right_form
    ),
    # Brief.
    Route(kind=Command, intent=Intent.BRIEF, answer=brief.show),
    Route(kind=Press, intent=Intent.BRIEF, answer=brief.press),
    # Calls.
    Route(kind=Press, intent=Intent.CALLS, answer=calls.press, writes=True),
    Route(kind=Submit, intent=Intent.CALLS, answer=calls.keep_away, writes=True, form=calls.form),
    Route(kind=Press, intent=Intent.CALL_SHEET, answer=call_sheet.press, writes=True),
    Route(
        kind=Submit,
        intent=Intent.CALL_SHEET,
        answer=call_sheet.submit,
        writes=True,
        private=True,
        form=call_sheet.form,
    ),
    # Closed dates, busy weeks and who is away. What reads a calendar file opens its own transaction.
    Route(kind=Command, intent=Intent.CLOSED_DATES, answer=closed_dates.command),
    Route(kind=File, intent=Intent.CLOSED_DATES, answer=closed_dates.take),
    Route(kind=Press, intent=Intent.CLOSED_DATES, answer=closed_dates.press, writes=True),
    Route(
        kind=Submit,
        intent=Intent.CLOSED_DATES,
        answer=closed_dates.submit,
        writes=True,
        form=closed_dates.form,
    ),
    # Dates that move.
    Route(kind=Press, intent=Intent.MORE_TIME, answer=moves.open_more_time, writes=True),
    Route(
        kind=Submit,
        intent=Intent.MORE_TIME,
        answer=moves.ask_for_time,
        writes=True,
        form=moves.more_time_form,
    ),
    Route(kind=Press, intent=Intent.SUGGEST_DATE, answer=moves.open_suggestion),
    Route(
        kind=Submit, intent=Intent.SUGGEST_DATE, answer=moves.suggest, writes=True, form=moves.suggestion_form
    ),
    Route(kind=Press, intent=Intent.DECIDE_DATE, answer=moves.decide, writes=True),
    # Doors.
    Route(kind=Press, intent=Intent.OPEN_DOORS, answer=doors.press),
    Route(kind=Submit, intent=Intent.OPEN_DOORS, answer=doors.open_doors, writes=True, form=doors.form),
    # Export.
    Route(kind=Command, intent=Intent.EXPORT, answer=export.offer),
    Route(kind=Press, intent=Intent.EXPORT, answer=export.press),
    Route(kind=Press, intent=Intent.MY_COPY, answer=export.own),
    Route(kind=Command, intent=Intent.WORKBOOK_RHYTHM, answer=workbook_rhythm.open_form),
    Route(kind=Press, intent=Intent.WORKBOOK_RHYTHM, answer=workbook_rhythm.press),
    Route(
        kind=Submit,
        intent=Intent.WORKBOOK_RHYTHM,
        answer=workbook_rhythm.submit,
        writes=True,
        form=workbook_rhythm.form,
    ),
    # Change, drop and put back.
    Route(kind=Press, intent=Intent.CHANGE, answer=course.open_change),
    Route(kind=Submit, intent=Intent.CHANGE, answer=course.change, writes=True, form=course.change_form),
    Route(kind=Press, intent=Intent.DROP, answer=course.open_drop),
    Route(kind=Submit, intent=Intent.DROP, answer=course.drop, writes=True, form=course.drop_form),
    Route(kind=Press, intent=Intent.RESTORE, answer=course.restore, writes=True),
    Route(
        kind=Submit,
        intent=Intent.RESTORE,
        answer=course.restore_of_series,
        writes=True,
        form=course.restore_form,
    ),
    # Effects of a date that moved.
    Route(kind=Press, intent=Intent.ANSWER_EFFECT, answer=effects.answer, writes=True),
    # Something told after hours that can wait, or can't.
    Route(kind=Press, intent=Intent.CANNOT_WAIT, answer=cannot_wait.press, writes=True),
    # Follow up a date that has gone by.
    Route(kind=Press, intent=Intent.FOLLOW_UP, answer=follow_up.press, writes=True),
    Route(kind=Press, intent=Intent.HELP_OUT, answer=follow_up.help_with, writes=True),
    Route(kind=Press, intent=Intent.WAIT_OR_GO, answer=follow_up.decide, writes=True),
    # Hand over.
    Route(kind=Press, intent=Intent.HAND_OVER, answer=handovers.open_form),
    Route(kind=Submit, intent=Intent.HAND_OVER, answer=handovers.ask, writes=True, form=handovers.form),
    Route(kind=Press, intent=Intent.ANSWER_HAND_OVER, answer=handovers.answer, writes=True),
    # Help.
    Route(kind=Command, intent=Intent.HELP, answer=helping.say, scope=Scope.ANYONE),
    Route(kind=Press, intent=Intent.HELP, answer=helping.say, scope=Scope.ANYONE),
    Route(kind=Text, intent=Intent.HELP, answer=helping.say, scope=Scope.ANYONE),
    # Home.
    Route(kind=Command, intent=Intent.HOME, answer=home.show, scope=Scope.ANYONE),
    Route(kind=Press, intent=Intent.HOME, answer=home.show, scope=Scope.ANYONE),
    # Import. What reads a workbook opens its own transactions: nobody is kept waiting while it does.
    Route(kind=Command, intent=Intent.IMPORT, answer=imports.open_form),
    Route(kind=File, intent=Intent.IMPORT, answer=imports.take),
    Route(kind=Press, intent=Intent.IMPORT, answer=imports.press, writes=True),
    Route(kind=Submit, intent=Intent.IMPORT, answer=imports.submit, form=imports.form),
    Route(kind=Press, intent=Intent.PUT_BACK, answer=imports.put_back, writes=True),
    Route(kind=Press, intent=Intent.ANSWER_CHANGE, answer=suggestions.answer, writes=True),
    # Milestones, and how they are marked.
    Route(kind=Command, intent=Intent.MILESTONE, answer=milestones.command),
    Route(kind=Press, intent=Intent.MILESTONE, answer=milestones.press, writes=True),
    Route(kind=Submit, intent=Intent.MILESTONE, answer=milestones.submit, writes=True, form=milestones.form),
    Route(kind=Press, intent=Intent.CELEBRATE, answer=celebrate.press, writes=True),
    Route(kind=Submit, intent=Intent.CELEBRATE, answer=celebrate.celebrate, writes=True, form=celebrate.form),
    Route(kind=Press, intent=Intent.WORDS_TO_SHARE, answer=celebrate.pass_on),
    Route(kind=Press, intent=Intent.THANK, answer=thank.open_form),
    Route(kind=Submit, intent=Intent.THANK, answer=thank.say, writes=True, form=thank.form),
    # Joining: another organisation's room, or another address of one's own.
    Route(kind=Command, intent=Intent.INVITE, answer=invite.command, writes=True),
    Route(kind=Press, intent=Intent.INVITE, answer=invite.press, writes=True),
    Route(kind=Command, intent=Intent.JOIN, answer=join.command, scope=Scope.ANYONE, writes=True),
    Route(kind=Press, intent=Intent.JOIN, answer=join.open_form, scope=Scope.ANYONE),
    Route(
        kind=Submit,
        intent=Intent.JOIN,
        answer=join.submit,
        scope=Scope.ANYONE,
        writes=True,
        form=join.form,
    ),
    Route(kind=Press, intent=Intent.LET_IN, answer=invite.decide, writes=True),
    Route(kind=Submit, intent=Intent.LET_IN, answer=invite.let_in, writes=True, form=invite.form),
    Route(kind=Press, intent=Intent.NOT_ME, answer=join.not_me, scope=Scope.ANYONE, writes=True),
    # Log.
    Route(kind=Command, intent=Intent.LOG, answer=log.open_form),
    Route(kind=Press, intent=Intent.LOG, answer=log.press),
    Route(kind=Submit, intent=Intent.LOG, answer=log.keep, writes=True, form=log.form),
    # Mine.
    Route(kind=Command, intent=Intent.MINE, answer=timetable.mine, scope=Scope.ANYONE),
    Route(kind=Press, intent=Intent.MINE, answer=timetable.mine, scope=Scope.ANYONE),
    # Partners.
    Route(kind=Command, intent=Intent.ADD_PARTNER, answer=partner.open_form),
    Route(kind=Press, intent=Intent.ADD_PARTNER, answer=partner.open_form),
    Route(kind=Submit, intent=Intent.ADD_PARTNER, answer=partner.add, writes=True, form=partner.form),
    Route(kind=Press, intent=Intent.ADD_PERSON, answer=partner.open_co_ordinator_form),
    Route(
        kind=Submit,
        intent=Intent.ADD_PERSON,
        answer=partner.add_co_ordinator,
        writes=True,
        form=partner.co_ordinator_form,
    ),
    # Progress.
    Route(kind=Press, intent=Intent.DONE, answer=progress.done, writes=True),
    Route(kind=Press, intent=Intent.UNDO, answer=progress.undo, writes=True),
    Route(kind=Press, intent=Intent.ON_TRACK, answer=progress.on_track, writes=True),
    # Quiet days and weeks.
    Route(kind=Press, intent=Intent.NOT_TODAY, answer=quiet.not_today, scope=Scope.ANYONE, writes=True),
    Route(
        kind=Press, intent=Intent.NOT_THIS_WEEK, answer=quiet.not_this_week, scope=Scope.ANYONE, writes=True
    ),
    Route(kind=Submit, intent=Intent.NOT_THIS_WEEK, answer=quiet.choose_for, writes=True, form=quiet.form),
    # Post: what goes out next, and messages tried on.
    Route(kind=Press, intent=Intent.TOMORROWS_POST, answer=tomorrow.show, writes=True),
    Route(kind=Press, intent=Intent.HOLD, answer=tomorrow.hold, writes=True),
    Route(kind=Press, intent=Intent.REACHED, answer=reached.show),
    Route(kind=Press, intent=Intent.TRY_IT, answer=trying.open_form),
    Route(kind=Submit, intent=Intent.TRY_IT, answer=trying.show, form=trying.form),
    # Rooms.
    Route(kind=Change, intent=None, answer=changes.keep, scope=Scope.ANYONE, writes=True),
    # Series.
    Route(kind=Press, intent=Intent.SERIES, answer=series.open_form),
    Route(kind=Submit, intent=Intent.SERIES, answer=series.make, writes=True, form=series.form),
    # Settings.
    Route(kind=Command, intent=Intent.SETTINGS, answer=settings.open_form, scope=Scope.ANYONE, writes=True),
    Route(kind=Press, intent=Intent.SETTINGS, answer=settings.press, scope=Scope.ANYONE, writes=True),
    Route(
        kind=Submit,
        intent=Intent.SETTINGS,
        answer=settings.submit,
        scope=Scope.ANYONE,
        writes=True,
        form=settings.form,
    ),
    # Start.
    Route(kind=Command, intent=Intent.START, answer=start.open_form, scope=Scope.ANYONE),
    Route(kind=Press, intent=Intent.START, answer=start.open_form, scope=Scope.ANYONE),
    Route(
        kind=Submit,
        intent=Intent.START,
        answer=start.start,
        scope=Scope.ANYONE,
        writes=True,
        form=start.form,
    ),
    # Stuck.
    Route(kind=Press, intent=Intent.STUCK, answer=stuck.open_form),
    Route(kind=Submit, intent=Intent.STUCK, answer=stuck.tell, writes=True, form=stuck.form),
    Route(kind=Press, intent=Intent.HELP_STUCK, answer=stuck.help_with, writes=True),
    Route(kind=Submit, intent=Intent.HELP_STUCK, answer=stuck.ask_else, writes=True, form=stuck.help_form),
    Route(kind=Press, intent=Intent.LEND_A_HAND, answer=stuck.lend_a_hand, writes=True),
    # Timetable.
    Route(kind=Command, intent=Intent.TIMETABLE, answer=timetable.show),
    Route(kind=Press, intent=Intent.TIMETABLE, answer=timetable.turn_to),
    Route(kind=Press, intent=Intent.OPEN_ACTION, answer=lookup.open_form),
    Route(kind=Submit, intent=Intent.OPEN_ACTION, answer=lookup.choose, form=lookup.form),
    # Track this.
    Route(kind=Press, intent=Intent.TRACK, answer=tracking.press, writes=True),
    Route(kind=Submit, intent=Intent.TRACK, answer=tracking.put_in, writes=True, form=tracking.form),
    # Whom the runner is asked about first.
    Route(kind=Press, intent=Intent.ASK_FIRST, answer=seniority.open_form),
    Route(kind=Submit, intent=Intent.ASK_FIRST, answer=seniority.keep, writes=True, form=seniority.form),
    Route(kind=Press, intent=Intent.NEW_LINK, answer=links.open_form),
    Route(kind=Submit, intent=Intent.NEW_LINK, answer=links.replace, writes=True, form=links.form),
    Route(kind=Press, intent=Intent.NEW_EMAIL, answer=addresses.open_form),
    Route(kind=Submit, intent=Intent.NEW_EMAIL, answer=addresses.put_right, writes=True, form=addresses.form),
    # Who is runner now.
    Route(kind=Press, intent=Intent.WHO_RUNS, answer=succession.open_form),
    Route(kind=Submit, intent=Intent.WHO_RUNS, answer=succession.appoint, writes=True, form=succession.form),
    # Who hears, and when.
    Route(kind=Press, intent=Intent.WHO_HEARS, answer=who_hears.open_form),
    Route(kind=Submit, intent=Intent.WHO_HEARS, answer=who_hears.propose, writes=True, form=who_hears.form),
    Route(kind=Press, intent=Intent.FINE_WITH_US, answer=who_hears.agree, writes=True),
    Route(kind=Press, intent=Intent.WHICH_CRITICAL, answer=who_hears.open_critical),
    Route(
        kind=Submit,
        intent=Intent.WHICH_CRITICAL,
        answer=who_hears.choose_critical,
        writes=True,
        form=who_hears.critical_form,
    ),
)
