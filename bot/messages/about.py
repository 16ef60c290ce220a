"""What the bot is, as a platform's list of apps shows it."""

from typing import Final

NAME: Final = "Bywhen"
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
