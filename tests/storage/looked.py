"""What is said in the house when people look back: on a milestone, and on Mina's first weeks."""

from bot.domain.question_answers import Answer
from bot.domain.questions import Passing
from storage import looking_back
from storage.database import Transaction
from tests.riverside import NOW, Riverside

LESSON = "Start with the photos"


def keep_looking_back(transaction: Transaction, group: Riverside, milestone_id: int) -> None:
    lesson = {"again": Answer(line=LESSON, passing=Passing.WITHOUT_NAME)}
    weeks = {"lost": Answer(value=2)}
    for who, about, answers in (
        ("mina", milestone_id, lesson),
        ("sam", milestone_id, lesson),
        ("mina", None, weeks),
    ):
        looking_back.keep(
            transaction,
            viewer=group.viewer(who),
            milestone_id=about,
            to_id=group.person("sam").id,
            answers=answers,
            now=NOW,
        )
