"""Every message about the workbook that goes by itself, by the situation in which it is read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.snapshots import Change, ChangeKind
from bot.domain.workbook_rhythms import WorkbookRhythm
from bot.messages import forms, scheduled
from bot.messages.brief import Brief
from bot.messages.model import Message
from tests.actions import TODAY
from tests.messages.cast import Cast

_SINCE = date(2026, 11, 6)
_NEXT = date(2027, 1, 29)


def workbooks(cast: Cast) -> Mapping[str, Message]:
    """Return them, with these names in them."""
    brief = Brief(
        partnership_id=9,
        partnership=cast.partnership,
        first_name=cast.mina.first_name,
        today=TODAY,
        to_do=((cast.title, date(2026, 11, 13)),),
    )
    new = Change(
        kind=ChangeKind.NEW,
        action_id=5,
        title=cast.title,
        partners=(cast.partner,),
        all_partners=False,
        share_ids=(12,),
        due=date(2026, 11, 27),
    )
    changed = tuple(replace(new, kind=kind, was=cast.reader, now=cast.colleague) for kind in ChangeKind)
    form = scheduled.form(
        partnership_id=9, partnership=cast.partnership, rhythm=WorkbookRhythm.WEEKLY, following=_NEXT
    )
    unchosen = scheduled.form(partnership_id=9, partnership=cast.partnership, rhythm=None, following=None)
    failed = scheduled.failed(partnership_id=9, snapshot_id=3, on=_SINCE, today=TODAY)
    return {
        "workbook, first": scheduled.message(brief=brief, made_on=TODAY, since=None, changed=()),
        "workbook, unchanged": scheduled.message(brief=brief, made_on=TODAY, since=_SINCE, changed=()),
        "workbook, changed": scheduled.message(brief=brief, made_on=TODAY, since=_SINCE, changed=changed),
        "workbook, one change": scheduled.message(
            brief=replace(brief, to_do=()), made_on=TODAY, since=_SINCE, changed=changed[:1]
        ),
        "workbook, how often": forms.button_to(form),
        "workbook, how often at first": forms.button_to(unchosen),
        "workbook, chosen": scheduled.chosen(partnership_id=9, partnership=cast.partnership, following=_NEXT),
        "workbook, not by itself": scheduled.chosen(
            partnership_id=9, partnership=cast.partnership, following=None
        ),
        "workbook, not made": Message(opening=f"{cast.partnership}: one thing this morning.", blocks=failed),
        "workbook, no way": Message(
            opening=f"{cast.partnership}: one thing this morning.",
            blocks=scheduled.unreached(names=(cast.reader,)),
        ),
        "workbook, sent now": scheduled.sent_now(partnership=cast.partnership),
        "workbook, gone already": scheduled.gone_already(partnership=cast.partnership),
    }
