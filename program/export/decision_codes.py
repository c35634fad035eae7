"""What the fixed codes of a decision stand for."""

OUTCOMES = {
    "open": "go on with, or begin, one module",
    "offer": "offer one or more branches",
    "light_week": "nothing new for a while, small practices",
    "wait": "the next module, or a booster after the end, opens on a later day",
    "hold": "nothing new until a therapist has looked",
    "finish": "every core module is complete, and no booster is to come",
}
OCCASIONS = {
    "arrive": "the person arrived",
    "check_in": "a check-in was saved",
    "module": "a module was completed",
    "directive": "a therapist gave a directive, or an enrolment began or was migrated",
    "choice": "an offer was answered",
    "flare": "a flare began or ended",
    "tick": "the daily round",
}
BECAUSE = {
    "directive": "a therapist pinned it",
    "current": "it is open and not complete",
    "chosen": "the person chose it from an offer",
    "rule": "a rule made it next",
    "core": "the core order",
    "booster": "a booster, so many weeks after the end",
}
PASSED_OVER = {
    "another_came_first": "another rule decided before it",
    "in_its_time": "it follows when the cadence lets the next module open",
    "not_begun": "nothing had been opened yet that could be made lighter",
    "light_weeks_used": "as many light weeks as allowed have run",
    "already_opened": "its branch was opened before",
    "declined": "its branch was offered and not chosen",
    "before_its_time": "the core module before its branch is not complete",
    "early_benefit": "things went so well that no branch is added",
    "limit_in_course": "as many branches as a course allows were taken",
    "limit_between": "a branch was taken since the last core module",
}
WHY_NOT = PASSED_OVER | {
    "completed": "it is complete",
    "open_already": "it is open",
    "comes_later": "another core module comes first",
    "not_called_for": "no rule called for this branch",
    "after_the_end": "a booster whose day after the end has not come",
    "later_booster": "a later booster has come due in its place",
}
