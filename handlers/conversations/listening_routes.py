"""What listens, in the table of routes: check-ins, what came of them, concerns, looking back, and the stage."""

from typing import Final

from bot.domain.permissions import Intent
from handlers.conversations import (
    check_in_results,
    checkin,
    concern,
    look_back,
    side_by_side,
    stage,
    summary,
    take_up,
)
from handlers.conversations.incoming import Command, Press, Submit
from handlers.conversations.router import Route

LISTENING: Final[tuple[Route, ...]] = (
    # A check-in: when it goes out, answering it, and own questions. What was typed in it is kept nowhere else.
    Route(kind=Command, intent=Intent.CHECK_IN, answer=checkin.show, may=Intent.ANSWER_CHECK_IN),
    Route(
        kind=Press,
        intent=Intent.CHECK_IN,
        answer=checkin.press,
        writes=True,
        may=Intent.ANSWER_CHECK_IN,
    ),
    Route(kind=Submit, intent=Intent.CHECK_IN, answer=checkin.ask_now, writes=True, form=checkin.form),
    Route(kind=Press, intent=Intent.ANSWER_CHECK_IN, answer=checkin.answer, writes=True, private=True),
    Route(
        kind=Submit,
        intent=Intent.ANSWER_CHECK_IN,
        answer=checkin.save,
        writes=True,
        private=True,
        form=checkin.answer_form,
    ),
    Route(kind=Press, intent=Intent.ADD_QUESTION, answer=checkin.press_question, writes=True),
    Route(
        kind=Submit,
        intent=Intent.ADD_QUESTION,
        answer=checkin.add_question,
        writes=True,
        form=checkin.question_form,
    ),
    # Check-ins that are in: what came of them, what we'll do, side by side, and what may be taken up.
    Route(kind=Press, intent=Intent.CHECK_IN_RESULTS, answer=check_in_results.press),
    Route(kind=Press, intent=Intent.TELL_SUMMARY, answer=summary.press, writes=True),
    Route(kind=Submit, intent=Intent.TELL_SUMMARY, answer=summary.submit, writes=True, form=summary.form),
    Route(kind=Press, intent=Intent.SIDE_BY_SIDE, answer=side_by_side.show),
    Route(kind=Press, intent=Intent.SHOW_SIDE, answer=side_by_side.settle, writes=True),
    Route(kind=Press, intent=Intent.TAKE_UP, answer=take_up.open_form),
    Route(kind=Submit, intent=Intent.TAKE_UP, answer=take_up.ask, writes=True, form=take_up.form),
    Route(kind=Press, intent=Intent.ANSWER_TAKE_UP, answer=take_up.answer, writes=True),
    # Concerns: what only shows is never kept, for its words stand in the form.
    Route(kind=Command, intent=Intent.CONCERN, answer=concern.open_form),
    Route(kind=Press, intent=Intent.CONCERN, answer=concern.press),
    Route(kind=Submit, intent=Intent.CONCERN, answer=concern.tell, writes=True, form=concern.form),
    Route(kind=Press, intent=Intent.ANSWER_CONCERN, answer=concern.open_answer),
    Route(
        kind=Submit,
        intent=Intent.ANSWER_CONCERN,
        answer=concern.answer,
        writes=True,
        form=concern.answer_form,
    ),
    Route(kind=Press, intent=Intent.FOLLOW_CONCERN, answer=concern.follow, writes=True),
    Route(
        kind=Submit,
        intent=Intent.FOLLOW_CONCERN,
        answer=concern.submit,
        writes=True,
        form=concern.follow_form,
    ),
    # Looking back on a milestone, or on one's first weeks.
    Route(kind=Press, intent=Intent.LOOK_BACK, answer=look_back.press, writes=True, private=True),
    Route(
        kind=Submit,
        intent=Intent.LOOK_BACK,
        answer=look_back.submit,
        writes=True,
        form=look_back.form,
        private=True,
    ),
    # Where things stand.
    Route(kind=Command, intent=Intent.STAGE, answer=stage.show),
    Route(kind=Press, intent=Intent.STAGE, answer=stage.show),
    Route(kind=Press, intent=Intent.DECIDE_STAGE, answer=stage.press, writes=True),
    Route(kind=Submit, intent=Intent.DECIDE_STAGE, answer=stage.choose, writes=True, form=stage.form),
    Route(kind=Press, intent=Intent.STAGE_STEP, answer=stage.step, writes=True),
    Route(kind=Submit, intent=Intent.STAGE_STEP, answer=stage.put_in, writes=True, form=stage.step_form),
)
