"""The table of questions at their edges, read: `samples/verify-edges.txt`."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from program.adapt.plan import Plan
from program.adapt.verify.lived import Life, Lived
from program.adapt.verify.ways import REST, REST_SOON, Move
from program.ids import ModuleId
from tests.content import SAMPLES
from tests.verify_lives import asking

TABLE = SAMPLES / "verify-edges.txt"
WRITTEN = {
    "latest": "scale op value", "change": "since scale op value", "row": "n scale op value",
    "reliable": "scale direction", "band": "scale within", "age": "scale op days",
    "days_since": "what op days", "count": "what op value", "dose": "days op minutes",
    "learned": "kind score op value", "completed": "module", "done": "step", "flare": "",
    "pattern": "of",
}  # fmt: skip
"""The fields that stand behind the name of a question, in their order."""
SCALES = ("pain", "mood", "tired", "peg")
RESTING = {"rests": REST, "lengthens": REST_SOON}
"""A light week begins; `lengthens`: in the days before another module may open."""
GOAL = ("my_goal", "small_enough")
RESTS = {
    "id": "rests", "then": {"do": "light_week"},
    "when": {"ask": "latest", "scale": "pain", "op": ">=", "value": 10, "within_days": 6},
}  # fmt: skip
LEADS = {
    "id": "leads", "then": {"do": "open", "module": "x"},
    "when": {"ask": "latest", "scale": "pain", "op": ">=", "value": 9, "within_days": 6},
}  # fmt: skip


class Edge(NamedTuple):
    """A row of the table."""

    asked: str
    lived: str
    answer: str

    @property
    def question(self) -> dict:
        return question(self.asked)

    @property
    def life(self) -> Life:
        return Life(tuple(_day(*day.split()) for day in self.lived.split(";")), {})

    @property
    def plan(self) -> Plan:
        """With the rules that lead to a light week and to a branch where the life has one."""
        moves = {day.move for day in self.life.days}
        leading = [RESTS] if moves & {REST, REST_SOON} else []
        leading += [LEADS] if Move("open", ModuleId("x")) in moves else []
        return asking(self.question, *leading)


def edges() -> Iterator[Edge]:
    """Every row."""
    for line in TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield Edge(*(part.strip() for part in line.split("|")))


def question(text: str) -> dict:
    """A question as the table writes it: `change baseline pain <= -30 percent within 7`."""
    joint, _, rest = text.partition(": ")
    if joint == "not":
        return {"ask": joint, "of": question(rest)}
    if rest:
        return {"ask": joint, "of": [question(part) for part in rest.split(", ")]}
    ask, *words = text.split()
    if ask == "band":
        return {"ask": ask, "scale": words[0], "within": words[1].split("+")}
    names = [*WRITTEN[ask].split()]
    if "percent" in words:
        words[words.index("percent")], names = "true", [*names, "percent"]
    if "within" in words:
        words.remove("within")
        names.append("within_days")
    return {"ask": ask, **dict(zip(names, map(_value, words), strict=True))}


def _value(word: str) -> object:
    if word == "true":
        return True
    try:
        return int(word) if word.lstrip("-").isdigit() else float(word)
    except ValueError:
        return word


def _day(number: str, *words: str) -> Lived:
    """`7 pain=3 opens=a`: what was done on a day; each word once."""
    did = dict(word.partition("=")[::2] for word in words)
    opened = did.pop("opens", None) or did.get("leaves")
    day = Lived(
        day=int(number),
        move=Move("open", ModuleId(opened)) if opened else None,
        stays=did.pop("leaves", None) is not None,
        silent="silent" in did,
        others=int(did.pop("visits", 0)),
        answers={scale: float(did.pop(scale)) for scale in SCALES if scale in did},
        flare="flare" in did,
        seconds=tuple(
            round(60 * float(minutes))
            for minutes in did.pop("practised", "").split("+")
            if minutes
        ),
        learned={GOAL: float(did.pop("goal"))} if "goal" in did else {},
        steps=(did.pop("did"),) if "did" in did else (),
        log=did.pop("logs", None),
        takes=int(did.pop("takes", 0)),
    )
    assert did.keys() <= {"silent", "flare", *RESTING}, f"what is {did}?"
    return replace(day, move=next((RESTING[word] for word in did if word in RESTING), day.move))
