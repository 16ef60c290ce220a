"""The errors that are expected: what a person may be told, and what a platform may answer."""


class Refused(Exception):
    """Something a person asked for cannot be done as asked.

    `key` names the sentence in `bot.messages.refusals`, `parameters` fill it, and `field` is the
    form's field that it belongs to, when it belongs to one. Nothing has been written when it is raised.
    """

    def __init__(self, key: str, *, field: str | None = None, **parameters: object) -> None:
        super().__init__(key)
        self.key = key
        self.field = field
        self.parameters = parameters


class Busy(Exception):
    """Nothing can be written just now, because somebody else is writing all the time. Nothing has been written."""


class DeliveryFailed(Exception):
    """A platform did not take a message.

    Exactly one of three things is known: the platform refused for good (`permanent`), it will take the
    message in `retry_after` seconds, or nobody knows whether it arrived (`unknown`).

    `alone`: only this message has to wait, and no other; it has been tried, which counts. `nobody`: it was refused
    because nobody is reached at its address.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        unknown: bool = False,
        alone: bool = False,
        nobody: bool = False,
    ) -> None:
        super().__init__(reason)
        if (permanent, retry_after is not None, unknown).count(True) != 1:
            raise ValueError("say exactly one of permanent, retry_after and unknown")
        if (alone and retry_after is None) or (nobody and not permanent):
            raise ValueError(
                "one message alone is asked to wait; at an address with nobody all is refused for good"
            )
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after
        self.unknown = unknown
        self.alone = alone
        self.nobody = nobody
