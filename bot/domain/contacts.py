"""A contact: a call or a talk with a partner, logged in a line or two (R15)."""

from enum import Enum


class ContactKind(Enum):
    """How it went. PUT_OFF and AWAY are no contact: they say until when nobody need ring."""

    SPOKE = "spoke"
    LEFT_WORD = "left_word"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    PUT_OFF = "put_off"
    AWAY = "away"
