"""Who hears, and when: what is agreed by all partners, and what a runner chose once a date had gone by (F7, R02)."""

from enum import Enum


class PolicyState(Enum):
    """PROPOSED until every co-ordinator has pressed **Fine with us**; the mildest holds meanwhile."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    REPLACED = "replaced"


class FollowUpChoice(Enum):
    """What the runner chose when asked about a date that has gone by."""

    RING = "ring"
    ASK_CO_ORDINATOR = "ask_co_ordinator"
    NEW_DATE = "new_date"
    GO_WITHOUT = "go_without"
    LEAVE = "leave"
    ASK_CHAIR = "ask_chair"
