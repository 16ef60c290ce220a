"""What the bot is, as a platform's list of apps shows it."""

from typing import Final

NAME: Final = "Bywhen"
FULL_NAME: Final = "Bywhen: who does what, by when"
SHORT: Final = "Keeps partnerships between organisations going: who does what, by when."
LONG: Final = (
    "I keep the timetable of a partnership between organisations: who does what, by when. I remind people before "
    "a date, on the days and at the hour that they choose, in one short private message. If a date won't work, we "
    "find another. I see what people send me and what they press. I don't read your chat."
)
NEW_ACTION: Final = ("New action", "Put something in the timetable.")
TRACK_THIS: Final = ("Track this", "Ask whoever wrote this whether it should go in the timetable.")
LOG_THIS: Final = ("Log this", "Write a line about a talk with a partner. Nothing is copied.")
HINT: Final = "help, add, timetable, mine, start, partner, import, export, settings"

COMMANDS: Final = {
    "help": "What waits for you, and all that you can ask for",
    "mine": "What you have promised, and by when",
    "timetable": "Who does what, by when",
    "add": "Put something in: add Castle to send course data by 14 May",
    "log": "Write a line about a talk with a partner",
    "concern": "Say in confidence that something isn't right",
    "settings": "When and how often I may write to you",
    "brief": "What to know before a call or a meeting, in five lines",
    "import": "Read a timetable that you have as a workbook",
    "export": "Get the timetable as a workbook",
    "invite": "Get a code that brings another organisation's Slack or Teams in",
    "start": "Start a partnership",
    "join": "Join with the code that you were given: join 7KQ2-MW4D",
}
"""What a list of commands says of each."""
OWN_COMMANDS: Final = tuple(word for word in COMMANDS if word != "start")
"""What a list offers in private, the most used first. It may hold twelve; a partnership is started in its room."""
ROOM_COMMANDS: Final = ("help", "timetable", "add", "mine", "start", "join")
"""What a list offers in a room."""

KEPT: Final = (
    (
        "What I keep",
        (
            "I keep names, work addresses, what was promised and by when, and the answers that people give me. All of it "
            "stays on this server. Whoever runs the server looks after it, and nobody else gets it."
        ),
    ),
    (
        "What I don't",
        (
            "I read only what is sent to me. I keep no other talk, I don't count how fast anybody answers, and nobody is "
            "told who has read what."
        ),
    ),
    (
        "Terms",
        (
            "There is nothing to buy and nothing to sign. I am free software under the Apache licence 2.0, and come without "
            "a warranty."
        ),
    ),
)
"""What a page for people who wonder about the app says of it, after `LONG`."""
