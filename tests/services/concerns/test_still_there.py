"""What its raiser reads after **Still there**: who has it again, and that there is no second answer yet."""

from datetime import date, timedelta

from bot.messages.concerns import replies
from bot.services.concerns import following
from tests.coursing import told, words
from tests.dates import at
from tests.riverside import NOW, Riverside
from tests.worried import answered, raised

LATER = NOW + timedelta(days=3)
SIXTH = date(2026, 9, 21)


def test_its_raiser_reads_that_it_was_passed_on_and_later_that_there_is_no_second_answer(
    group: Riverside,
) -> None:
    concern_id = raised(group).concern.id
    answered(group, concern_id)
    [line] = replies.standing(
        following.is_still_there(
            database=group.database, viewer=group.viewer("mina"), concern_id=concern_id, now=LATER
        )
    ).lines
    said = [words(one) for one in told(group, "mina", now=at(SIXTH)) if one is not None]

    assert line == ("Sam has this again, and is asked to answer by Friday 18 September 2026.",)
    assert [one for one in said if "Sam hasn't answered again yet." in one]
    assert not [one for one in said if "been able to" in one]
    [line] = replies.standing(
        following.tell_somebody_else(
            database=group.database,
            viewer=group.viewer("mina"),
            concern_id=concern_id,
            chosen=str(group.person("rob").id),
            now=LATER,
        )
    ).lines
    assert str(line[0]).startswith("Rob has this and will answer by")
