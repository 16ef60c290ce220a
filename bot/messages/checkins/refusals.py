"""What is said when something about a check-in cannot be done as asked. No sentence repeats what was answered."""

from typing import Final

CHECK_INS: Final = {
    "answer_gone": "I can't find that answer any more, so nothing was changed.",
    "answer_too_many": "Tick up to {most}, so that we see what matters most.",
    "answer_unknown": "I don't know that answer. Please choose again; nothing else is lost.",
    "became_needed": "Tell me in a line what became of it. “Nothing yet” is an answer too.",
    "check_in_answered_elsewhere": (
        "You have answered from somewhere else since this form was opened. Send this again, and it counts instead."
    ),
    "check_in_closed": "That check-in is closed, so nothing was changed. There is another one next half-term.",
    "check_in_failing": "In this stage I ask nothing in writing. A call to each partner does more good.",
    "check_in_no_day": "I can find no Tuesday that suits. Once the next term's dates are in, I look again.",
    "check_in_no_runner": "Nobody runs this just now, so there is nobody to tell it to. Leave that one empty for now.",
    "check_in_nobody": "There is nobody to ask yet. Open the doors for the people you'd like to hear from.",
    "check_in_not_asked": "You joined after this check-in went out, so it isn't with you. The next one will be.",
    "check_in_on_hold": "I ask nobody anything just now: the doors are shut, or nobody has looked after this for a while.",
    "check_in_open_already": "A check-in is open already. Press Check-in to see until when.",
    "check_in_other_runner": "Nothing has gone yet: {runner} runs this now. Send it again if {runner} may see it.",
    "check_in_reason_needed": "The last one was less than a month ago. Tell me in a few words why we ask again.",
    "no_check_in_yet": "No check-in has come in yet. Once one has, you can read it here.",
    "nothing_told": "Nobody wrote anything to you in this check-in.",
    "question_gone": "I can't find that question any more. Press Check-in to see those that are there.",
    "question_in_bank": "I ask that one myself, whenever its turn comes. Would you like to ask something else?",
    "question_is_out": "I'm asking that one just now. Once this check-in is closed, you can add it again.",
    "question_kind_cannot": "A secret answer can't hold somebody's own words. Choose another kind, or words to choose from.",
    "question_options": "Give between {fewest} and {most} answers to choose from, one a line.",
    "question_options_twice": "“{answer}” stands there twice. Leave one out, or say what is different about it.",
    "question_too_few_of_us": "There are too few of us for secret answers, so I won't pretend. Please choose another kind.",
    "question_waits": "That one is in already. I ask it in the next check-in that has a place for it.",
    "question_why_needed": "Say in a few words why we ask. People answer more gladly when they know.",
    "question_words_needed": "What would you like to ask? A few plain words are enough.",
    "round_gone": "I can't find that check-in any more. Nothing was changed.",
    "side_is_theirs": "{partner} can say so without you. Press Ask the partners, and I ask in their next message.",
    "summary_changed": "That has changed meanwhile. Open the check-in again to see how it stands.",
    "take_up_gone": "I can't find that any more, so nothing was changed. What you wrote stays where it was.",
    "take_up_taken_back": "You have taken that answer back, so nobody takes it up.",
    "well_do_needed": "Say at least one thing that we'll do, however small. People answered because they hope for one.",
}
