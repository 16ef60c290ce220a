"""Every message and form with which one action is opened, by the situation in which people read it."""

from collections.abc import Mapping

from bot.messages import lookup, timetable
from bot.messages.model import Form, Message
from tests.actions import COMMITMENT
from tests.messages.cast import Cast


def opening(cast: Cast) -> Mapping[str, Message]:
    """Return the messages."""
    shown = {"one of others": cast.view(reader_id=1), "dropped": cast.view("dropped", reader_id=1)}
    return {
        **{
            f"opened, {name}": lookup.opened(partnership=cast.partnership, items=(seen,))
            for name, seen in shown.items()
        },
        "timetable, to who acts": timetable.timetable(
            partnership_id=9,
            partnership=cast.partnership,
            shown="coming",
            rows=(cast.row(),),
            items=(),
            more=0,
            may_open=True,
        ),
    }


def opening_forms(cast: Cast) -> Mapping[str, Form]:
    """Return the forms."""
    one = (COMMITMENT, (cast.partner,))
    return {
        "open an action": lookup.form(
            partnership_id=9, choices=[one], dropped=[(COMMITMENT, ())], words="", more=0
        ),
        "open one of many": lookup.form(partnership_id=9, choices=[one], dropped=[], words="", more=12),
        "open one by its words": lookup.form(
            partnership_id=9, choices=[one], dropped=[], words="course", more=0
        ),
    }
