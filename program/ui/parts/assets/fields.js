// Draws each kind of question with native inputs. `place` is one set of answers: {values, path,
// changed(id), form}. An answer is absent until given; null is "I'd rather not say".

function drawField(field, place) {
  const name = `q-${place.path}${field.id}`;
  const parts = { name, help: `${name}-help`, problem: `${name}-problem` };
  const drawn = DRAW[field.type](field, place, parts);
  drawn.classList.add("field");
  drawn.dataset.path = place.path + field.id;
  if (field.behind && isEmpty(place.values[field.id])) waitBehind(field, drawn);
  return drawn;
}

// A question that comes up only when somebody asks for it.
function waitBehind(field, drawn) {
  const parts = [...drawn.childNodes];
  const button = el("button", { type: "button", class: "plain", onclick: () => {
    drawn.replaceChildren(...parts);
    drawn.querySelector("input, textarea")?.focus();
  } }, field.behind);
  drawn.replaceChildren(button);
}

function put(place, field, value) {
  if (value === undefined || value === "") delete place.values[field.id];
  else place.values[field.id] = value;
  place.changed(place.path + field.id);
}

function helpOf(field, place, parts) {
  const words = place.form.words;
  const lines = [];
  if (field.help) lines.push(field.help);
  if (field.example) lines.push(closed(fill(words.example, { example: field.example })));
  const whole = lines.map((line, n) => (/[.?]$/.test(line) || n === lines.length - 1 ? line : `${line}.`));
  return lines.length ? el("p", { class: "help", id: parts.help }, whole.join(" ")) : null;
}

// The question, and quietly beside it that it may stay empty.
function asked(field, place) {
  const free = field.optional && !place.form.decline;
  return [field.label, free ? el("span", { class: "free" }, ` ${place.form.words.optional}`) : null];
}

const closed = sentence => (/[.?…]$/.test(sentence) ? sentence : `${sentence}.`);

const problemOf = parts => el("p", { class: "problem", id: parts.problem, hidden: true });

function described(field, place, parts, ...more) {
  return [helpOf(field, place, parts) && parts.help, parts.problem, ...more].filter(Boolean).join(" ");
}

// One labelled input with help, problem and, where it may be declined, a box for that.
function labelled(field, place, parts, input, ...beside) {
  input.id = parts.name;
  input.setAttribute("aria-describedby", described(field, place, parts));
  if (!field.optional) input.setAttribute("aria-required", "true");
  return el("div", {},
    el("label", { for: parts.name, class: "question" }, ...asked(field, place)),
    helpOf(field, place, parts),
    problemOf(parts),
    el("div", { class: "entry" }, input, ...beside),
    declineBox(field, place, parts, input));
}

function declineBox(field, place, parts, input) {
  if (!field.optional || !place.form.decline) return null;
  const box = el("input", { type: "checkbox", id: `${parts.name}-no` });
  box.checked = place.values[field.id] === null;
  box.onchange = () => put(place, field, box.checked ? null : input.read());
  input.addEventListener("input", () => { box.checked = false; });
  return el("label", { class: "option decline", for: box.id }, box, el("span", {}, place.form.words.decline));
}

function drawText(field, place, parts) {
  const tall = field.rows > 1;
  const input = el(tall ? "textarea" : "input", {
    maxlength: field.longest, rows: tall ? field.rows : null, type: tall ? null : "text",
    autocomplete: field.fills || "off",
  });
  input.value = place.values[field.id] ?? "";
  input.read = () => input.value;
  const left = roomLeft(field, place, parts, input);
  input.oninput = () => { put(place, field, input.value); left.tell(); };
  const drawn = labelled(field, place, parts, input);
  input.setAttribute("aria-describedby", described(field, place, parts, left.line.id));
  drawn.querySelector(".entry").after(left.line, left.spoken);
  return drawn;
}

// Says calmly when little room is left. It stands there at every letter; it is spoken only now and
// then, so that nobody is talked over while they write.
function roomLeft(field, place, parts, input) {
  const { words } = place.form;
  const line = el("p", { class: "left", id: `${parts.name}-left` });
  const spoken = el("p", { class: "unseen", role: "status" });
  const marks = [0, 10, 20, Math.min(50, Math.ceil(field.longest / 3))];
  let said;
  const show = () => {
    const n = field.longest - input.value.length;
    const mark = marks.find(each => n <= each);
    line.textContent = mark === undefined ? "" : n > 0 ? fill(words.letters_left, { n })
      : fill(words.full, { n: field.longest });
    return mark;
  };
  const tell = () => {
    const mark = show();
    if (mark !== said) spoken.textContent = line.textContent;
    said = mark;
  };
  said = show();
  return { line, spoken, tell };
}

