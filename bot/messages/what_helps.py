"""What may free an action, by what is in its way."""

from typing import Final

HELPS: Final = {
    "Not enough time": "A later date, or a second pair of hands.",
    "Money": "A word with whoever holds the money.",
    "I can't decide without asking": "A call to whoever decides there.",
    "Other things come first where I work": "A word at the top of that organisation.",
    "We can't agree between us": "Ask each what it could give that nobody else can.",
    "We hear too late": "An earlier word, and from one person.",
    "It's not clear who does what": "Saying aloud who does which part.",
    "Our systems or data don't fit": "One person from each side, together for half an hour.",
    "People have changed": "A call to whoever is new.",
    "Rules pull us different ways": "Asking which rule, and who can bend it.",
}
