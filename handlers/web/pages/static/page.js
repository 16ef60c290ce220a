// What a page does beyond plain HTML: forms open in a dialog, the eye and the focus go where something happened.
(() => {
  "use strict";

  const feed = () => document.getElementById("feed");
  const dialog = () => document.getElementById("dialog");
  const newest = () => feed()?.querySelector(".message:last-of-type");
  const say = (words) => { document.getElementById("news").textContent = words; };
  let pressed = null;
  let known = newest()?.id;

  const tall = (message) => message.offsetHeight > window.innerHeight * 0.7;

  // The newest is at the bottom; of a long message the beginning is what one wants to see.
  const toTheNewest = () => {
    const asked = location.hash || new URLSearchParams(location.search).has("before");
    if (asked || !newest() || document.querySelector(".guide ol, .sheet")) return;
    if (tall(newest())) newest().scrollIntoView({ block: "start" });
    else window.scrollTo(0, document.body.scrollHeight);
  };

  const brighten = (element, where) => {
    element.classList.add("fresh");
    element.scrollIntoView({ block: where });
  };

  // Where the button stood: the message, and which of its items.
  document.addEventListener("click", (event) => {
    const message = event.target.closest("button")?.closest(".message");
    if (!message) return;
    const items = [...message.querySelectorAll(".item")];
    pressed = { message: message.id, item: items.indexOf(event.target.closest(".item")) };
  }, true);

  document.addEventListener("change", (event) => {
    if (event.target.matches(".attach input") && event.target.files.length) {
      event.target.form.requestSubmit();
    }
  });

  // A browser writes dates in its own order of day and month, so the date stands below in words.
  document.addEventListener("input", (event) => {
    const said = event.target.type === "date" && event.target.nextElementSibling;
    if (!said) return;
    const day = event.target.valueAsDate;
    said.textContent = day
      ? new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: "UTC" }).format(day).replace(",", "")
      : "";
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("dialog .close") || event.target === dialog()) {
      event.preventDefault();
      dialog().close();
    }
    document.querySelectorAll(".more[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.(".more[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("asked", () => {
    document.querySelector(".composer")?.reset();
    if (!dialog().open) dialog().showModal();
    const wrong = dialog().querySelector("[aria-invalid]");
    (wrong?.matches("fieldset") ? wrong.querySelector("input") : wrong ?? document.getElementById("form-title"))?.focus();
  });

  document.addEventListener("answered", () => {
    dialog().close();
    document.querySelector(".composer")?.reset();
    const last = newest();
    if (last && last.id !== known) {
      brighten(last, tall(last) ? "start" : "nearest");
      last.focus({ preventScroll: true });
    } else if (document.getElementById(pressed?.message)) {
      const message = document.getElementById(pressed.message);
      const item = message?.querySelectorAll(".item")[pressed.item];
      const changed = item ?? message;
      brighten(changed, !item && tall(changed) ? "start" : "nearest");
      changed.focus({ preventScroll: true });
      const lines = [...changed.querySelectorAll(item ? "p" : ".opening")];
      say(lines.map((line) => line.textContent).join(" "));
    }
    known = last?.id;
    pressed = null;
  });

  // While something that was pressed is under way, what is looked up now and then must not take its button away.
  let underway = 0;
  const asks = (event) => event.detail.requestConfig?.verb !== "get";
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (asks(event)) underway += 1;
    else if (underway) event.preventDefault();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (asks(event)) underway -= 1;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!asks(event) && underway) event.detail.shouldSwap = false;
  });

  // What came by itself is said to a screen reader, and takes nobody's focus away.
  document.addEventListener("htmx:afterSwap", (event) => {
    const last = newest();
    if (event.detail.requestConfig?.verb !== "get" || !last || last.id === known) return;
    say(last.querySelector(".opening").textContent);
    known = last.id;
    brighten(last, "nearest");
  });

  window.addEventListener("load", () => {
    document.querySelector(".people [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
    toTheNewest();
  });
})();
