import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from jsonschema import Draft4Validator
from PIL import Image

from bot.messages import about, icon
from handlers.conversations.commands import WORDS
from handlers.teams.manifest import COLOUR_ICON, OUTLINE_ICON, SCOPES, manifest, package

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data" / "teams" / "MicrosoftTeams.schema.json").read_text(encoding="utf-8")
)
CLIENT = UUID("7d1cbb7a-52ff-4a2f-8d13-6c0c5fa1f0f4")
URL = "https://bywhen.example.org"
# What Teams shows of a command, whatever the schema allows.
TITLE, DESCRIPTION = 32, 128


@pytest.fixture
def described() -> dict[str, Any]:
    return manifest(client_id=CLIENT, public_url=URL)


@pytest.fixture
def packed() -> ZipFile:
    return ZipFile(BytesIO(package(client_id=CLIENT, public_url=URL)))


@pytest.mark.parametrize("url", [URL, f"{URL}/", "https://bywhen.example.org:8443/"])
def test_the_manifest_is_one_that_teams_takes(url: str) -> None:
    given = manifest(client_id=CLIENT, public_url=url)

    assert [error.message for error in Draft4Validator(SCHEMA).iter_errors(given)] == []


def test_the_manifest_says_which_schema_it_is_of(described: dict[str, Any]) -> None:
    of = SCHEMA["properties"]["manifestVersion"]["const"]

    assert described["manifestVersion"] == of
    assert f"/v{of}/" in described["$schema"]


def test_the_version_is_one_that_can_be_counted_up(described: dict[str, Any]) -> None:
    assert re.fullmatch(SCHEMA["definitions"]["semver"]["pattern"], described["version"])


def test_the_app_and_its_bot_are_the_one_that_is_configured(described: dict[str, Any]) -> None:
    [bot] = described["bots"]

    assert described["id"] == bot["botId"] == str(CLIENT)


def test_the_bot_is_for_one_person_for_a_team_and_for_a_group(described: dict[str, Any]) -> None:
    [bot] = described["bots"]

    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert bot["supportsFiles"] is True
    assert described["supportsChannelFeatures"] == "tier1"


def test_what_stands_on_our_server_is_on_our_domain(described: dict[str, Any]) -> None:
    leads_to = [value for name, value in described["developer"].items() if name.endswith("Url")]

    assert described["validDomains"] == ["bywhen.example.org"]
    assert leads_to == [f"{URL}/teams/about"] * 3


def test_the_language_is_ours(described: dict[str, Any]) -> None:
    assert described["localizationInfo"] == {"defaultLanguageTag": "en-gb"}


def test_each_scope_has_one_list_of_commands_that_are_understood(described: dict[str, Any]) -> None:
    lists = described["bots"][0]["commandLists"]

    assert sorted(scope for one in lists for scope in one["scopes"]) == sorted(SCOPES)
    for one in lists:
        assert {command["title"] for command in one["commands"]} <= WORDS.keys()
        assert one["commands"][0]["title"] in ("help", "mine")


def test_every_command_fits_where_teams_shows_it(described: dict[str, Any]) -> None:
    commands = [command for one in described["bots"][0]["commandLists"] for command in one["commands"]]

    assert all(len(one["title"]) <= TITLE and len(one["description"]) <= DESCRIPTION for one in commands)


def test_a_code_is_got_in_private_and_typed_anywhere(described: dict[str, Any]) -> None:
    own, room = (
        {command["title"] for command in one["commands"]} for one in described["bots"][0]["commandLists"]
    )

    assert own - room >= {"invite", "concern", "log", "settings"}
    assert "join" in own & room
    assert room - own == {"start"}


def test_what_is_for_one_person_alone_is_not_offered_in_a_room(described: dict[str, Any]) -> None:
    [room] = [one for one in described["bots"][0]["commandLists"] if "team" in one["scopes"]]

    assert not {"concern", "log", "settings"} & {command["title"] for command in room["commands"]}


def test_the_package_holds_the_manifest_and_what_it_names(packed: ZipFile, described: dict[str, Any]) -> None:
    assert packed.namelist() == ["manifest.json", COLOUR_ICON, OUTLINE_ICON]
    assert json.loads(packed.read("manifest.json")) == described
    assert set(described["icons"].values()) <= set(packed.namelist())
    assert packed.testzip() is None


def test_the_same_package_is_the_same_bytes() -> None:
    assert package(client_id=CLIENT, public_url=URL) == package(client_id=CLIENT, public_url=URL)


def test_the_coloured_icon_fills_its_square(packed: ZipFile) -> None:
    picture = Image.open(BytesIO(packed.read(COLOUR_ICON)))

    assert (picture.format, picture.size) == ("PNG", (192, 192))
    corners = {picture.getpixel((x, y)) for x in (0, 191) for y in (0, 191)}
    assert corners == {(*bytes.fromhex(icon.COLOUR.removeprefix("#")), 255)}
    assert picture.getchannel("A").getextrema() == (255, 255)
    assert (255, 255, 255, 255) in {pixel for _, pixel in picture.getcolors(192 * 192) or ()}


def test_the_outline_is_white_on_nothing(packed: ZipFile) -> None:
    picture = Image.open(BytesIO(packed.read(OUTLINE_ICON)))

    assert (picture.format, picture.size) == ("PNG", (32, 32))
    assert picture.getchannel("A").getextrema() == (0, 255)
    left, top, right, bottom = picture.getchannel("A").getbbox() or (0, 0, 0, 0)
    assert bottom - top >= 28
    assert min(left, top, 32 - right, 32 - bottom) >= 0
    seen = {pixel for _, pixel in picture.getcolors(32 * 32) or () if isinstance(pixel, tuple) and pixel[3]}
    assert all(pixel[:3] == (255, 255, 255) for pixel in seen)


def test_what_the_bot_is_fits_where_teams_shows_it() -> None:
    assert len(about.NAME) <= 30
    assert len(about.FULL_NAME) <= 100
    assert len(about.SHORT) <= 80
    assert len(about.LONG) <= 4000
