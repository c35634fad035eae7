// Language and preferences on the page, links without a reload, view and focus after a change.
const place = { said: null, page: null, data: null };

function follow(event) {
  const link = event.composedPath().find(node => node instanceof HTMLAnchorElement);
  if (!link || !link.hasAttribute("data-go") || link.origin !== location.origin) return;
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey)
    return;
  const state = document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState;
  if (/PINGING|CONNECTING/.test(state)) return event.preventDefault(); // there is nothing to go to
  if (state !== "CONNECTED") return;
  event.preventDefault();
  // Streamlit changes the page when the history does; a pushed address is such a change.
  history.pushState({}, "", link.href);
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
}

// Whoever has begun to type, tap or scroll, or stands in a field, is never taken away from there.
const ACTING = ["pointerdown", "keydown", "wheel", "touchstart", "focusin"];

function acts({ type, target }) {
  if (type !== "focusin" || target.matches?.("input, textarea, select")) place.acted = performance.now();
  if (type === "keydown" || type === "pointerdown") place.pointed = type === "pointerdown";
}

function toTop(since = performance.now(), tries = 60, news = "") {
  if (place.acted > since || (news && document.activeElement !== document.body)) return;
  const app = document.querySelector('[data-testid="stApp"]');
  const main = document.querySelector('[data-testid="stMain"]');
  const part = location.hash.slice(1); // of a long page, where its address names one
  const wanted = news || (part && `[data-at="${CSS.escape(part)}"]`);
  if (!wanted) main?.scrollTo(0, 0);
  const drawing = main?.querySelector('[data-testid="stSkeleton"]');
  if ((app?.dataset.testScriptState !== "notRunning" || drawing) && tries)
    return setTimeout(() => toTop(since, tries - 1, news), 50); // the heading of the page before still stands
  const named = wanted && main?.querySelector(wanted);
  const heading = named || main?.querySelector("h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  if (named) named.scrollIntoView({ block: news ? "center" : "start" });
  else if (news) main.scrollTo(0, 0);
}

// A button or a form that has done its work is taken away. Whoever stood on it, by keys or by ear,
// is led to what is said of it: a line of news where there is one, else the top of the page.
function stand({ target }) {
  const passing = place.pointed || target.closest?.('h1, .cairn-news, [data-at], [role="dialog"]');
  place.stood = passing ? null : target;
}

function leadOn() {
  if (!place.stood || place.stood.isConnected) return;
  place.stood = null;
  setTimeout(toTop, 100, performance.now(), 60, ".cairn-news"); // who is led elsewhere is by then
}

// A list that looks again by itself may move its rows; whoever stands on a name stays on it, and
// it stays where it was in view.
function standOn(event) {
  const link = event.target.closest?.(".cairn-people a");
  place.name = link && { link, href: link.href };
  where();
}

function where() {
  if (place.name) place.name.top = place.name.link.getBoundingClientRect().top;
}

function stayOn() {
  const { link, href, top } = place.name ?? {};
  if (!link || (link.isConnected && link.href === href)) return;
  if (![link, document.body].includes(document.activeElement)) return;
  const moved = [...document.querySelectorAll(".cairn-people a")].find(each => each.href === href);
  if (!moved) return;
  moved.focus({ preventScroll: true });
  const by = moved.getBoundingClientRect().top - top;
  if (top >= 0 && top < innerHeight) document.querySelector('[data-testid="stMain"]').scrollBy(0, by);
}

function lineCut() {
  const app = document.querySelector('[data-testid="stApp"]');
  return (
    !navigator.onLine || place.away || /PINGING|DISCONNECTED/.test(app?.dataset.testConnectionState ?? "")
  );
}

// Streamlit covers the page with a dialog when the line is cut. Words can still be written then,
// so the dialog is closed and a quiet line says what is going on.
function watchLine() {
  const cut = lineCut();
  let line = document.querySelector(".cairn-line");
  if (cut && !line) {
    line = document.createElement("p");
    line.className = "cairn-line";
    line.setAttribute("role", "status");
    document.body.append(line);
    line.textContent = place.data.line;
  }
  if (!cut) line?.remove();
  const dialog = cut && document.querySelector('[role="dialog"]');
  if (dialog && /connection/i.test(dialog.textContent))
    dialog.querySelector('button[aria-label="Close"]')?.click();
}

// An open page is left once its session is over, also when nobody touches it. Where the server
// cannot be asked, or cannot say, the page stays.
const LOOK_AGAIN = 30_000;

async function watchSession() {
  const asked = await fetch(`/here?session=${place.data?.session}`, {
    redirect: "manual",
    signal: AbortSignal.timeout(10_000),
  }).catch(() => null);
  place.away = asked === null;
  clearTimeout(place.soon);
  if (place.away) place.soon = setTimeout(watchSession, 3_000);
  else keepHelp();
  const over = asked?.type === "opaqueredirect" || (place.data && asked?.status === 401);
  if (!over) return;
  const back = encodeURIComponent(location.pathname + location.search);
  location.replace(`/login?to=${back}`);
}

// Help opens also where nothing can be fetched: its lines are kept here, without what leads on.
async function keepHelp() {
  if (place.help || !place.data) return;
  const asked = await fetch("/help").catch(() => null);
  const text = asked?.ok ? await asked.text().catch(() => "") : "";
  if (!text || place.help) return;
  const page = new DOMParser().parseFromString(text, "text/html");
  const lines = page.querySelector("main");
  if (!lines) return;
  for (const link of lines.querySelectorAll('a[href^="/"]')) (link.closest("section, p") ?? link).remove();
  const dialog = document.createElement("dialog");
  dialog.className = "cairn-help-here";
  dialog.setAttribute("aria-label", lines.querySelector("h1").textContent);
  dialog.innerHTML = `<form method="dialog"><button>${place.data.close}</button></form>`;
  dialog.append(...lines.childNodes);
  document.body.append(dialog);
  place.help = dialog;
}

function helpHere(event) {
  if (!event.target.closest?.(".cairn-help") || !lineCut() || !place.help) return;
  event.preventDefault();
  place.help.showModal();
}

// Who signs out leaves no half-typed note about anybody in this tab.
function takeAway(event) {
  if (!event.composedPath().some(one => one.getAttribute?.("href") === "/sign-out")) return;
  try {
    for (const place of Object.keys(sessionStorage))
      if (place.startsWith("cairn:staff:")) sessionStorage.removeItem(place);
  } catch { /* a browser that keeps nothing */ }
}

// What the server wants: it stands on the page as a mark, which a run of the page may change.
function wear() {
  const said = document.querySelector(".cairn-look")?.dataset.look;
  if (!said || said === place.said) return;
  place.said = said;
  const data = JSON.parse(said);
  const root = document.documentElement;
  Object.assign(root.dataset, data.set);
  root.lang = data.lang;
  if (!place.data) {
    document.addEventListener("click", follow);
    document.addEventListener("click", helpHere);
    document.addEventListener("click", takeAway, { capture: true });
    document.addEventListener("focusin", standOn);
    document.addEventListener("focusin", stand);
    document.addEventListener("scroll", where, { capture: true, passive: true });
    setInterval(watchLine, 500);
    for (const change of ["online", "offline"]) window.addEventListener(change, watchLine);
    if (data.session) setInterval(watchSession, LOOK_AGAIN);
    for (const kind of ACTING)
      document.addEventListener(kind, acts, { capture: true, passive: true });
  }
  if (!place.data) setTimeout(keepHelp, 1000);
  place.data = data;
  if (place.page !== null && place.page !== data.page) {
    place.stood = null;
    toTop();
  }
  place.page = data.page;
}

function changed() {
  wear();
  stayOn();
  leadOn();
  if (place.data) watchLine(); // at once: until its dialog is closed nothing can be touched
  else if (lineCut()) place.asked ??= watchSession(); // a page out of the browser's memory
}

changed();
new MutationObserver(changed).observe(document.body, {
  subtree: true,
  childList: true,
  attributeFilter: ["data-look", "data-test-connection-state", "href"],
});
