"""Waiting beside the loop for what the SDK calls asynchronous though it waits for the network there."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from threading import Thread
from typing import Any, TypeVar

Result = TypeVar("Result")


async def done(work: Callable[[], Coroutine[Any, Any, Result]], *, within: float) -> Result:
    """Return what this work comes to. Raises TimeoutError when it takes longer than so many seconds.

    It has a thread of its own: nobody can end one that hangs, and those that the database is asked in would run out.
    """
    found: Future[Result] = Future()
    Thread(target=_work, args=(work, found), daemon=True).start()
    async with asyncio.timeout(within):
        return await asyncio.wrap_future(found)


def _work(work: Callable[[], Coroutine[Any, Any, Result]], found: Future[Result]) -> None:
    found.set_running_or_notify_cancel()
    try:
        found.set_result(asyncio.run(work()))
    except Exception as error:  # noqa: BLE001 - it is raised where somebody waits for it.
        found.set_exception(error)
