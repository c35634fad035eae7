// Words that the store has acknowledged need not stay in this browser.
export default function ({ data }) {
  const place = `cairn:words:${data.person}:${data.step}`;
  try {
    const words = JSON.parse(localStorage.getItem(place));
    if ((words?.pending?.key ?? words?.key) === data.acked) localStorage.removeItem(place);
  } catch (problem) { console.warn("no words on this device", problem.name); }
}
