"""What a workspace that has installed us is called."""

from bot.domain.credentials import Tenant


def test_an_organisation_goes_by_its_own_name() -> None:
    everywhere = Tenant(enterprise_id="E1", team_id="")
    there = Tenant(enterprise_id="E1", team_id="T1")

    assert (everywhere.external_id, everywhere.is_organisation) == ("E1", True)
    assert (there.external_id, there.is_organisation) == ("T1", False)
