"""The tiny content changed at random, as an author may change it between two versions."""

import random
from collections.abc import Callable

import yaml

Files = dict[str, bytes]
PROGRAM, RULES = "programs/tiny/program.yaml", "programs/tiny/rules.yaml"
WORDS, MIGRATIONS = "programs/tiny/rules.en.yaml", "programs/tiny/migrations.yaml"
_SAID = {"patient": "This fits you now.", "therapist": "A rule that was drawn."}
_THEN = (
    {"do": "light_week"}, {"do": "light_variant"}, {"do": "signal", "level": "amber"},
    {"do": "hold"}, {"do": "support", "direction": "up"},
)  # fmt: skip


class Author:
    """Changes files in place. What they become may have mistakes: publishing says so."""

    def __init__(self, draw: random.Random) -> None:
        self._draw, self._migrations = draw, 0

    def change(self, files: Files) -> None:
        """One of the changes there are."""
        changes: tuple[Callable[[Files], None], ...] = (
            self.rename_step, self.drop_step, self.swap_steps, self.leave_optional,
            self.turn_branch, self.turn_rule, self.set_pace, self.write_more,
        )  # fmt: skip
        self._draw.choice(changes)(files)

    def rename_step(self, files: Files) -> None:
        path, module = self._module(files)
        step = self._draw.choice(module["steps"])
        old, new = step["id"], f"{step['id']}x"
        step["id"] = new
        files[path] = _written(module)
        for other in (path.replace(".yaml", ".en.yaml"), RULES):
            lines = files[other].decode().replace(f"{old}:", f"{new}:")
            files[other] = lines.replace(f"step: {old}\n", f"step: {new}\n").encode()
        self._migrate(files, moved={old: new})

    def drop_step(self, files: Files) -> None:
        path, module = self._module(files)
        if len(module["steps"]) == 1:
            return
        step = module["steps"].pop(self._draw.randrange(len(module["steps"])))
        files[path] = _written(module)
        words = yaml.safe_load(files[path.replace(".yaml", ".en.yaml")])
        words["steps"].pop(step["id"], None)
        files[path.replace(".yaml", ".en.yaml")] = _written(words)
        self._migrate(files, dropped=[step["id"]])

    def swap_steps(self, files: Files) -> None:
        path, module = self._module(files)
        self._draw.shuffle(module["steps"])
        files[path] = _written(module)

    def leave_optional(self, files: Files) -> None:
        path, module = self._module(files)
        step = self._draw.choice(module["steps"])
        step["required"] = not step.get("required", True)
        files[path] = _written(module)

    def turn_branch(self, files: Files) -> None:
        """The branch leaves with its rules, or comes back without."""
        program, rules = yaml.safe_load(files[PROGRAM]), yaml.safe_load(files[RULES])
        if program["branches"]:
            program["branches"] = []
            rules = [rule for rule in rules if "second" not in str(rule)]
            steps = yaml.safe_load(files["modules/second/module.yaml"])["steps"]
            self._migrate(files, dropped=[step["id"] for step in steps])
        else:
            program["branches"] = [{"module": "second", "after": "first", "in_tools": True}]
        files[PROGRAM] = _written(program)
        self._set_rules(files, rules)

    def turn_rule(self, files: Files) -> None:
        """A rule comes or goes."""
        rules, name = yaml.safe_load(files[RULES]), f"drawn-{self._draw.randrange(6)}"
        kept = [rule for rule in rules if rule["id"] != name]
        if kept == rules:
            visits = {"ask": "count", "what": "visits", "op": ">", "value": 4}
            when = self._draw.choice([{"ask": "flare"}, visits])
            kept.insert(0, {"id": name, "when": when, "then": self._draw.choice(_THEN)})
        self._set_rules(files, kept)

    def set_pace(self, files: Files) -> None:
        program = yaml.safe_load(files[PROGRAM])
        program["cadence"] = {"middle_week": 2, "module_days": self._draw.choice([3, 5, 7])}
        files[PROGRAM] = _written(program)

    def write_more(self, files: Files) -> None:
        files["modules/first/01-one-idea.en.md"] += b"\nOne more line.\n"

    def _module(self, files: Files) -> tuple[str, dict]:
        path = f"modules/{self._draw.choice(['first', 'second', 'last'])}/module.yaml"
        return path, yaml.safe_load(files[path])

    def _migrate(self, files: Files, **way: object) -> None:
        self._migrations += 1
        before = yaml.safe_load(files.get(MIGRATIONS, b"[]"))
        new = {"name": f"drawn-{self._migrations}", "why": "Drawn.", **way}
        files[MIGRATIONS] = _written([*before, new])

    def _set_rules(self, files: Files, rules: list[dict]) -> None:
        words = yaml.safe_load(files[WORDS])
        files[RULES] = _written(rules)
        files[WORDS] = _written({rule["id"]: words.get(rule["id"], _SAID) for rule in rules})


def _written(value: object) -> bytes:
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True).encode()
