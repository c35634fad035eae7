"""One line for everything a rule may ask and do, as docs/authors.md shows it. They stand in the
program Pain and mood, with `movable: [making-room]`."""

from program.adapt.rules import RULES

ASKS = {
    "latest": "{ask: latest, scale: area-sleep, op: '>=', value: 6}",
    "change": "{ask: change, scale: peg, since: baseline, op: '>=', value: 2}",
    "row": "{ask: row, scale: phq8, n: 2, within_days: 28, op: '>=', value: 15}",
    "reliable": "{ask: reliable, scale: gad7, direction: worse}",
    "band": "{ask: band, scale: phq8, within: [moderate, severe]}",
    "age": "{ask: age, scale: peg, op: '>=', days: 14}",
    "days_since": "{ask: days_since, what: last_completed, op: '>=', days: 10}",
    "count": "{ask: count, what: practices, op: '<', value: 3}",
    "dose": "{ask: dose, days: 14, op: '<', minutes: 20}",
    "learned": "{ask: learned, kind: wrap_up, score: useful, op: '<=', value: 3}",
    "completed": "{ask: completed, module: finding-your-pace}",
    "done": "{ask: done, step: w-my-goal}",
    "flare": "{ask: flare}",
    "pattern": "{ask: pattern, of: boom_bust}",
    "not": "{ask: not, of: {ask: flare}}",
    "all": "{ask: all, of: [{ask: flare}, {ask: completed, module: welcome}]}",
    "any": "{ask: any, of: [{ask: flare}, {ask: pattern, of: boom_bust}]}",
}
DOES = {
    "offer": "{do: offer, module: sleep-1}",
    "open": "{do: open, module: sleep-1}",
    "bring_forward": "{do: bring_forward, module: making-room}",
    "light_week": "{do: light_week}",
    "light_variant": "{do: light_variant}",
    "hold": "{do: hold}",
    "say": "{do: say, no_branch: true}",
    "signal": "{do: signal, level: amber}",
    "support": "{do: support, direction: up}",
    "randomise": "{do: randomise, seed: sleep-study, arms: [{id: offer, chance: 0.5, "
    "then: {do: offer, module: sleep-1}}, {id: nothing, chance: 0.5}]}",
}


def words(key: str) -> set[str]:
    """Every word that `when` or `then` of a rule may begin with."""
    rule = RULES.json_schema()["$defs"]["Rule"]["properties"][key]
    while "discriminator" not in rule:
        rule = RULES.json_schema()["$defs"][rule["$ref"].rpartition("/")[2]]
    return set(rule["discriminator"]["mapping"])


def asks() -> str:
    """A line for each `ask`."""
    return _block("when", ASKS)


def does() -> str:
    """A line for each `do`."""
    return _block("then", DOES)


def _block(key: str, examples: dict[str, str]) -> str:
    return "\n".join(["```yaml", *(f"{key}: {one}" for one in examples.values()), "```"])
