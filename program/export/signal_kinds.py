"""What the kinds of signals are about. `reason` in the table says more of each."""

SIGNAL_KINDS = {
    "danger": "acting now, a plan or means, or not safe",
    "thoughts": "thoughts of being better off dead, the follow-up answers reassuring",
    "thoughts_often": "such thoughts more often, or of ending life",
    "follow_up_skipped": "such thoughts, and a follow-up question was not answered",
    "item_skipped": "would rather not say about such thoughts",
    "red_flags": "new warning signs that want a medical check",
    "red_flags_skipped": "would rather not say about warning signs",
    "mindfulness_caution": "answers for which meditation waits, skipped ones included",
    "energy_limit": "small efforts may cost a day or more, skipped answers included",
    "sleep_caution": "answers for which a shorter time in bed waits, not sure included",
    "unsettled": "something upsetting came up in a practice",
    "pain_up": "PEG above the first value",
    "intake_review": "PHQ-8 high at the start, one review",
    "mood_up": "PHQ-8 above the first value",
    "mood_high": "PHQ-8 high, or far above the first value",
    "mood_unmoved": "PHQ-8 has not eased in time",
    "step_up": "PHQ-8 stays high: a referral may be offered",
    "anxiety_up": "GAD-7 above the first value",
    "area_high": "one area rated high twice running",
    "credibility_low": "the program made little sense in its first week",
    "little_use": "two modules running were of little use",
    "no_visit": "silence",
    "behind": "modules behind the plan",
}
"""A signal that a rule asks for has the kind `rule-` and the rule."""
