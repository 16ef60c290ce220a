// What a page does beyond plain HTML: forms open in a dialog, the eye and the focus go where something happened.
(() => {
  "use strict";

  const feed = () => document.getElementById("feed");
  const dialog = () => document.getElementById("dialog");
  const newest = () => feed()?.querySelector(".message:last-of-type");
  let pressedIn = null;
  let known = newest()?.id;

  const show = (message, focus) => {
    if (!message) return;
    message.classList.add("fresh");
    message.scrollIntoView({ block: "nearest" });
    if (focus) message.focus({ preventScroll: true });
  };

  const toTheEnd = () => {
    if (!location.hash && !document.querySelector(".guide ol, .sheet") && !new URLSearchParams(location.search).has("before")) {
      window.scrollTo(0, document.body.scrollHeight);
    }
  };

  document.addEventListener("submit", (event) => {
    pressedIn = event.target.closest(".message")?.id ?? pressedIn;
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
    if (!dialog().open) dialog().showModal();
    const wrong = dialog().querySelector("[aria-invalid]");
    (wrong?.matches("fieldset") ? wrong.querySelector("input") : wrong ?? document.getElementById("form-title"))?.focus();
  });

  document.addEventListener("answered", () => {
    dialog().close();
    document.querySelector(".composer")?.reset();
    const last = newest();
    show(last?.id === known ? document.getElementById(pressedIn) : last, true);
    known = last?.id;
    pressedIn = null;
  });

  // What came by itself is said to a screen reader, and takes nobody's focus away.
  document.addEventListener("htmx:afterSwap", (event) => {
    const last = newest();
    if (event.detail.requestConfig?.verb !== "get" || !last || last.id === known) return;
    document.getElementById("news").textContent = last.querySelector(".opening").textContent;
    known = last.id;
    show(last, false);
  });

  window.addEventListener("load", toTheEnd);
})();
