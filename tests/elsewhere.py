"""Valley Link, a second partnership with people of the first."""

from dataclasses import replace

from bot.domain.partnerships import Profile
from bot.domain.permissions import Role, Viewer, myself
from storage import members, partners, partnerships
from tests.riverside import LONDON, NOW, Riverside


def valley_link(group: Riverside, *, greeted: bool = True) -> Riverside:
    """Mina is in Valley Link too, for Valley Trust. Rob runs it and stands under "sam" as well; its doors are open."""
    rob, mina = group.person("rob").id, group.person("mina").id
    with group.database.write() as transaction:
        profile = Profile(name="Valley Link", zone=LONDON)
        made = partnerships.create(transaction, viewer=myself(rob), profile=profile, now=NOW)
        runner = Viewer(person_id=rob, partnership_id=made.id, role=Role.RUNNER)
        trust = partners.add(transaction, viewer=runner, name="Valley Trust")
        for person_id, role in ((rob, Role.RUNNER), (mina, Role.CO_ORDINATOR)):
            members.add(transaction, viewer=runner, person_id=person_id, role=role, partner_id=trust.id)
        partnerships.open_doors(transaction, viewer=runner, now=NOW)
        members.open_door(transaction, viewer=runner, person_ids=[rob, mina])
        if greeted:
            members.greeted(transaction, viewer=runner, person_id=mina, now=NOW)
        found = {one.person.first_name.lower(): one for one in members.all_of(transaction, viewer=runner)}
    return replace(
        group,
        partnership_id=made.id,
        office_id=trust.id,
        castle_id=trust.id,
        members={**found, "sam": found["rob"]},
    )
