"""**Done**, **Undo**, **On track**."""

from bot.messages import progress as wording
from bot.services import progress
from handlers.conversations import args
from handlers.conversations.accept import replacing
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press
from handlers.conversations.replies import Replace


def done(call: Call[Press]) -> Replace:
    pressed, _ = args.read(call.incoming.arg)
    outcome = progress.done(database=call.database, viewer=call.viewer, pressed=pressed, now=call.now)
    return replacing(outcome, wording.done)


def undo(call: Call[Press]) -> Replace:
    pressed, _ = args.read(call.incoming.arg)
    outcome = progress.undo(database=call.database, viewer=call.viewer, pressed=pressed, now=call.now)
    return replacing(outcome, wording.undone)


def on_track(call: Call[Press]) -> Replace:
    pressed, _ = args.read(call.incoming.arg)
    outcome = progress.on_track(database=call.database, viewer=call.viewer, pressed=pressed, now=call.now)
    return replacing(outcome, wording.on_track)
