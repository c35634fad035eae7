// Hands what the server knows to the form, apart from the questions: those never change while a
// person types, so a save sends a few hundred bytes and not the whole form again.
export default function ({ data }) {
  (window.cairnKnown ??= {})[data.key] = data;
  window.dispatchEvent(new CustomEvent("cairn:known", { detail: data }));
}
