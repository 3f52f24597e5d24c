// Small comforts. Every page works without this file.
(() => {
  "use strict";

  const SECONDS_BETWEEN_SUBMITS = 5;

  // A second press on a button while the first is still under way sends nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    const now = Date.now();
    if (now - Number(form.dataset.sentAt || 0) < SECONDS_BETWEEN_SUBMITS * 1000) {
      event.preventDefault();
      return;
    }
    form.dataset.sentAt = String(now);
    delete form.dataset.changed;
  });
  // Coming back with the back button, the form may be sent again at once.
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sentAt;
  });

  // Leaving a form marked data-guard with unsaved changes asks first.
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && "guard" in form.dataset) form.dataset.changed = "yes";
  });
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-changed]")) event.preventDefault();
  });

  // What is typed into a form with a draft button is kept as a draft, a moment after the last key.
  const SECONDS_UNTIL_KEPT = 4;
  for (const said of document.querySelectorAll("[data-draft-kept]")) {
    const form = said.closest("form");
    let waiting;
    let sending;
    const keep = async () => {
      const typed = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (typeof value === "string") typed.append(name, value);
      }
      typed.set("keep_draft", "auto");
      sending = new AbortController();
      try {
        const address = form.getAttribute("action") || window.location.href;
        const answer = await fetch(address, { method: "POST", body: typed, signal: sending.signal });
        if (answer.status !== 204) return;
        said.textContent = said.dataset.draftKept;
        delete form.dataset.changed;
      } catch {
        said.textContent = ""; // no line just now: the text stays in the form, and the next key tries again
      }
    };
    form.addEventListener("input", () => {
      said.textContent = "";
      clearTimeout(waiting);
      waiting = setTimeout(keep, SECONDS_UNTIL_KEPT * 1000);
    });
    form.addEventListener("submit", () => {
      clearTimeout(waiting);
      if (sending) sending.abort();
    });
  }

  // Text areas with a word limit say how many words are used.
  const countWords = (text) => (text.match(/\S+/g) || []).length;
  for (const output of document.querySelectorAll("[data-words-of]")) {
    const control = document.getElementById(output.dataset.wordsOf);
    if (!control) continue;
    const limit = Number(control.dataset.wordLimit);
    const say = () => {
      const used = countWords(control.value);
      const isOver = used > limit;
      output.textContent = `${isOver ? output.dataset.textOver : output.dataset.text} ${used}`;
      output.classList.toggle("is-over", isOver);
    };
    let waiting;
    control.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(say, 400);
    });
    say();
  }

  // What is ticked in a checklist stays ticked in this browser, where it keeps anything; nothing is sent.
  const browserStore = () => {
    try {
      return window.localStorage;
    } catch {
      return null; // the browser keeps nothing for this site
    }
  };
  document.querySelectorAll("[data-ticks]").forEach((list, place) => {
    const store = browserStore();
    if (!store) return;
    const name = `ticks ${window.location.pathname} ${place + 1}`;
    const boxes = [...list.querySelectorAll("input[type=checkbox]")];
    const words = (box) => box.labels[0].textContent.trim();
    let ticked = [];
    try {
      ticked = JSON.parse(store.getItem(name)) || [];
    } catch {
      store.removeItem(name);
    }
    for (const box of boxes) box.checked = ticked.includes(words(box));
    list.addEventListener("change", () => {
      const now = boxes.filter((box) => box.checked).map(words);
      try {
        if (now.length) store.setItem(name, JSON.stringify(now));
        else store.removeItem(name);
      } catch {
        return; // the store is full: the ticks hold until the page is left
      }
    });
  });

  const summary = document.getElementById("error-summary");
  if (summary) summary.focus();
})();
