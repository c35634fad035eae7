"""Thirty rules with 85 comparisons over 15 values, as data and written by hand."""

from collections.abc import Mapping

NAMES = (
    "peg",
    "phq8",
    "gad7",
    "energy",
    "area_activity",
    "area_sleep",
    "area_mood",
    "area_people",
    "area_work",
    "area_thinking",
    "credibility",
    "confidence",
    "change",
    "minutes",
    "visits",
)
RULES: tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...] = (
    (
        "all",
        (
            ("area_thinking", ">=", 3),
            ("credibility", ">=", 4),
            ("area_activity", ">", 3),
            ("area_mood", ">", 5),
            ("visits", ">=", 2),
        ),
    ),
    (
        "any",
        (
            ("phq8", "<", 3),
            ("change", ">", 7),
            ("peg", "<", 2),
        ),
    ),
    (
        "all",
        (
            ("minutes", ">", 3),
            ("credibility", ">=", 1),
        ),
    ),
    (
        "all",
        (
            ("area_people", "<", 9),
            ("area_activity", ">", 2),
        ),
    ),
    (
        "any",
        (
            ("minutes", "<", 1),
            ("gad7", "<=", 2),
            ("area_work", "<", 3),
            ("area_activity", ">", 9),
        ),
    ),
    (
        "any",
        (
            ("visits", ">", 9),
            ("area_mood", ">", 7),
        ),
    ),
    (
        "any",
        (
            ("area_activity", ">", 7),
            ("area_work", ">=", 8),
        ),
    ),
    (
        "all",
        (
            ("area_thinking", ">=", 4),
            ("area_work", ">=", 5),
            ("area_activity", "<", 7),
            ("area_mood", ">", 5),
        ),
    ),
    (
        "all",
        (
            ("minutes", ">=", 3),
            ("area_mood", ">=", 4),
            ("area_work", "<", 6),
        ),
    ),
    (
        "any",
        (
            ("phq8", ">", 8),
            ("area_mood", ">=", 8),
            ("energy", ">=", 9),
        ),
    ),
    (
        "any",
        (
            ("area_sleep", "<=", 1),
            ("area_people", ">", 9),
            ("change", ">=", 7),
            ("minutes", "<", 1),
        ),
    ),
    (
        "all",
        (
            ("phq8", ">", 5),
            ("gad7", "<=", 7),
            ("minutes", ">", 5),
        ),
    ),
    (
        "all",
        (
            ("area_thinking", "<=", 9),
            ("energy", "<=", 8),
        ),
    ),
    (
        "all",
        (
            ("visits", "<=", 6),
            ("energy", ">", 2),
            ("area_sleep", ">", 4),
        ),
    ),
    (
        "any",
        (
            ("peg", "<", 1),
            ("minutes", "<", 2),
            ("area_mood", ">=", 6),
            ("area_activity", "<=", 3),
            ("phq8", "<", 1),
        ),
    ),
    (
        "all",
        (
            ("gad7", ">", 5),
            ("phq8", ">=", 2),
            ("area_people", "<", 8),
        ),
    ),
    ("any", (("area_mood", ">=", 6),)),
    (
        "all",
        (
            ("area_thinking", ">=", 1),
            ("visits", ">", 2),
        ),
    ),
    (
        "all",
        (
            ("area_thinking", "<", 5),
            ("area_people", ">=", 1),
            ("confidence", "<", 7),
            ("area_sleep", ">=", 2),
        ),
    ),
    (
        "all",
        (
            ("phq8", "<", 6),
            ("credibility", ">", 4),
            ("area_mood", ">=", 5),
        ),
    ),
    ("any", (("gad7", "<", 2),)),
    (
        "all",
        (
            ("credibility", "<", 6),
            ("area_sleep", "<=", 7),
        ),
    ),
    (
        "any",
        (
            ("area_sleep", ">=", 6),
            ("area_activity", "<=", 3),
        ),
    ),
    (
        "all",
        (
            ("area_thinking", "<=", 9),
            ("confidence", "<=", 6),
            ("area_people", "<=", 5),
        ),
    ),
    (
        "any",
        (
            ("confidence", ">=", 7),
            ("phq8", ">=", 6),
            ("area_sleep", ">", 9),
            ("area_work", ">=", 7),
        ),
    ),
    ("any", (("gad7", ">", 6),)),
    (
        "any",
        (
            ("visits", ">=", 8),
            ("area_sleep", "<", 1),
            ("gad7", ">=", 7),
        ),
    ),
    (
        "any",
        (
            ("area_thinking", "<=", 3),
            ("gad7", "<=", 2),
        ),
    ),
    (
        "any",
        (
            ("credibility", ">=", 9),
            ("minutes", "<=", 2),
            ("area_thinking", "<", 2),
            ("area_work", ">", 6),
        ),
    ),
    (
        "all",
        (
            ("peg", "<", 8),
            ("energy", "<=", 9),
            ("confidence", ">", 4),
        ),
    ),
)


