"""One condition answered by itself."""

from program.adapt.answers import ask
from program.adapt.conditions import Condition
from program.adapt.questions import make_questions
from program.adapt.rules import Rule, Say
from program.adapt.truth import Truth
from program.adapt.view import View
from program.ids import RuleId


def evaluate(condition: Condition, view: View) -> Truth:
    """Answer a condition from what the record shows."""
    rule = Rule(id=RuleId("asked"), when=condition, then=Say(do="say"))
    found = ask(make_questions((rule,), view.plan), view)
    return Truth(found.rules[0])
