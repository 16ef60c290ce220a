"""Every message and form about who is runner now, and about whom they are asked first, by the situation in which people read it."""

from collections.abc import Mapping

from bot.messages import seniority, succession
from bot.messages.model import Form, Message
from bot.messages.notices import Notice
from tests.actions import TODAY
from tests.messages.cast import Cast


def succession_messages(cast: Cast) -> Mapping[str, Message]:
    """Return what is said to whoever says who it is."""
    return {
        "runner chosen": succession.appointed(
            partnership=cast.partnership, name=cast.reader, before=cast.runner, is_self=False
        ),
        "runner now": succession.appointed(
            partnership=cast.partnership, name=cast.reader, before=cast.runner, is_self=True
        ),
        "runner chosen before": succession.was_settled(
            partnership=cast.partnership, name=cast.reader, is_self=False
        ),
        "asked first": seniority.kept(partnership=cast.partnership, names=(cast.reader, cast.colleague)),
        "asked first, nobody": seniority.kept(partnership=cast.partnership, names=()),
        "runner before them": succession.was_settled(
            partnership=cast.partnership, name=cast.reader, is_self=True
        ),
    }


def succession_notices(cast: Cast) -> Mapping[str, Notice]:
    """Return what those hear whom it concerns."""
    return {
        f"runs now, to {name}": succession.told(
            partnership_id=9,
            name=cast.reader,
            before=before,
            is_runner=name == "the runner",
            was_runner=name == "the one before",
        )
        for name, before in (("the runner", cast.runner), ("the one before", cast.runner), ("the chair", ""))
    }


def succession_forms(cast: Cast) -> Mapping[str, Form]:
    """Return the forms."""
    return {
        "ask me first": seniority.form(partnership_id=9, people={7: cast.reader}, chosen=(7,)),
        "who is runner now": succession.form(
            partnership_id=9, runner_id=1, runner=cast.runner, since=TODAY, people={7: cast.reader}
        ),
    }
