"""The workbook in: the form that takes one, what it would change, **Match people**, and the decision."""

import re
from typing import Final

from bot.domain.imports.previews import Made, Preview, Unasked
from bot.errors import Refused
from bot.messages import import_form
from bot.messages import imports as wording
from bot.messages.model import Form
from bot.services.imports import making, previews, putting_back, uploads
from bot.services.imports.making import Agreed
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, File, Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply, Say

_ARG: Final = re.compile(
    r"(?P<act>match|make|leave)\.(?P<upload>\d{1,15})\.(?P<version>\d{1,9})(?:\.(?P<answer>agreed|asked))?",
    re.ASCII,
)

_UPLOAD: Final = re.compile(r"\d{1,15}", re.ASCII)


def open_form(call: Call[Command]) -> OpenForm:
    """Open the form that takes a workbook."""
    return OpenForm(form=wording.form(partnership_id=call.partnership_id))


def press(call: Call[Press]) -> Reply:
    """Open a form, make the changes, or leave everything as it was."""
    if not call.incoming.arg:
        return OpenForm(form=wording.form(partnership_id=call.partnership_id))
    arg = _read(call.incoming.arg)
    match arg["act"]:
        case wording.MATCH:
            return OpenForm(form=_match_form(call, int(arg["upload"])))
        case wording.LEAVE:
            previews.leave(database=call.database, viewer=call.viewer, upload_id=int(arg["upload"]))
            return Replace(message=wording.left())
        case _:
            return _make(call, arg)


def take(call: Call[File]) -> Say:
    """Read a workbook that came along, or say that it is going to be read."""
    incoming = call.incoming
    if incoming.content is None:
        return _expect(call, name=incoming.name, size=incoming.size, reference=incoming.reference)
    preview = uploads.take(
        database=call.database,
        viewer=call.viewer,
        installation_id=incoming.sender.installation_id,
        name=incoming.name,
        content=incoming.content,
        now=call.now,
    )
    return Say(message=wording.preview(preview))


def submit(call: Call[Submit]) -> Reply:
    """Take the workbook that a form refers to, or what was chosen in **Match people**."""
    incoming = call.incoming
    if incoming.arg:
        arg = _read(incoming.arg)
        preview = previews.match(
            database=call.database,
            viewer=call.viewer,
            upload_id=int(arg["upload"]),
            version=int(arg["version"]),
            values=incoming.values,
            now=call.now,
        )
        return Replace(message=wording.preview(preview))
    references = incoming.values.get(wording.WORKBOOK, ())
    if not references:
        raise Refused("workbook_needed", field=wording.WORKBOOK)
    return _expect(call, name="", size=0, reference=references[0])


def put_back(call: Call[Press]) -> Replace:
    """**Put it all back**."""
    found = _UPLOAD.fullmatch(call.incoming.arg)
    if found is None:
        raise Refused("upload_gone")
    done = putting_back.put_back(
        database=call.database, viewer=call.viewer, upload_id=int(found[0]), now=call.now
    )
    return Replace(
        message=wording.put_back(
            partnership=done.partnership.name,
            figures=(done.taken_out, done.as_before, done.withdrawn),
            kept=done.kept,
            told=done.told,
        )
    )


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    if not call.incoming.arg:
        return wording.form(partnership_id=call.partnership_id)
    return _match_form(call, int(_read(call.incoming.arg)["upload"]))


def _match_form(call: Call[Press] | Call[Submit], upload_id: int) -> Form:
    preview = previews.show(database=call.database, viewer=call.viewer, upload_id=upload_id, now=call.now)
    return import_form.form(preview)


def _make(call: Call[Press], arg: re.Match[str]) -> Replace:
    made = making.make(
        database=call.database,
        viewer=call.viewer,
        upload_id=int(arg["upload"]),
        version=int(arg["version"]),
        agreed=Agreed(arg["answer"]) if arg["answer"] else None,
        now=call.now,
    )
    match made:
        case Made():
            return Replace(message=wording.made(made))
        case Unasked():
            return Replace(message=wording.ask(made))
        case Preview():
            return Replace(message=wording.preview(made))


def _expect(call: Call[File] | Call[Submit], *, name: str, size: int, reference: str) -> Say:
    uploads.expect(
        database=call.database,
        viewer=call.viewer,
        installation_id=call.incoming.sender.installation_id,
        name=name,
        size=size,
        reference=reference,
        now=call.now,
    )
    return Say(message=wording.reading())


def _read(arg: str) -> re.Match[str]:
    """Return what a button or a form carries. Raises `Refused` (upload_gone) for anything else."""
    found = _ARG.fullmatch(arg)
    if found is None:
        raise Refused("upload_gone")
    return found
