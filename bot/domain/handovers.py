"""Handing over what one has accepted: a colleague of the same partner is asked, and accepts or declines."""

from enum import Enum


class HandoverState(Enum):
    """While it is ASKED the share stays with whoever asked."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
