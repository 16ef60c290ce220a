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

  // What somebody typed goes with no slip of the hand: a form that holds something asks before it closes.
  const changed = (field) => {
    if (field.type === "hidden") return false;
    if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
    if (field.matches("select")) {
      const first = Math.max([...field.options].findIndex((one) => one.defaultSelected), 0);
      return field.selectedIndex !== first;
    }
    return field.value !== field.defaultValue;
  };
  const isTyped = () => dialog().querySelector("[aria-invalid]")
    || [...dialog().querySelectorAll(".fields :is(input, textarea, select)")].some(changed);
  const asking = () => dialog().querySelector(".unsent:not([hidden])");
  const ask = (whether) => {
    dialog().querySelector(".unsent").hidden = !whether;
    dialog().querySelector(".send").hidden = whether;
    dialog().querySelector(whether ? "[data-keep]" : "#form-title").focus();
  };
  const leave = () => {
    if (!isTyped()) dialog().close();
    else if (!asking()) ask(true);
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("dialog .close") || event.target === dialog()) {
      event.preventDefault();
      leave();
    }
    if (event.target.closest("[data-keep]")) ask(false);
    if (event.target.closest("[data-drop]")) dialog().close();
    document.querySelectorAll(".more[open], .fold[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (dialog()?.open) {
      event.preventDefault();
      if (asking()) ask(false);
      else leave();
      return;
    }
    const menu = event.target.closest?.(".more[open], .fold[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // A telephone closes a dialog by a gesture of its own.
  document.addEventListener("cancel", (event) => {
    if (event.target !== dialog() || !isTyped()) return;
    event.preventDefault();
    ask(true);
  }, true);

  // The clock takes some seconds: its button says at once that it moves.
  document.addEventListener("submit", (event) => {
    const words = event.target.dataset.working;
    if (!words || !event.submitter || event.submitter.formMethod === "get") return;
    event.submitter.dataset.label = event.submitter.textContent;
    event.submitter.textContent = words;
    event.target.setAttribute("aria-busy", "true");
    say(words);
    // A button that is shut before the form has gone is not sent with it.
    setTimeout(() => event.target.querySelectorAll("button").forEach((one) => { one.disabled = true; }));
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.querySelectorAll("[data-working] button").forEach((one) => {
      one.disabled = false;
      one.textContent = one.dataset.label ?? one.textContent;
    });
  });

  // Who goes by keyboard, or by ear, is never left nowhere: what had the focus has gone, so it goes to where that stood.
  const isNowhere = () => document.activeElement === document.body || !document.activeElement?.checkVisibility();
  const catchFocus = (message) => {
    if (!isNowhere()) return;
    const menu = [...document.querySelectorAll(".fold > summary")].find((one) => one.checkVisibility());
    (document.getElementById(message) ?? menu ?? feed())?.focus({ preventScroll: true });
  };
  let held = null;
  const hold = () => {
    const focused = document.activeElement;
    const message = feed()?.contains(focused) && focused.closest(".message");
    if (!message) return null;
    const menu = focused.closest(".more[open]");
    const all = [...message.querySelectorAll(focused.tagName)];
    return { message: message.id, tag: focused.tagName, name: focused.outerHTML, index: all.indexOf(focused), opens: !!menu };
  };
  const giveBack = ({ message, tag, name, index, opens }) => {
    const there = document.getElementById(message);
    const all = [...there?.querySelectorAll(tag) ?? []];
    const same = all.find((one) => one.outerHTML === name) ?? all[index];
    const menu = same?.closest(".more");
    if (menu && opens) menu.open = true;
    same?.focus({ preventScroll: true });
    catchFocus(message);
  };

  const fold = () => document.querySelectorAll(".fold[open]").forEach((menu) => { menu.open = false; });

  document.addEventListener("asked", () => {
    fold();
    document.querySelector(".composer")?.reset();
    if (!dialog().open) dialog().showModal();
    const wrong = dialog().querySelector("[aria-invalid]");
    (wrong?.matches("fieldset") ? wrong.querySelector("input") : wrong ?? document.getElementById("form-title"))?.focus();
  });

  document.addEventListener("answered", () => {
    fold();
    dialog().close();
    document.querySelector(".composer")?.reset();
    const last = newest();
    if (last && last.id !== known) {
      brighten(last, tall(last) ? "start" : "nearest");
      last.focus({ preventScroll: true });
      say(last.querySelector(".opening").textContent);
    } else if (document.getElementById(pressed?.message)) {
      const message = document.getElementById(pressed.message);
      const item = message?.querySelectorAll(".item")[pressed.item];
      const changed = item ?? message;
      brighten(changed, !item && tall(changed) ? "start" : "nearest");
      changed.focus({ preventScroll: true });
      const lines = [...changed.querySelectorAll(item ? "p" : ".opening")];
      say(lines.map((line) => line.textContent).join(" "));
    }
    catchFocus();
    known = last?.id;
    pressed = null;
  });

  // Whatever opened the dialog may have been written anew while it was open.
  document.addEventListener("close", (event) => {
    if (event.target === dialog()) catchFocus(pressed?.message);
  }, true);

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
  // Without a connection a press does nothing: it is said in front of everything, and to a screen reader.
  const unreached = () => document.querySelector(".unreached");
  document.addEventListener("htmx:sendError", (event) => {
    if (!asks(event)) return;
    unreached()?.remove();
    const note = document.createElement("p");
    note.className = "unreached";
    note.setAttribute("role", "alert");
    (dialog().open ? dialog() : document.body).append(note);
    note.textContent = document.getElementById("news").dataset.unreached;
  });
  document.addEventListener("htmx:afterOnLoad", () => unreached()?.remove());
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!asks(event) && underway) event.detail.shouldSwap = false;
    held = asks(event) ? null : hold();
  });

  // What came by itself is said to a screen reader, and takes nobody's focus away.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === document.body) document.querySelector("h1")?.focus();
    if (held) giveBack(held);
    held = null;
    const last = newest();
    if (event.detail.requestConfig?.verb !== "get" || !last || last.id === known) return;
    // What was answered on a Home goes after a while: then nothing new has come.
    if (last.id === "m0") {
      known = last.id;
      return;
    }
    say(last.querySelector(".opening").textContent);
    known = last.id;
    brighten(last, "nearest");
  });

  window.addEventListener("load", () => {
    document.querySelector(".people [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
    toTheNewest();
  });
})();