function drawTime(field, place, parts) {
  const input = el("input", { type: "time" });
  input.value = place.values[field.id] ?? "";
  input.read = () => input.value;
  input.oninput = () => put(place, field, input.value);
  return labelled(field, place, parts, input);
}

// Beside a date its day of the week, by which people know their nights and days.
function drawDate(field, place, parts) {
  const day = el("span", { class: "unit", id: `${parts.name}-day` });
  const input = el("input", { type: "date" });
  const name = () => { day.textContent = input.value && new Date(`${input.value}T12:00`)
    .toLocaleDateString(place.form.locale, { weekday: "long" }); };
  input.value = place.values[field.id] ?? "";
  input.read = () => input.value;
  input.oninput = () => { put(place, field, input.value); name(); };
  name();
  const drawn = labelled(field, place, parts, input, day);
  input.setAttribute("aria-describedby", described(field, place, parts, day.id));
  return drawn;
}

function drawAmount(field, place, parts) {
  if (field.clock) return drawClock(field, place, parts);
  const input = numberInput();
  input.value = place.values[field.id] ?? "";
  input.read = () => numberOf(input.value);
  input.oninput = () => put(place, field, input.read());
  const unit = el("span", { class: "unit", id: `${parts.name}-unit` }, field.unit);
  const drawn = labelled(field, place, parts, input, unit);
  input.setAttribute("aria-describedby", described(field, place, parts, field.unit && unit.id));
  return drawn;
}

const numberInput = () => el("input", { type: "text", inputmode: "decimal", class: "number", autocomplete: "off" });

// A number where there is one, else what was typed.
function numberOf(typed) {
  const text = typed.trim().replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : typed.trim();
}

// A time as whole minutes and a choice of seconds, or hours and minutes; kept as one number.
function drawClock(field, place, parts) {
  const { words } = place.form;
  const hours = field.clock === "hours";
  const input = numberInput();
  const unit = el("span", { class: "unit", id: `${parts.name}-unit` }, hours ? words.hours_unit : words.minutes_unit);
  const sixtieths = Array.from({ length: Math.round(1 / field.step) }, (_, n) => Math.round(60 * n * field.step));
  const choice = el("select", { class: "sixtieths", id: `${parts.name}-more`,
    "aria-label": `${field.label} ${hours ? words.and_minutes : words.and_seconds}` },
    ...sixtieths.map(n => el("option", { value: n }, fill(hours ? words.of_sixty_minutes : words.of_sixty_seconds, { n }))));
  const isTime = () => !field.clock_unit || place.form.answers()[field.clock_unit] === "minutes";

  input.read = () => {
    const typed = numberOf(input.value), more = isTime() ? Number(choice.value) / 60 : 0;
    if (typed === "" && more) return more;
    return typeof typed === "number" ? typed + more : typed;
  };
  const show = () => {
    const value = place.values[field.id];
    const parted = isTime() && typeof value === "number" ? 60 * (value % 1) : 0;
    const fits = sixtieths.includes(parted);
    input.value = fits && parted ? value - parted / 60 : (value ?? ""); // as typed, where it is no number
    choice.value = fits ? parted : 0;
    unit.hidden = choice.hidden = !isTime();
  };
  input.oninput = choice.onchange = () => put(place, field, input.read());
  show();
  const drawn = labelled(field, place, parts, input, unit, choice);
  drawn.refresh = () => { if (choice.hidden === isTime()) show(); };
  return drawn;
}

function group(field, place, parts, ...inside) {
  return el("fieldset", { "aria-describedby": described(field, place, parts), id: parts.name, tabindex: "-1" },
    el("legend", { class: "question" }, ...asked(field, place)),
    helpOf(field, place, parts),
    problemOf(parts),
    ...inside);
}

function radio(field, place, parts, value, ...inside) {
  const input = el("input", { type: "radio", name: parts.name, value: String(value) });
  input.checked = field.id in place.values && place.values[field.id] === value;
  input.onchange = () => put(place, field, value);
  return el("label", {}, input, el("span", {}, ...inside));
}

function declineRadio(field, place, parts) {
  if (!field.optional || !place.form.decline) return null;
  const drawn = radio(field, place, parts, null, place.form.words.decline);
  drawn.className = "option decline";
  return drawn;
}

