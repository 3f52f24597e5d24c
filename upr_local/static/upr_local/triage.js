// Sorting by keyboard. The page works without this file; the keys answer only while a recommendation is marked.
(() => {
  "use strict";

  const form = document.querySelector("form[data-triage]");
  if (!form) return;
  const rows = [...form.querySelectorAll("[data-triage-row]")];
  for (const row of rows) {
    row.tabIndex = 0;
    row.setAttribute("aria-label", row.querySelector("h2").textContent.trim());
  }
  const help = document.querySelector("[data-triage-keys]");
  if (help) help.hidden = false;

  const say = (row) => row.dispatchEvent(new Event("input", { bubbles: true }));
  const move = (row, by) => {
    const next = rows[rows.indexOf(row) + by];
    if (next) next.focus();
    else if (by > 0) form.querySelector(".save-bar button").focus();
  };

  const choose = (row, number) => {
    const choices = [...row.querySelectorAll("input[type=radio]")];
    choices.forEach((choice, index) => {
      choice.checked = index === number - 1;
    });
    say(choices[0]);
    const isLast = number === choices.length;
    const whoCan = row.querySelector("input[name$=-who_can]");
    // "Not ours" asks who can: the cursor goes there while the answer is missing.
    if (isLast && whoCan && !whoCan.value) whoCan.focus();
    else if (number > 0) move(row, 1);
  };

  form.addEventListener("keydown", (event) => {
    const row = event.target;
    if (!rows.includes(row) || event.ctrlKey || event.altKey || event.metaKey) return;
    const tick = row.querySelector("input[name=ticked]");
    if (/^[0-4]$/.test(event.key)) choose(row, Number(event.key));
    else if (event.key === "ArrowDown") move(row, 1);
    else if (event.key === "ArrowUp") move(row, -1);
    else if (event.key.toLowerCase() === "x") {
      tick.checked = !tick.checked;
      say(tick);
    } else if (event.key === "Enter") form.requestSubmit(form.querySelector(".save-bar button"));
    else return;
    event.preventDefault();
  });
})();
