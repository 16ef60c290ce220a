"""What is kept about somebody, in four lines, once a year (conversations, Manners 7)."""

from bot.messages.model import Bullets, Paragraph, Strong
from bot.messages.notices import Notice


def notice(*, runner: str) -> Notice:
    """Say it. `runner` is the first name of who runs the partnership, "" where nobody does."""
    ask = runner or "the person who runs this"
    return Notice(
        blocks=(
            Paragraph(text=(Strong("What I keep, said once a year"),)),
            Bullets(
                items=(
                    ("Your name, how I reach you, and the days and hour that you chose.",),
                    ("The actions with your name on them, and what you pressed about them.",),
                    ("What I have sent you, and when.",),
                    (f"I don't read your chat. If you'd like something taken out, ask {ask}.",),
                )
            ),
        ),
        asks=False,
    )
