"""The sentences of the form itself, handed to the browser in the reader's language."""

from functools import cache

from program.words import N_, say

SUBMIT = N_("Save")

_WORDS = {
    "back": N_("Back"),
    "go_on": N_("Go on"),
    "page_of": N_("{n} of {m}"),
    "saving": N_("Saving …"),
    "saved": N_("Saved {time}"),
    "unsaved": N_("Not saved yet. Your words are kept on this device."),
    "decline": N_("I'd rather not say"),
    "optional": N_("You can leave this empty."),
    "example": N_("For example: {example}"),
    "problems": N_("Before you go on"),
    "need_text": N_("Write a few words here."),
    "need_scale": N_("Choose a number."),
    "need_choice": N_("Choose one."),
    "need_many": N_("Choose one or more."),
    "need_time": N_("Choose a time."),
    "need_date": N_("Choose a day."),
    "need_amount": N_("Write a number."),
    "need_practice": N_("Start when you are ready. A few seconds count."),
    "need_rows": N_("Fill in {n} or more."),
    "range": N_("Write a number from {low} to {high}."),
    "row": N_("Number {n}"),
    "remove": N_("Remove"),
    "removed": N_("Removed."),
    "put_back": N_("Put it back"),
    "both_title": N_("There are two versions"),
    "both": N_(
        "Other words were saved from another place. Both are here. Which shall we keep?"
    ),
    "here": N_("Written here"),
    "there": N_("Written in the other place"),
    "keep_here": N_("Keep what I wrote here"),
    "keep_there": N_("Keep the other words"),
    "how_long": N_("How long?"),
    "minutes": N_("{n} min"),
    "bell": N_("Sound of a bell"),
    "voice": N_("Read the words aloud"),
    "start": N_("Start"),
    "pause": N_("Pause"),
    "resume": N_("Go on"),
    "stop": N_("Stop here"),
    "again": N_("Practise again"),
    "time_of": N_("{time} of {total}"),
    "how_far": N_("How far the practice has come"),
    "practised": N_("You practised {time}. It counts."),
    "inhale": N_("Breathe in"),
    "exhale": N_("Breathe out"),
}


@cache
def words(locale: str) -> dict[str, str]:
    """Name -> sentence; the browser fills the {named} places."""
    return {name: say(locale, msgid) for name, msgid in _WORDS.items()}