function drawScale(field, place, parts) {
  const numbers = [];
  for (let n = field.lowest; n <= field.highest; n++) {
    const end = n === field.lowest ? field.low : n === field.highest ? field.high : "";
    numbers.push(radio(field, place, parts, n, String(n), end && el("span", { class: "unseen" }, `, ${end}`)));
  }
  const columns = numbers.length > 7 ? Math.ceil(numbers.length / 2) : numbers.length;
  return group(field, place, parts,
    el("div", { class: "scale", style: `--few: ${columns}; --all: ${numbers.length}` }, ...numbers),
    el("p", { class: "ends", "aria-hidden": "true" },
      el("span", {}, `${field.lowest} = ${field.low}`), el("span", {}, `${field.highest} = ${field.high}`)),
    declineRadio(field, place, parts));
}

function drawChoice(field, place, parts) {
  const options = field.many ? field.options.map(option => tick(field, place, parts, option))
    : field.options.map(option => {
        const drawn = radio(field, place, parts, option.code, option.label);
        drawn.className = "option";
        return drawn;
      });
  const declined = field.many ? declineTick(field, place, parts) : declineRadio(field, place, parts);
  return group(field, place, parts, el("div", { class: "options" }, ...options, declined));
}

function tick(field, place, parts, option) {
  const input = el("input", { type: "checkbox", name: parts.name, value: option.code });
  const chosen = () => place.values[field.id] ?? [];
  input.checked = chosen().includes(option.code);
  input.onchange = () => {
    const goes = code => code === option.code || (code === field.alone) === (option.code === field.alone);
    const now = field.options.map(each => each.code)
      .filter(code => (code === option.code ? input.checked : chosen().includes(code) && (!input.checked || goes(code))));
    for (const box of input.closest("fieldset").querySelectorAll("input")) box.checked = now.includes(box.value);
    put(place, field, now.length ? now : undefined);
  };
  return el("label", { class: "option" }, input, el("span", {}, option.label));
}

function declineTick(field, place, parts) {
  if (!field.optional || !place.form.decline) return null;
  const input = el("input", { type: "checkbox", name: parts.name });
  input.checked = place.values[field.id] === null;
  input.onchange = () => {
    for (const other of input.closest("fieldset").querySelectorAll("input")) if (other !== input) other.checked = false;
    put(place, field, input.checked ? null : undefined);
  };
  return el("label", { class: "option decline" }, input, el("span", {}, place.form.words.decline));
}

function drawRows(field, place, parts) {
  const list = el("div", { class: "rows" });
  const words = place.form.words;
  if (!place.values[field.id]?.length)
    place.values[field.id] = Array.from({ length: Math.max(1, field.least) }, () => ({}));
  const rows = place.values[field.id];
  const changed = () => place.changed(place.path + field.id);
  const add = el("button", { type: "button", class: "quiet" }, field.add);
  const gone = el("p", { class: "gone", role: "status" });

  const draw = () => {
    list.replaceChildren(...rows.map((values, n) => {
      const inner = { values, path: `${place.path}${field.id}.${n}.`, changed: place.changed, form: place.form };
      const remove = el("button", { type: "button", class: "plain", onclick: () => take(n) },
        words.remove, el("span", { class: "unseen" }, ` ${n + 1}`));
      return el("fieldset", { class: "row" },
        el("legend", { class: rows.length > 1 ? null : "unseen" }, fill(words.row, { n: n + 1 })),
        ...field.fields.map(each => drawField(each, inner)),
        rows.length > Math.max(1, field.least) ? remove : null);
    }));
    add.hidden = rows.length >= field.most;
    if (add.hidden) gone.replaceChildren(); // there is no room to put one back
  };
  const take = n => {
    const [taken] = rows.splice(n, 1);
    draw();
    changed();
    const back = el("button", { type: "button", class: "plain", onclick: () => {
      rows.splice(n, 0, taken);
      gone.replaceChildren();
      draw();
      changed();
      list.children[n].querySelector("input, textarea")?.focus();
    } }, words.put_back);
    gone.replaceChildren(words.removed, " ", back);
    back.focus();
  };
  add.onclick = () => {
    rows.push({});
    draw();
    changed();
    list.lastElementChild.querySelector("input, textarea")?.focus();
  };
  draw();
  return group(field, place, parts, list, gone, add);
}

const DRAW = {
  text: drawText, scale: drawScale, choice: drawChoice, time: drawTime, date: drawDate,
  amount: drawAmount, rows: drawRows,
  practice: (field, place, parts) => drawPractice(field, place, parts),
};
