"""What is said when something about a concern cannot be done as asked."""

from typing import Final

CONCERNS: Final = {
    "concern_about_changed": (
        "Roles have changed here since you opened this, so nothing is sent yet. "
        "Choose again whom it is about, and send it again."
    ),
    "concern_about_needed": "Choose whom it is about. Then I know who should hear it.",
    "concern_answer_needed": "A word or two, please. A short answer helps more than a perfect one.",
    "concern_goes_to": "Nothing is sent yet. It is about {about}, so {names} would hear it. Send it to {names}?",
    "concern_gone": "I can't show you that one. It may be with somebody else now.",
    "concern_hearers_changed": (
        "Roles have changed here since you opened this, so nothing is sent yet. "
        "{names} would hear it now. If that's right, send it again."
    ),
    "concern_nobody": "I know nobody here who could hear this. Please ring somebody you trust where you work.",
    "concern_nobody_else": "I know nobody else here who could hear this. Please ring somebody you trust where you work.",
    "concern_who": "Choose who hears it now.",
    "concern_words_needed": "Tell me in a line or two what is worrying you.",
}
