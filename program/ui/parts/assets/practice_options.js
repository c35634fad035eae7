// What is chosen around a practice: how long, where to rest the attention, bell and voice.

function drawChoices(name, question, offered, chosen, choose) {
  const inputs = offered.map(([value, words]) => {
    const input = el("input", { type: "radio", name, value });
    input.checked = value === chosen;
    input.onchange = () => choose(value);
    return el("label", {}, input, el("span", {}, words));
  });
  const columns = `--few: ${Math.min(4, inputs.length)}; --all: ${inputs.length}`;
  return el("fieldset", {}, el("legend", {}, question),
    el("div", { class: "scale lengths", style: columns }, ...inputs));
}

function drawLengths(player, name) {
  const { words, script, run } = player;
  const offered = script.lengths.map(({ minutes }) => [minutes, fill(words.minutes, { n: minutes })]);
  if (offered.length < 2) return el("p", { class: "one-length" }, offered[0][1]);
  return drawChoices(`${name}-minutes`, words.how_long, offered, run.minutes, minutes => player.setLength(minutes));
}

function drawAnchors(player, name) {
  const { words, script } = player;
  if (!script.anchors.length) return null;
  const offered = ["", ...script.anchors].map(anchor => [anchor, words[`anchor_${anchor || "any"}`]]);
  const drawn = drawChoices(`${name}-anchor`, words.anchor, offered, player.anchor, anchor => player.setAnchor(anchor));
  drawn.classList.add("anchors");
  drawn.append(el("p", { class: "help" }, words.eyes));
  return drawn;
}

function box(words, on, changed) {
  const input = el("input", { type: "checkbox" });
  input.checked = on;
  input.onchange = () => changed(input.checked);
  return el("label", { class: "option small" }, input, el("span", {}, words));
}

function drawSound(player, name) {
  const { words, kept, script } = player;
  const recorded = script.lengths.some(length => length.recording);
  const voices = el("div", { class: "voices" });
  const fillVoices = () => voices.replaceChildren(...drawVoice(player, name));
  player.form.leaving.push(player.voice.onVoices(fillVoices));
  const speaks = recorded || Voice.there;
  const drawn = el("details", { class: "sound" }, el("summary", {}, words.sound),
    box(words.bell, player.rings, on => kept.set("bell", on)),
    speaks ? box(recorded ? words.recorded : words.voice, player.speaks, on => {
      kept.set("voice", on);
      fillVoices();
      player.voiceChanged();
    }) : null,
    voices);
  fillVoices();
  return drawn;
}

function drawVoice(player, name) {
  const { words, kept, voice } = player;
  if (!player.speaks || !Voice.there) return [];
  const all = voice.all();
  if (!all.length) return [el("p", { class: "help" }, words.no_voice)];
  const select = el("select", { id: `${name}-voice` }, el("option", { value: "" }, words.usual_voice),
    ...all.map(each => el("option", { value: each.voiceURI }, each.name)));
  select.value = kept.get("voice_is") ?? "";
  if (select.selectedIndex < 0) select.value = "";
  select.onchange = () => kept.set("voice_is", select.value);
  const speeds = Object.keys(SPEEDS).map(speed => [speed, words[`speed_${speed}`]]);
  return [
    el("label", { for: select.id, class: "which" }, words.which_voice), select,
    drawChoices(`${name}-speed`, words.speed, speeds, kept.get("speed") ?? "usual", speed => kept.set("speed", speed)),
  ];
}

// Every word of the version that is chosen, to read before, after, or in place of it.
function drawTranscript(player) {
  const list = el("ol", {});
  const drawn = el("details", { class: "transcript" }, el("summary", {}, player.words.transcript), list);
  drawn.show = () => list.replaceChildren(...player.run.length.times.map(([cue]) => el("li", {}, player.sentence(cue))));
  drawn.show();
  return drawn;
}
