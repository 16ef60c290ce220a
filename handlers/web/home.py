"""The Home page: what is the reader's as it stands now, with its buttons, and below it what was answered a moment ago."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from bot.domain.people import AddressKind
from bot.messages.model import Form, Message
from bot.services import home, identity
from bot.services.pages import Shown
from handlers.web.answering import Answering, Where
from handlers.web.views import View

_A_MOMENT: Final = timedelta(minutes=2)


class HomeAnswering(Answering):
    """The endpoints of a Home page: the same as of any page, about what stands there now and not what was written."""

    async def view(
        self,
        where: Where,
        *,
        before: int | None = None,
        form: Form | None = None,
        message: str = "",
        people: dict[str, str] | None = None,
    ) -> View:
        view = await super().view(where, before=before, form=form, message=message, people=people)
        now = self._clock()
        content = await run_in_threadpool(self._home, where.reader)
        local = now.astimezone(view.page.zone)
        newest = tuple(one for one in view.page.shown[-1:] if local - one.at <= _A_MOMENT)
        shown = (Shown(id=0, at=local, message=content, file_name=None), *newest)
        return replace(view, page=replace(view.page, shown=shown, earlier=False), is_home=True)

    async def standing(self, where: Where, message: str) -> Message | None:
        """What was never sent has no name."""
        if message:
            return await super().standing(where, message)
        return await run_in_threadpool(self._home, where.reader)

    def where(self, request: Request) -> Where:
        return replace(super().where(request), is_home=True)

    def _home(self, reader: str) -> Message:
        caller = identity.recognise(
            database=self._database,
            kind=AddressKind.WEB,
            installation_id=self.installation_id,
            external_id=reader,
            room=None,
        )
        return home.of(database=self._database, caller=caller, now=self._clock())
