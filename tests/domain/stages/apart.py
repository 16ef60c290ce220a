"""How far apart two stages lie: nothing may ever jump further than one step."""

from bot.domain.evidence import Stage


def steps_between(one: Stage, other: Stage) -> int:
    """Return how many steps apart two stages are.

    Functioning stands between Flying and the rest; a partnership of any stage can fall silent, so Failing lies beside all.
    """
    if one is other:
        return 0
    apart = {one, other}
    beside = Stage.FLYING not in apart or apart & {Stage.FUNCTIONING, Stage.FAILING}
    return 1 if beside else 2
