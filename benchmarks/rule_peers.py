"""The same thirty rules in the rule engines people use: each gives the rules that hold."""

import json
import operator
from collections.abc import Callable, Mapping

import cel
import celpy
import rule_engine
import zen
from json_logic import jsonLogic

from benchmarks.thirty import RULES

State = Mapping[str, float]
Fired = Callable[[State], list[int]]

_WORD = {"all": "and", "any": "or"}
_SIGN = {"all": "&&", "any": "||"}


def _joined(words: Mapping[str, str]) -> list[str]:
    return [
        f" {words[how]} ".join(f"{name} {op} {value}" for name, op, value in parts)
        for how, parts in RULES
    ]


def zen_traced() -> Fired:
    """One node of thirty expressions, with its trace."""
    rows = [
        {"id": f"e{n}", "key": f"r{n}", "value": text} for n, text in enumerate(_joined(_WORD))
    ]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "ex", "type": "expressionNode", "name": "ex", "content": {"expressions": rows}},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "ex"},
        {"id": "2", "type": "edge", "sourceId": "ex", "targetId": "out"},
    ]
    graph = json.dumps(
        {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}
    )
    decision = zen.ZenEngine().create_decision(graph)

    def fired(state: State) -> list[int]:
        found = decision.evaluate(dict(state), {"trace": True})
        assert found["trace"]
        return [n for n in range(len(RULES)) if found["result"][f"r{n}"]]

    return fired


def cel_compiled() -> Fired:
    """The Rust implementation, one list of thirty expressions; without a trace."""
    program = cel.compile(f"[{', '.join(f'({text})' for text in _joined(_SIGN))}]")
    return lambda state: [n for n, holds in enumerate(program.execute(dict(state))) if holds]


def json_logic() -> Fired:
    rules = [
        {_WORD[how]: [{op: [{"var": name}, value]} for name, op, value in parts]}
        for how, parts in RULES
    ]
    return lambda state: [n for n, rule in enumerate(rules) if jsonLogic(rule, dict(state))]


def rule_engine_peer() -> Fired:
    rules = [rule_engine.Rule(text) for text in _joined(_WORD)]
    return lambda state: [n for n, rule in enumerate(rules) if rule.matches(state)]


def cel_python() -> Fired:
    environment = celpy.Environment()
    programs = [environment.program(environment.compile(text)) for text in _joined(_SIGN)]

    def fired(state: State) -> list[int]:
        values = {name: celpy.celtypes.IntType(value) for name, value in state.items()}
        return [n for n, one in enumerate(programs) if operator.truth(one.evaluate(values))]

    return fired


PEERS: Mapping[str, tuple[Callable[[], Fired], int]] = {
    "zen-engine, with trace": (zen_traced, 200),
    "common-expression-language": (cel_compiled, 200),
    "json-logic": (json_logic, 100),
    "rule-engine": (rule_engine_peer, 100),
    "cel-python": (cel_python, 4),
}
"""Name -> what makes it ready, and how many states it is asked about in a round."""