def by_hand(state: Mapping[str, float]) -> list[int]:
    """The rules that hold, as somebody would write them who wants nothing but the answer."""
    fired = []
    if (
        state["area_thinking"] >= 3
        and state["credibility"] >= 4
        and state["area_activity"] > 3
        and state["area_mood"] > 5
        and state["visits"] >= 2
    ):
        fired.append(0)
    if state["phq8"] < 3 or state["change"] > 7 or state["peg"] < 2:
        fired.append(1)
    if state["minutes"] > 3 and state["credibility"] >= 1:
        fired.append(2)
    if state["area_people"] < 9 and state["area_activity"] > 2:
        fired.append(3)
    if (
        state["minutes"] < 1
        or state["gad7"] <= 2
        or state["area_work"] < 3
        or state["area_activity"] > 9
    ):
        fired.append(4)
    if state["visits"] > 9 or state["area_mood"] > 7:
        fired.append(5)
    if state["area_activity"] > 7 or state["area_work"] >= 8:
        fired.append(6)
    if (
        state["area_thinking"] >= 4
        and state["area_work"] >= 5
        and state["area_activity"] < 7
        and state["area_mood"] > 5
    ):
        fired.append(7)
    if state["minutes"] >= 3 and state["area_mood"] >= 4 and state["area_work"] < 6:
        fired.append(8)
    if state["phq8"] > 8 or state["area_mood"] >= 8 or state["energy"] >= 9:
        fired.append(9)
    if (
        state["area_sleep"] <= 1
        or state["area_people"] > 9
        or state["change"] >= 7
        or state["minutes"] < 1
    ):
        fired.append(10)
    if state["phq8"] > 5 and state["gad7"] <= 7 and state["minutes"] > 5:
        fired.append(11)
    if state["area_thinking"] <= 9 and state["energy"] <= 8:
        fired.append(12)
    if state["visits"] <= 6 and state["energy"] > 2 and state["area_sleep"] > 4:
        fired.append(13)
    if (
        state["peg"] < 1
        or state["minutes"] < 2
        or state["area_mood"] >= 6
        or state["area_activity"] <= 3
        or state["phq8"] < 1
    ):
        fired.append(14)
    if state["gad7"] > 5 and state["phq8"] >= 2 and state["area_people"] < 8:
        fired.append(15)
    if state["area_mood"] >= 6:
        fired.append(16)
    if state["area_thinking"] >= 1 and state["visits"] > 2:
        fired.append(17)
    if (
        state["area_thinking"] < 5
        and state["area_people"] >= 1
        and state["confidence"] < 7
        and state["area_sleep"] >= 2
    ):
        fired.append(18)
    if state["phq8"] < 6 and state["credibility"] > 4 and state["area_mood"] >= 5:
        fired.append(19)
    if state["gad7"] < 2:
        fired.append(20)
    if state["credibility"] < 6 and state["area_sleep"] <= 7:
        fired.append(21)
    if state["area_sleep"] >= 6 or state["area_activity"] <= 3:
        fired.append(22)
    if state["area_thinking"] <= 9 and state["confidence"] <= 6 and state["area_people"] <= 5:
        fired.append(23)
    if (
        state["confidence"] >= 7
        or state["phq8"] >= 6
        or state["area_sleep"] > 9
        or state["area_work"] >= 7
    ):
        fired.append(24)
    if state["gad7"] > 6:
        fired.append(25)
    if state["visits"] >= 8 or state["area_sleep"] < 1 or state["gad7"] >= 7:
        fired.append(26)
    if state["area_thinking"] <= 3 or state["gad7"] <= 2:
        fired.append(27)
    if (
        state["credibility"] >= 9
        or state["minutes"] <= 2
        or state["area_thinking"] < 2
        or state["area_work"] > 6
    ):
        fired.append(28)
    if state["peg"] < 8 and state["energy"] <= 9 and state["confidence"] > 4:
        fired.append(29)
    return fired
