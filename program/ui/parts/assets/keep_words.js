// What staff type stays in this tab through a reload or a new sign-in, until it is with the record.
const PLACE = "cairn:staff:";

function keyOf(area) {
  const marked = area.closest('[class*="st-key-"]');
  return [...(marked?.classList ?? [])].find(name => name.startsWith("st-key-"))?.slice(7);
}

// As Streamlit makes a class of a key.
const inClass = key => key.replace(/[^a-zA-Z0-9_-]/g, "-");

function stored() {
  try { return Object.keys(sessionStorage).filter(place => place.startsWith(PLACE)); }
  catch { return []; } // a browser that keeps nothing
}

function bringBack(area, words) {
  if (area.value === words) return;
  // The setter of the field itself: React hears of nothing that is set on its own.
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, words);
  area.dispatchEvent(new Event("input", { bubbles: true }));
  const fold = area.closest("details");
  if (fold && !fold.open) fold.querySelector("summary").click();
}

export default function ({ data }) {
  const own = `${PLACE}${data.who}:`;
  const gone = data.kept.map(key => own + inClass(key));
  for (const place of stored())
    if (!place.startsWith(own) || gone.includes(place)) sessionStorage.removeItem(place);

  function keep(event) {
    const area = event.target;
    const key = area instanceof HTMLTextAreaElement && keyOf(area);
    if (!key) return;
    try {
      if (area.value) sessionStorage.setItem(own + key, area.value);
      else sessionStorage.removeItem(own + key);
    } catch { /* full, or a browser that keeps nothing */ }
  }

  const seen = new WeakSet();
  function look() {
    const there = stored();
    for (const area of document.querySelectorAll("textarea")) {
      if (seen.has(area)) continue;
      seen.add(area);
      const place = own + keyOf(area);
      if (there.includes(place)) bringBack(area, sessionStorage.getItem(place));
    }
  }

  document.addEventListener("input", keep);
  const watching = new MutationObserver(look);
  watching.observe(document.body, { subtree: true, childList: true });
  look();
  return () => {
    document.removeEventListener("input", keep);
    watching.disconnect();
  };
}
