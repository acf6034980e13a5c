// Keeps the page fresh: asks for the part that changes every few seconds, and shows what moved.
// The page is whole without it.

const EVERY_MS = 5000;
const SHOWN_MS = 4000;
const NOT_FRESH = "Not up to date: load the page again";
const main = document.querySelector("main[data-live]");
const pause = document.getElementById("pause");
const news = document.getElementById("news");
let etag = "";
let paused = false;
let busy = false;

/** Where each card stands. */
function places(root) {
  const found = new Map();
  for (const card of root.querySelectorAll("[data-card]")) {
    found.set(card.dataset.card, card.closest("[data-column]").dataset.column);
  }
  return found;
}

/** Which looks at items are told. */
function looks(root) {
  return new Set([...root.querySelectorAll("[data-look]")].map((one) => one.dataset.look));
}

/** Marks for a while what is new, or stands elsewhere. */
function mark(element) {
  element.classList.add("moved");
  setTimeout(() => element.classList.remove("moved"), SHOWN_MS);
}

/** What the reader has done to the page: what is open, how far it is scrolled, where the focus is. */
function remember() {
  const open = new Map([...main.querySelectorAll("details[id]")].map((one) => [one.id, one.open]));
  const scrolled = new Map([...main.querySelectorAll(".columns")].map((one) => [one.id, one.scrollLeft]));
  const focus = main.contains(document.activeElement) ? document.activeElement : null;
  const id = focus?.id || (focus?.matches("summary") && `${focus.parentElement.id} > summary`);
  return { open, scrolled, id, href: focus?.getAttribute("href") };
}

function restore({ open, scrolled, id, href }) {
  for (const [name, state] of open) {
    const details = document.getElementById(name);
    if (details) details.open = state;
  }
  for (const [name, left] of scrolled) {
    const columns = document.getElementById(name);
    if (columns) columns.scrollLeft = left;
  }
  const again = id ? main.querySelector(`#${id}`) : href && main.querySelector(`a[href="${CSS.escape(href)}"]`);
  again?.focus({ preventScroll: true });
}

function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html").body;
  const before = places(main);
  const told = looks(main);
  const reader = remember();
  main.replaceChildren(...page.childNodes);
  restore(reader);
  const moved = [...places(main)].filter(([card, column]) => before.get(card) !== column).map(([card]) => card);
  for (const card of moved) mark(main.querySelector(`[data-card="${CSS.escape(card)}"]`));
  const fresh = [...main.querySelectorAll("[data-look]")].filter((one) => !told.has(one.dataset.look));
  fresh.forEach(mark);
  if (moved.length) news.textContent = moved.length === 1 ? "1 card moved" : `${moved.length} cards moved`;
  else if (fresh.length) news.textContent = fresh.length === 1 ? "1 new decision" : `${fresh.length} new decisions`;
}

/** The page stays as it is where the server gives no newer one, and the next turn asks again; the reader is told. */
function late(is) {
  if (is) news.textContent = NOT_FRESH;
  else if (news.textContent === NOT_FRESH) news.textContent = "";
}

async function refresh() {
  if (paused || busy || document.hidden || !getSelection().isCollapsed || main.querySelector("button:focus")) return;
  busy = true;
  try {
    const headers = etag ? { "If-None-Match": etag } : {};
    const answer = await fetch(main.dataset.live, { headers, cache: "no-store" });
    if (answer.status === 200) {
      show(await answer.text());
      etag = answer.headers.get("ETag") ?? "";
    }
    late(!answer.ok && answer.status !== 304);
  } catch {
    late(true);
  } finally {
    busy = false;
  }
}

if (main) {
  pause.hidden = false;
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    news.textContent = "";
    refresh();
  });
  document.addEventListener("visibilitychange", refresh);
  setInterval(refresh, EVERY_MS);
}
