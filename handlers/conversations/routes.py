"""The one table of everything that can come in, and the conversation that answers it, sorted by topic.

Two rows of the same kind and intent stop the program at start.
"""

from typing import Final

from handlers.conversations.router import Route

ROUTES: Final[tuple[Route, ...]] = (
    # Add to the timetable.
    # Accept.
    # Dates that move.
    # Doors.
    # Export.
    # Help.
    # Import.
    # Mine.
    # Partners.
    # Progress.
    # Settings.
    # Start.
    # Stuck.
    # Timetable.
)
