"""Somebody who is written to by e-mail: they follow the link of their last letter, and press and fill in what stands there."""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, Final

import httpx

from tests.handlers.web.drawn import Element, tree
from tests.scenarios.places.town import SERVER, Town

Data = dict[str, Any]

_LINK: Final = re.compile(rf"{SERVER}(/in/\S+)")
_KEY: Final = re.compile(r'name="key"[^>]* value="([^"]+)"')


@dataclass
class ByMail:
    """`client` is a browser of their own, which keeps its cookies."""

    town: Town
    name: str
    email: str

    def __post_init__(self) -> None:
        self.client = self._browser()

    def letters(self) -> list[EmailMessage]:
        return self.town.postbox.to(self.email)

    def link(self) -> str:
        """Return the way in, as it stands in their last letter."""
        body = self.letters()[-1].get_body(("plain",))
        assert body is not None
        found = _LINK.search(body.get_content())
        assert found is not None
        return found[1]

    async def forwards(self) -> str:
        """Send the link to a colleague, and return what that one reads there in a browser of their own."""
        async with self._browser() as colleague:
            page = await colleague.get(self.link())
        assert "/in/" in str(page.url)
        return " ".join(tree(page.text).all("main")[0].text.split())

    async def opens(self) -> str:
        """Follow the link, press the button where there is one, and return the page."""
        page = await self.client.get(self.link())
        if "/p/" in str(page.url):
            return page.text
        key = _KEY.search(page.text)
        assert key is not None, page.text
        return (await self.client.post(self.link(), data={"key": key[1]})).text

    async def types(self, words: str) -> Element | None:
        """Type a line on the page; return the form that it opens."""
        page = await self.opens()
        said = next(form for form in tree(page).all("form") if _takes(form, "words"))
        return await self._post(said.get("action"), {**_standing(said), "words": words})

    async def presses(self, label: str, *, about: str = "") -> Element | None:
        """Press a button on the page, of the newest message that has it; return the form that it opens."""
        root = tree(await self.opens())
        for message in reversed(root.all("article")):
            for place in [*[one for one in message.all("div") if one.get("class") == "item"], message]:
                if about not in place.text:
                    continue
                for button in place.all("button"):
                    if button.text.strip() == label:
                        [form] = message.all("form")
                        return await self._post(
                            form.get("action"), {**_standing(form), "press": button.get("value")}
                        )
        raise AssertionError(f"{self.name} has no {label!r} about {about!r} in\n{root.text}")

    async def sends(self, form: Element | None, answers: Data) -> None:
        """Fill in a form, by label, and send it; it is taken as it is."""
        assert form is not None
        filled: Data = _standing(form)
        for label, answer in answers.items():
            name, value = _field(form, label, answer)
            filled[name] = value
        again = await self._post(form.get("action"), filled)
        assert again is None, again.text

    def _browser(self) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=self.town.app)
        return httpx.AsyncClient(transport=transport, base_url=SERVER, follow_redirects=True)

    async def _post(self, address: str, data: Data) -> Element | None:
        """Send something, and return the form that stands on the page after it."""
        answer = await self.client.post(address, data=data)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        await self.town.deliver()
        forms = [one for one in tree(answer.text).all("form") if one.get("class") == "form"]
        return forms[0] if forms else None


def _takes(form: Element, name: str) -> bool:
    return any(one.get("name") == name for one in form.all("input", "textarea"))


def _standing(form: Element) -> Data:
    """Return what stands in a form, by the names of its fields."""
    found: Data = {}
    for one in form.all("input", "select", "textarea"):
        name = one.get("name")
        if one.tag == "select":
            found[name] = next((o.get("value") for o in one.all("option") if o.has("selected")), "")
        elif one.tag == "textarea":
            found[name] = one.text
        elif one.get("type") in ("checkbox", "radio"):
            if one.has("checked"):
                found[name] = [*found.get(name, []), one.get("value")]
        elif one.get("type") != "file" and name:
            found[name] = one.get("value")
    return found


def _field(form: Element, label: str, answer: Any) -> tuple[str, Any]:
    for place in form.all("fieldset"):
        if _said(place.all("legend")[0]) == label:
            chosen = answer if isinstance(answer, list) else [answer]
            options = {_said(one): one.all("input")[0] for one in place.all("label")}
            return options[chosen[0]].get("name"), [options[one].get("value") for one in chosen]
    for one in form.all("label"):
        if _said(one) != label:
            continue
        asked = form.by_id(one.get("for"))
        if asked.tag == "select":
            values = {option.text.strip(): option.get("value") for option in asked.all("option")}
            return asked.get("name"), values[str(answer)]
        return asked.get("name"), str(answer)
    raise AssertionError(f"nothing asks {label!r} in {form.text}")


def _said(label: Element) -> str:
    return " ".join(label.text.replace("*", "").split())
