"""The sentences of the form itself, handed to the browser in the reader's language."""

from functools import cache

from program.words import N_, say

SUBMIT = N_("Save")

PLAYER_WORDS = {
    "how_long": N_("How long?"),
    "minutes": N_("{n}\u00a0min"),
    "anchor": N_("Rest your attention on"),
    "anchor_any": N_("Any of these"),
    "anchor_breath": N_("Breath"),
    "anchor_hands": N_("Hands"),
    "anchor_sounds": N_("Sounds"),
    "anchor_feet": N_("Feet"),
    "anchor_sight": N_("Something I see"),
    "eyes": N_("Your eyes may stay open all the time."),
    "sound": N_("Sound and voice"),
    "bell": N_("Sound of a bell"),
    "voice": N_("Read the words aloud"),
    "recorded": N_("Play the recorded voice"),
    "which_voice": N_("Voice"),
    "usual_voice": N_("The usual one"),
    "speed": N_("How fast"),
    "speed_slow": N_("Slow"),
    "speed_usual": N_("Calm"),
    "speed_quick": N_("Brisk"),
    "no_voice": N_("This device has no voice. All the words are here to read."),
    "transcript": N_("All the words"),
    "start": N_("Start"),
    "pause": N_("Pause"),
    "resume": N_("Go on"),
    "back_a_little": N_("Back a little"),
    "stop": N_("Stop here"),
    "shorter": N_("Make it shorter"),
    "shorter_to": N_("Which length instead?"),
    "as_it_is": N_("Leave it as it is"),
    "steady": N_("Too much? Back to the room"),
    "steady_title": N_("Back to the room"),
    "again": N_("Practise again"),
    "time_of": N_("{time} of {total}"),
    "how_far": N_("How far the practice has come"),
    "practised": N_("You practised {time}. It counts."),
    "keep_on": N_("Keep the screen on, so that it can go on to the end."),
    "was_away": N_("It waited while the screen was off. Go on when you like."),
    "no_recording": N_("The recording does not come through. The words go on here."),
    "inhale": N_("Breathe in"),
    "exhale": N_("Breathe out"),
}
"""The sentences of the player of guided practices."""

_WORDS = {
    "back": N_("Back"),
    "go_on": N_("Go on"),
    "page_of": N_("{n} of {m}"),
    "saving": N_("Saving …"),
    "saved": N_("Saved {time}"),
    "unsaved": N_("Not saved yet. Your words are kept on this device."),
    "decline": N_("I'd rather not say"),
    "optional": N_("(if you like)"),
    "letters_left": N_("Letters left: {n}"),
    "full": N_("This space is full. It holds {n} letters."),
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
    "of_sixty_minutes": N_("{n}\u00a0min"),
    "of_sixty_seconds": N_("{n}\u00a0sec"),
    "hours_unit": N_("hours"),
    "minutes_unit": N_("min"),
    "and_minutes": N_("and minutes"),
    "and_seconds": N_("and seconds"),
    **PLAYER_WORDS,
}


@cache
def words(locale: str) -> dict[str, str]:
    """Name -> sentence; the browser fills the {named} places."""
    return {name: say(locale, msgid) for name, msgid in _WORDS.items()}
