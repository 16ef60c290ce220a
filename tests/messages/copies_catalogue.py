"""Every message about a copy of the timetable that comes back edited, by the situation in which people read it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.imports.changes import changes_of
from bot.domain.imports.choices import Choices
from bot.domain.imports.headings import Meaning
from bot.domain.imports.previews import Made, Preview, Unasked
from bot.domain.imports.readings import NotTaken
from bot.domain.partners import PartnerKind
from bot.domain.permissions import Role, Viewer
from bot.domain.revisions import Revision, RevisionState, Value
from bot.domain.suggestions import SuggestionView
from bot.domain.uploads import Upload, UploadState
from bot.messages import answers, envelope, import_form, imports, suggestion
from bot.messages.envelope import Section
from bot.messages.model import Form, Message
from bot.messages.notices import Notice
from tests.actions import DUE, NOW, TODAY
from tests.domain.imports.compared import come_back, copy, kept, share
from tests.domain.imports.surrounded import around, member, reading
from tests.messages.cast import Cast

LATER = date(2026, 12, 4)
_ALL: Mapping[str, Value] = {
    "due": LATER.isoformat(),
    "person_id": 8,
    "title": "Send everything",
    "heading": "Prospectus",
    "done_when": "",
    "why": "It goes to print",
}


def view(
    cast: Cast,
    state: RevisionState = RevisionState.ASKED,
    *,
    number: int = 1,
    new: Mapping[str, Value] | None = None,
) -> SuggestionView:
    """A suggestion of a new date, or of these values, as its holder reads it."""
    values = new or {"due": LATER.isoformat()}
    return SuggestionView(
        revision=Revision(
            id=number,
            upload_id=3,
            share_id=12,
            commitment_id=5,
            person_id=7,
            state=state,
            old={"due": DUE.isoformat()},
            new=values,
            version=0,
            asked_by=1,
            asked_at=NOW,
        ),
        partnership_id=9,
        title=cast.title,
        due=DUE,
        partner_name=cast.partner,
        holder_name=cast.reader,
        asker=cast.runner,
        answerer=cast.reader,
        new_holder=cast.colleague if "person_id" in values else "",
        is_readers=True,
        is_open=state is RevisionState.ASKED,
        is_told=state is RevisionState.MADE,
        today=TODAY,
    )


def copies(cast: Cast) -> Mapping[str, Message]:
    """Return every message around a copy that comes back, with these names in it."""
    return {**_notices(cast), **_answered(cast), **_previews(cast), **_put_back(cast)}


def copy_forms(cast: Cast) -> Mapping[str, Form]:
    """Return the form with which a workbook is understood."""
    return {"match people": import_form.form(preview(cast))}


def preview(
    cast: Cast, *, choices: Choices | None = None, before: bool = False, known: bool = True
) -> Preview:
    """A copy in which every kind of thing was edited."""
    first, second, third = (
        kept(1, cast.title, share(1, cast.partner, cast.reader)),
        kept(2, "Book a hall", share(2, cast.partner, cast.reader)),
        kept(3, "Read the proofs", share(3, cast.partner, "", person_id=None)),
    )
    there = copy(first, second, third, now=(first, replace(second, due=DUE), third))
    rows = [
        come_back(there.exported[0], 5, edits={Meaning.BY: LATER.isoformat(), Meaning.WHY: ""}),
        come_back(there.exported[1], 6, edits={Meaning.BY: LATER.isoformat(), Meaning.STATUS: "done"}),
    ]
    read = reading(*(row.action for row in rows))
    note = NotTaken(sheet="Sheet1", cell="A1", written="By partner", reason="own_page")
    surroundings = replace(
        around(
            member("3", cast.reader, Role.CO_ORDINATOR, cast.partner),
            partners={cast.partner: PartnerKind.PARTNER},
        ),
        sender=1,
        copy=there if known else None,
    )
    chosen = choices or Choices()
    changes = changes_of(replace(read, not_taken=(note,)), surroundings=surroundings, choices=chosen)
    return Preview(
        viewer=Viewer(person_id=1, partnership_id=9, role=Role.RUNNER),
        partnership=cast.group,
        upload=Upload(
            id=3,
            partnership_id=9,
            person_id=1,
            name="timetable.xlsx",
            reference="",
            installation_id=1,
            content=b"[]",
            state=UploadState.READ,
            values={},
            version=1,
            created_at=datetime(2026, 11, 10, 9, 0, tzinfo=UTC),
        ),
        surroundings=surroundings,
        choices=chosen,
        changes=changes,
        before=changes if before else None,
    )


def _notices(cast: Cast) -> dict[str, Message]:
    many = [view(cast, number=number) for number in range(1, 20)]
    told = [
        view(cast, RevisionState.MADE),
        view(cast, RevisionState.MADE, new={"done": True}),
        view(cast, RevisionState.MADE, new=_ALL),
        view(cast, RevisionState.MADE, new={"why": "It goes to print"}),
    ]
    added = view(cast, RevisionState.PUT_BACK, new={"added": True})
    back = view(cast, RevisionState.PUT_BACK)
    found = {
        "suggested, a date": suggestion.changed([view(cast)]),
        "suggested, everything": suggestion.changed([view(cast, new=_ALL)]),
        "suggested, many": suggestion.changed(many),
        "told": suggestion.changed(told),
        "told, many": suggestion.changed(told * 4),
        "suggested and told": suggestion.changed([*told, view(cast)]),
        "suggestion agreed": suggestion.answered(view(cast, RevisionState.AGREED)),
        "suggestion kept": suggestion.answered(view(cast, RevisionState.KEPT)),
        "told of what is put back": suggestion.put_back([added, back]),
        "told of what is put back, many": suggestion.put_back([added, back] * 6),
    }
    return {name: _enveloped(cast, notice) for name, notice in found.items() if notice is not None}


def _enveloped(cast: Cast, notice: Notice) -> Message:
    section = Section(partnership_id=9, partnership=cast.partnership, notices=(notice,))
    return envelope.message(
        sections=[section],
        first_name=cast.mina.first_name,
        is_morning=True,
        today=TODAY,
        until=date(2026, 11, 12),
    )


def _answered(cast: Cast) -> dict[str, Message]:
    agreed, kept_one = view(cast, RevisionState.AGREED), view(cast, RevisionState.KEPT)
    handed = view(cast, RevisionState.AGREED, new={"person_id": 8})
    items = {
        "suggestion, fine": suggestion.settled(agreed, fine=True, is_new=True),
        "suggestion, handed": suggestion.settled(handed, fine=True, is_new=True),
        "suggestion, keep": suggestion.settled(kept_one, fine=False, is_new=True),
        "suggestion, too late": suggestion.settled(kept_one, fine=True, is_new=False),
        "suggestion, for somebody": suggestion.item(replace(view(cast), is_readers=False)),
    }
    return {name: answers.alone(item) for name, item in items.items()}


def _previews(cast: Cast) -> dict[str, Message]:
    found = preview(cast)
    return {
        "copy back": imports.preview(found),
        "copy back, shown again": imports.preview(preview(cast, before=True)),
        "copy back, known no more": imports.preview(preview(cast, known=False)),
        "copy back, asked": imports.ask(Unasked(preview=found)),
        "copy back, agreed": imports.preview(
            preview(cast, choices=Choices(agreed=True, meeting=date(2026, 11, 9)))
        ),
        "copy back, made": imports.made(Made(preview=found, without=())),
    }


def _put_back(cast: Cast) -> dict[str, Message]:
    return {
        f"workbook put back, {name}": imports.put_back(
            partnership=cast.partnership, figures=figures, kept=kept_ones, told=told
        )
        for name, figures, kept_ones, told in (
            ("nobody told", (1, 0, 0), (), 0),
            ("one told", (0, 1, 1), (), 1),
            ("many told", (12, 3, 2), (cast.title,), 4),
        )
    }
