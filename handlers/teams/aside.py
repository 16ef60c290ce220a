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
    found.set_running_or_notify_cancel()  # Nobody takes it back any more, who waits for it or not.
    Thread(target=lambda: asyncio.run(_work(work, found)), daemon=True).start()
    async with asyncio.timeout(within):
        return await asyncio.wrap_future(found)


async def _work(work: Callable[[], Coroutine[Any, Any, Result]], found: Future[Result]) -> None:
    """Do it, and let whoever waits read how it ended."""
    task = asyncio.create_task(work())
    await asyncio.wait([task])
    error = task.exception()
    if error is None:
        found.set_result(task.result())
    else:
        found.set_exception(error)
