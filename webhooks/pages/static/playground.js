// Says what is wrong with the rules, and what they would do, while they are being written.
// The page is whole without it: the buttons ask for the same.

const PAUSE_MS = 500;
const LONGEST = 1_048_576;
const MOST_NUMBERED = 5000;
const form = document.querySelector("form[data-check]");
const rules = document.getElementById("rules");
const numbers = document.querySelector(".numbers");
const typing = document.getElementById("typing");
let waiting = 0;
let asking = null;

/** A number before each line, with the mark of the gravest that is said of it. */
function number() {
  const marks = new Map();
  for (const mark of ["note", "warning", "error"]) {
    for (const one of form.querySelectorAll(`.finding.${mark} [data-line]`)) marks.set(one.dataset.line, mark);
  }
  const lines = Math.min(Math.max(12, rules.value.split("\n").length), MOST_NUMBERED);
  rules.rows = lines + 1;
  const shown = document.createDocumentFragment();
  for (let line = 1; line <= lines; line += 1) {
    const span = document.createElement("span");
    span.id = `line-${line}`;
    span.textContent = line;
    span.className = marks.get(String(line)) ?? "";
    shown.append(span, "\n");
  }
  numbers.replaceChildren(shown);
}

/** Puts the caret where a finding is. */
function go({ line, column, width }) {
  const before = rules.value.split("\n").slice(0, line - 1);
  const start = before.reduce((sum, text) => sum + text.length + 1, 0) + Number(column) - 1;
  rules.focus({ preventScroll: true });
  rules.setSelectionRange(start, start + Number(width));
  document.getElementById(`line-${line}`)?.scrollIntoView({ block: "nearest" });
}

async function check() {
  asking?.abort();
  const mine = new AbortController();
  asking = mine;
  try {
    const body = new URLSearchParams(new FormData(form));
    const told = await fetch(form.dataset.check, { method: "POST", body, signal: mine.signal, cache: "no-store" });
    if (!told.ok) throw new Error(String(told.status));
    const fresh = new DOMParser().parseFromString(await told.text(), "text/html").body;
    if (mine.signal.aborted) return;
    const open = document.getElementById("why")?.open ?? true;
    for (const part of fresh.querySelectorAll("[data-part]")) {
      form.querySelector(`[data-part="${part.dataset.part}"]`).replaceWith(part);
    }
    document.getElementById("why")?.toggleAttribute("open", open);
    typing.textContent = form.querySelector("[data-told]").dataset.told;
    number();
  } catch {
    // Either more was typed meanwhile, or the server does not answer: the buttons still ask for the whole page.
    if (!mine.signal.aborted) typing.textContent = "Not checked just now: load the page again.";
  }
}

function soon() {
  clearTimeout(waiting);
  if (rules.value.length > LONGEST) {
    typing.textContent = "The rules are longer than a MiB, which is too much.";
    return;
  }
  waiting = setTimeout(check, PAUSE_MS);
}

if (form) {
  number();
  rules.addEventListener("input", number);
  form.addEventListener("input", ({ target }) => {
    if (target.name !== "example" && target.name !== "seen") soon();
  });
  form.addEventListener("click", (event) => {
    const place = event.target.closest("a[data-line]");
    if (!place) return;
    event.preventDefault();
    go(place.dataset);
  });
}
