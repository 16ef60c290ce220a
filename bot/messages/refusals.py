"""What is said when something cannot be done as asked: one sentence or two, and always what to do next.

The table holds every key that `bot.errors.Refused` is raised with. A template's names are its parameters.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot.domain.date_reads import DateRead
from bot.domain.date_words import MONTHS, WEEKDAYS
from bot.domain.dates import full
from bot.domain.relative_dates import friday_week
from bot.errors import Refused
from bot.messages.checkins.refusals import CHECK_INS
from bot.messages.concern_refusals import CONCERNS
from bot.messages.joining_refusals import JOINING
from bot.messages.model import Message, Paragraph
from bot.messages.stage_refusals import STAGES
from bot.messages.words import begin, number

# Dates.
_DATES: Final = {
    "date_ambiguous": "I can read “{text}” in more than one way. Is it {options}?",
    "date_far_away": "“{text}” is a long way off. Is the year right?",
    "date_missing_day": "I need a day for this, such as {example} or “Friday week”.",
    "date_no_such_day": "There is no such day as “{text}”. Did you mean {options}?",
    "date_no_such_day_at_all": "There is no such day as “{text}”. Which day is it?",
    "date_unreadable": "I couldn't read “{text}” as a date. Try {in_numbers}, {in_words} or “Friday week”.",
    "date_weekday_differs": "“{text}” isn't a {weekday}. Did you mean {options}?",
}

# Actions of the timetable.
_ACTIONS: Final = {
    "action_gone": "That action isn't in the timetable any more. Press Timetable to see what is.",
    "action_needed": "Choose one from the list, so that I know which one you mean.",
    "nothing_so_named": "I found no action with those words in its title. Here is what there is.",
    "nothing_to_open": "Nothing is open at the moment. Press Add to the timetable to put something in.",
    "colleague_needed": "Choose somebody from the list, so that I know whom to ask.",
    "because_needed": "Choose what comes nearest to what is in the way. Then we know how to help.",
    "date_closed": "{partner} is closed on {day}. Make it {open_day}?",
    "date_closed_for_all": "Nobody is open on {day}. Would another day work?",
    "date_closed_for_all_but": "Nobody is open on {day}. Make it {open_day}?",
    "date_closed_for_some_but": "{count} of your {total} partners {are} closed on {day}. Make it {open_day}?",
    "date_closed_for_some": "Not everybody is open on {day} (closed: {count} of {total}). Would another day work?",
    "date_closed_till_then": "{partner} is closed until after {day}. Which other day would work?",
    "date_earlier": "That is earlier than {day}. Is that right?",
    "date_gone_by": "{day} has gone by while it waited. Press Keep the date, and agree another one on the telephone.",
    "date_not_ahead": "{day} isn't ahead of us. Which day after today would work?",
    "date_passed": "{day} has gone by already. Did you mean that date?",
    "date_same": "It's by {day} already. Which other day would work?",
    "importance_unknown": "Choose how important it is from the list.",
    "last_safe_before_due": "The last safe date is {day}, which comes before {due}. Which way round is it?",
    "nobody_to_take_over": "I know nobody else at {partner} who could take this on. Press Stuck, and we'll help.",
    "dropped_long_ago": "“{title}” has been out for more than a year. Add it again, and I'll ask who is to do it.",
    "dropped_unknown": "I don't know how “{title}” stood before. Add it again, and I'll ask who is to do it.",
    "every_needed": "How often does it come round? Choose one from the list.",
    "needs_circle": "These would wait for one another in a circle: {titles}. Which one comes first?",
    "needs_gone": "One of those isn't in the timetable any more. Please choose again.",
    "needs_itself": "It can't wait for itself. Which other action does it wait for?",
    "starts_after_due": "{day} comes after {due}, when it's due. Which way round is it?",
    "until_before_first": "{day} comes before it comes round once. Until when should it?",
    "until_needed": "Until when? It needs a last date, so that it ends some day.",
    "until_too_long": "That's more than two years, until {day}. Choose a nearer date; you can make it longer later.",
    "no_partners": "There is no partner to add this for yet. Add a partner first, then come back.",
    "partner_needed": "Choose who is to do it: a partner, or All partners.",
    "partner_without_co_ordinator": "There is nobody I can ask at {partner} yet. Choose a person, or give it a co-ordinator first.",
    "person_away": "{name} is away on {day}. Choose somebody else, or tick Ask them anyway.",
    "person_for_all": "For all partners I ask each co-ordinator. Leave Person empty, or choose one partner.",
    "person_same": "It's with {name} already. Who else could do it?",
    "third_date": "This would be its third new date. Would a call be quicker? Press Stuck, and {runner} will see it.",
    "title_needed": "Tell me what is to be done, in a few words.",
    "runner_is_about": "{name} last opened something on {day}, so I ask nobody else who runs it. A call may help.",
    "runner_needed": "Choose who runs it from now on. It can be you.",
    "nobody_to_run": "I know nobody else who could run it and whom I can write to. Add a person first.",
    "words_needed": "Tell me how you remember it, in a line or two.",
}

# Who may do what, and where.
_PERMISSIONS: Final = {
    "no_partnership_yet": "You aren't in a partnership with me yet. You can start one, or ask your runner to add you.",
    "not_for_your_role": "That one is for somebody else in this partnership. If it ought to be yours, ask the person who runs it.",
    "not_in_partnership": "You aren't on the list of this partnership. The person who runs it can add you.",
}

# Quiet weeks, the post of tomorrow, and messages tried on.
_MANNERS: Final = {
    "post_gone": "That has gone out already, or it's no longer waiting. Press Tomorrow's post to see what is.",
    "quiet_nobody": "There is nobody in this partnership to whom I write yet.",
    "quiet_runs": "You run a partnership, so your list comes each working morning. You can choose days away instead.",
    "quiet_who": "Choose somebody from the list, so that I know whom to leave in peace.",
    "try_nothing": "There is no such message for them at the moment. Choose another one to see.",
    "try_who": "Choose somebody from the list, so that I know whose message to show.",
}

# What somebody wrote, on its way into the timetable.
_TRACKING: Final = {
    "track_whose": "Only whoever wrote it, or whoever runs the partnership, can put this in. A word to them would do.",
    "words_missing": "There are no words in that message, so there is nothing to put in. Add it yourself, if you like.",
    "writer_asked_already": "I've asked {name} about something else this week, and once a week is enough. A word from you would do.",
    "writer_is_app": "An app wrote that one, so there is nobody I could ask. Add it yourself, if you like.",
    "writer_not_written_to": "I don't write to {name} yet, so I can't ask. A word from you would do.",
    "writer_only_reads": "{name} only reads our timetable, so I haven't asked. A word from you would do.",
    "writer_unknown": "Whoever wrote that isn't in this partnership with me, so I can't ask them. A word from you would do.",
}

# Opening the doors.
_DOORS: Final = {
    "doors_all_open": "Everybody I can write to hears from me already. Add a partner first, or find a way to reach the others.",
    "doors_nobody": "There is nobody to write to yet. Add a partner with a co-ordinator I can reach, then come back here.",
    "doors_nobody_ticked": "Tick at least one person, so that I know who to say hello to.",
}

# People.
_PEOPLE: Final = {
    "person_elsewhere": "{name} is in this partnership already, for {partner}. Who else could it be?",
    "person_in_two_places": "You have put {name} in two places. One person can have one of them.",
    "person_is_app": "{name} is an app, so I can't write to it. Please choose a person.",
    "person_is_stranger": "{name} shares no room with me, so I can't write to them. Invite them to ours first.",
    "person_left": "{name} has left, so I can't reach them there. Please choose somebody else.",
    "person_needed": "Tell me who: choose a person, or type a name or an e-mail address.",
    "email_wrong": "“{text}” isn't an address that a letter could go to. It looks like ann.reid@example.org.",
    "email_theirs": "Somebody else is written to there already. Which address is theirs alone?",
    "email_mended": "Letters to them don't come back any more, so there is nothing to mend.",
    "no_links_yet": "Nobody here has a link to a page so far. It comes with the first letter by e-mail.",
    "no_links": "No link leads to that page, so there is none to make worthless. Nothing was changed.",
    "person_not_listed": "I can't see that person in the list any more. Please choose again, or type their name.",
    "person_unknown": "I don't know anybody called {name}. Type a full name or an e-mail address, or choose from the list.",
}

# Calls and files.
_CALLS: Final = {
    "away_gone_by": "{day} has gone by already. Which days are they away?",
    "away_too_long": "That's more than four months. Which days are the first and the last?",
    "away_who": "Choose somebody from the list, so that I know who is away.",
    "away_passed": "{day} can't be the last day away. Which day, from today on and within four months?",
    "log_ahead": "{day} is still to come. On which day did you talk?",
    "log_partner_needed": "Choose in whose file the line belongs.",
    "log_words_needed": "A line or two, please, so that you know next time.",
    "partner_writes": "{partner} gets messages from me, so there is no call sheet. You can ring them all the same.",
    "person_not_there": "{name} doesn't work for {partner}. Who was it?",
}

# Partners.
_PARTNERS: Final = {
    "calendar_gone": "I don't have that calendar any more. Send it to me again, and we can start afresh.",
    "calendar_needed": "Choose a calendar file first, so that I have something to read.",
    "calendar_too_large": "That calendar is larger than term dates ever are. Send me one with nothing but the closed dates.",
    "calendar_too_many": "That calendar has {count} events. Send me one with nothing but the closed dates.",
    "calendar_unreachable": "I couldn't get hold of that calendar. Please send it to me again.",
    "calendar_whose": "Tell me whose closed dates these are: choose a partner from the list.",
    "calendar_unreadable": "I couldn't read that as a calendar file. Its name usually ends in ics. You can paste the dates instead.",
    "closed_dates_changed": "Somebody has changed the dates of {partner} meanwhile. Open Closed dates again to see them.",
    "closed_dates_too_many": "That would be {count} lines, and there is room for {most}. Could you join some of them?",
    "closed_dates_backwards": "In “{line}” the last day comes before the first. Which way round is it?",
    "closed_dates_too_long": "“{line}” would be more than four months. Which days are the first and the last?",
    "closed_dates_unreadable": "I couldn't read “{line}”. Put one on each line, such as 26-30 Oct or 19 Dec to 3 Jan: Christmas.",
    "co_ordinator_exists": "{name} answers for {partner} already, so there is nothing you need to do.",
    "country_unknown": "I don't know the public holidays of “{country}”. Try United Kingdom or Ireland, or leave it empty.",
    "partner_exists": "{partner} is a partner already. Is this one called something else?",
    "partner_gone": "I can't find that partner any more. Type timetable to see who is in it.",
    "region_needs_country": "Tell me the country too, so that I can find the holidays of {region}.",
    "region_unknown": "I don't know “{region}” as a part of {country}. Try England, or leave it empty.",
}

# Partnerships and rooms.
_PARTNERSHIPS: Final = {
    "name_needed": "It needs a name. What do people call it?",
    "room_taken": "A partnership meets in this room already. Start yours in another room, or in our private chat.",
    "zone_unknown": "I don't know that time zone. Please choose one from the list.",
}

# Who hears, and when.
_HEARING: Final = {
    "chair_nobody": "There is nobody in the chair whom I can write to. A call may be quicker.",
    "chair_asked": "I've put this to the chair for {day}. A call may be quicker now.",
    "chair_not_yet": "I haven't reached whoever holds this yet, and they hear of it before the chair does. Could you ring them?",
    "days_to_wait": "How many working days? Any number from 1 to {most} works.",
    "help_away": "Whoever could help at {partner} is away just now. Would a call be quicker?",
    "help_nobody": "There is nobody at {partner} whom I can ask. Would a call be quicker?",
    "help_not_agreed": "Not all partners have agreed yet on who hears, and when. Until then it stays between the two of you.",
    "help_own": "This one is with whoever runs the partnership, so no partner is asked about it.",
    "help_ring_first": "I can't write to {name}, and they hear of it before anybody else does. Could you ring them first?",
    "help_same_person": "The co-ordinator of {partner} has this one already. Would a call be quicker?",
}

# What a person chooses for themselves.
_SETTINGS: Final = {
    "away_backwards": "The last day comes before the first. Which way round is it?",
    "away_half": "I need both days: the first and the last day that you are away.",
    "days_number": "Choose one, two or three days, so that I know when to write.",
    "rhythm_unknown": "I don't know that one. Choose Weekly, Monthly, Termly or Not by itself.",
    "hour_unknown": "I don't know that hour. Choose Start of the day, Lunch or End of the day.",
}

# Milestones and thanks.
_MILESTONES: Final = {
    "milestone_gone": "That milestone isn't open any more. Type milestone list to see what there is.",
    "milestone_title_needed": "Tell me in a few words what will be reached.",
    "thanks_gone": "I don't have those words any more.",
    "thanks_to_whom": "Choose whom you would like to thank.",
    "thanks_words_needed": "Write a line of your own first. I pass it on just as it is.",
}

# Words that are too long, wherever they are typed.
_WORDS: Final = {
    "too_long": "That is {length} characters, and there is room for {most}. Could you shorten it?",
}

# Workbooks on their way in.
_IMPORTS: Final = {
    "meeting_ahead": "{day} is still to come. On which day were they agreed?",
    "meeting_needed": "Which day was the meeting? If there was none, choose No.",
    "new_date_needed": "Tell me the new date, or choose Done or Leave out.",
    "new_date_passed": "{day} has gone by as well. Which day could it be?",
    "put_back_done": "It's put back already, and nothing was done twice. Press Timetable to see how things stand.",
    "put_back_late": "That was more than a week ago, so I can't put it back at once. You can still change each action.",
    "upload_gone": "I don't have that workbook any more. Send it to me again, and we can start afresh.",
    "upload_left": "You chose to leave it as it was. Send me the workbook again if you'd like to look once more.",
    "upload_made": "Those changes are made already, and nothing was done twice. Press Timetable to see them.",
    "upload_nothing": "There is nothing new in this workbook, so there is nothing to change.",
    "upload_waiting": "I'm still reading that workbook. I'll show you what I understood in a moment.",
    "workbook_needed": "Choose a workbook first, so that I have something to read.",
    "workbook_unreachable": "I couldn't get hold of that workbook. Please send it to me again.",
}

# Workbooks.
_WORKBOOKS: Final = {
    "two_columns": "Cells {first} and {second} of “{sheet}” both say “{heading}”. Rename one of them and send it again.",
    "workbook_damaged": "I couldn't open this workbook all the way. Save it again in Excel and send me the new copy.",
    "workbook_empty": "There is nothing in this workbook. Is it the right one?",
    "workbook_locked": "This workbook has a password. Save a copy without one and send me that.",
    "workbook_macros": "This workbook has macros in it. Save it as an .xlsx workbook and send me that.",
    "workbook_no_headings": "I couldn't find the headings. I look for What, Who and By when in the first twenty rows.",
    "workbook_not_one": "This isn't an Excel workbook. Save it as an .xlsx workbook and send me that.",
    "workbook_old": "This is an older kind of workbook. Save it as an .xlsx workbook and send me that.",
    "workbook_other_kind": "This is another kind of file. Save it as an .xlsx workbook and send me that.",
    "workbook_too_large": "This workbook is larger than I can take. Up to {most} works.",
    "workbook_unpacks_too_large": "Unpacked, this workbook is larger than I can take. Send me only the sheet with the timetable.",
}

SENTENCES: Final[Mapping[str, str]] = {
    **_ACTIONS,
    **_CALLS,
    **CHECK_INS,
    **CONCERNS,
    **_DATES,
    **_DOORS,
    **_HEARING,
    **_IMPORTS,
    **JOINING,
    **_MILESTONES,
    **_PARTNERS,
    **_PARTNERSHIPS,
    **_PEOPLE,
    **_MANNERS,
    **_PERMISSIONS,
    **_SETTINGS,
    **STAGES,
    **_WORDS,
    **_WORKBOOKS,
    **_TRACKING,
}
"""The sentence for each key, with the names of its parameters in braces."""

_MEGABYTE: Final = 1024 * 1024
_LONGEST_SHOWN: Final = 80


def sentence(refused: Refused) -> str:
    """Return what to say. A key that is not in the table is a mistake of ours: KeyError."""
    key = refused.key
    if key == "date_no_such_day" and not refused.parameters.get("options"):
        key = "date_no_such_day_at_all"
    shown = {name: _shown(value) for name, value in refused.parameters.items()}
    example = refused.parameters.get("example")
    if isinstance(example, date):
        shown |= _examples(example)
    if key == "date_closed_for_some":
        key, counted = _closed_for(refused.parameters)
        shown |= counted
    return SENTENCES[key].format(**shown)


def _closed_for(parameters: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """The sentence about several partners, and its counts in words: for all or some, with a day that suits or not."""
    count, total = parameters["count"], parameters["total"]
    key = "date_closed_for_all" if count == total else "date_closed_for_some"
    if parameters.get("open_day") is None:
        return key, {}
    counted = {"count": begin(number(count)), "total": number(total), "are": "is" if count == 1 else "are"}
    return f"{key}_but", counted


def _examples(day: date) -> dict[str, str]:
    """A day in the ways in which somebody might type it."""
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return {
        "example": f"{WEEKDAYS[day.weekday()]} {words}",
        "in_numbers": f"{day.day}/{day.month}/{day.year}",
        "in_words": words,
    }


def date_sentence(read: DateRead, *, today: date) -> str:
    """Return what to say about a date typed on `today` that gives no day."""
    return sentence(
        Refused(
            f"date_{read.reason}",
            text=read.text,
            options=read.options,
            weekday=read.weekday,
            example=friday_week(today),
        )
    )


def message(words: str) -> Message:
    """Return a sentence as a whole message, its first sentence being what stands first."""
    first, mark, rest = words.partition(". ")
    if not rest:
        return Message(opening=words)
    return Message(opening=first + mark.strip(), blocks=(Paragraph(text=(rest,)),))


def _shown(value: object) -> str:
    match value:
        case date():
            return full(value)
        case tuple():
            return " or ".join(_shown(one) for one in value)
        case list():
            return ", then ".join(_shown(one) for one in value)
        case int() if value >= _MEGABYTE:
            return f"{value // _MEGABYTE} MB"
        case int():
            return f"{value:,}"
        case _:
            return _cut(str(value))


def _cut(words: str) -> str:
    """What somebody typed, to be read back: nobody wants four thousand characters of their own."""
    return words if len(words) <= _LONGEST_SHOWN else f"{words[: _LONGEST_SHOWN - 1]}…"
