// What is asked, what is missing, and which help shows. The server checks again.

const codeOf = value => (value !== null && value !== undefined && value !== "" && isFinite(value) ? Number(value) : 0);

const sumOf = (ids, values) =>
  ids.reduce((total, id) => total + (Array.isArray(values[id]) ? 0 : codeOf(values[id])), 0);

const isShown = ({ shown }, values) => !shown || (shown.code
  ? shown.fields.every(id => values[id] === shown.code)
  : sumOf(shown.fields, values) >= shown.at_least);

const isEmpty = value =>
  value === undefined || value === "" || (typeof value === "string" && !value.trim())
  || (Array.isArray(value) && !value.length);

const isBlank = row => Object.values(row).every(value => isEmpty(value) || value === null);

// Path -> sentence for each question of a page that still wants something.
function problemsOf(fields, values, words, path = "") {
  const found = {};
  for (const field of fields) {
    if (!isShown(field, values)) continue;
    const here = path + field.id;
    const value = values[field.id];
    if (field.type === "rows") Object.assign(found, rowProblems(field, value ?? [], words, here));
    else if (value === null && field.optional) continue;
    else if (isEmpty(value) || value === null) { if (!field.optional) found[here] = needOf(field, words); }
    else if (field.type === "amount" && !inRange(field, value))
      found[here] = fill(words.range, { low: field.lowest, high: field.highest });
  }
  return found;
}

const inRange = (field, value) =>
  typeof value === "number" && value >= field.lowest && value <= field.highest;

const needOf = (field, words) => words[field.type === "choice" && field.many ? "need_many" : `need_${field.type}`];

function rowProblems(field, rows, words, path) {
  const found = {};
  rows.forEach((row, n) => {
    if (!isBlank(row)) Object.assign(found, problemsOf(field.fields, row, words, `${path}.${n}.`));
  });
  const filled = rows.filter(row => !isBlank(row)).length;
  if (filled < field.least && !field.optional) found[path] = fill(words.need_rows, { n: field.least });
  return found;
}

// What is handed in: only what was asked and answered, without empty rows.
function handedIn(pages, values) {
  const answers = {};
  for (const field of pages.flatMap(page => page.fields)) {
    const value = values[field.id];
    if (!isShown(field, values) || isEmpty(value)) continue;
    if (field.type !== "rows") answers[field.id] = value;
    else {
      const rows = value.filter(row => !isBlank(row));
      if (rows.length || !field.optional) answers[field.id] = rows;
    }
  }
  return answers;
}

function helpHolds(help, values) {
  const given = help.fields.map(id => values[id]);
  if (help.declined && given.some(value => value === null)) return true;
  if (help.at_least !== null && sumOf(help.fields, values) >= help.at_least) return true;
  if (given.flat().some(value => help.codes.includes(value))) return true;
  return help.phrases.length > 0 && given.some(value =>
    typeof value === "string" && help.phrases.some(phrase => value.toLowerCase().includes(phrase)));
}
