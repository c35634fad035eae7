"""Play a program with invented people before anybody real meets it."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from program.charts.tones import Tones
from program.service.authoring import ToPlay, programs_to_play
from program.simulate.summary import ENROLLED, FINISHED, STILL, Summary
from program.ui import session
from program.ui.parts.cards import lead, note
from program.ui.parts.chart import chart, tones
from program.ui.parts.raw import raw
from program.ui.parts.staff_table import staff_table
from program.ui.parts.trial import PEOPLE, WEEKS, Trial, play, played
from program.words import N_, in_language, say, say_count

TITLE = N_("Try it out")
LEAD = N_(
    "Invented people go through a program in seconds. Everything here is made up; the same "
    "seed gives the same people. For more people, run “python -m program simulate” on the "
    "server."
)
PROGRAM, HOW_MANY = N_("Program"), N_("People")
HOW_LONG, SEED = N_("Weeks"), N_("Seed")
PLAY = N_("Play")
PLAYING = N_("Playing {done} of {of}")
NOTHING = N_("No program is published or ready yet.")
NOT_PLAYED = N_("Not played here yet. Press “Play”, and the same people come as elsewhere.")
PUBLISHED = N_("what is published, {hash}")
DRAFT = N_("the draft, not published yet, {hash}")
PLAYED = N_("{title} ({which}), {weeks} weeks, seed {seed}.")
ENDS = {
    ENROLLED: N_("Enrolled"),
    FINISHED: N_("The end"),
    STILL: N_("Not finished"),
}
WAYS, RULES, LOAD = (
    N_("The ways they took"),
    N_("What the rules did"),
    N_("What therapists get"),
)
_HEAD = (N_("Rule"), N_("People it spoke for"), N_("Said yes"), N_("Followed"), N_("Asked"))
NEVER = N_("These rules never spoke: {rules}.")
ALL_SPOKE = N_("Every rule spoke at least once.")
PASSED_BY = N_("These spoke and were never followed, as others went before them: {rules}.")
FINISHED_SHARE = N_("{share} percent of those who began completed the core.")
RED = N_(
    "In a week, {share} percent of people have a new red signal that is no risk, as the mean "
    "over the weeks. The rules allow 10."
)


def show() -> None:
    by, clinic = session.me(), session.clinic()
    own = session.account(by)
    locale = session.locale(own)
    st.title(say(locale, TITLE), anchor=False)
    lead(say(locale, LEAD))
    found = programs_to_play(clinic, by)
    if not found:
        note(say(locale, NOTHING), attention=True)
        return
    by_id = {str(one.program.id): one for one in found}
    trial = _asked(by_id, locale)
    if trial is None:
        return
    summary = played(trial)
    if summary is None:
        lead(say(locale, NOT_PLAYED))
        return
    colours = tones(own.preferences if own is not None else {})
    _shown(summary, trial, by_id[str(trial.program.id)], colours, locale)


def _asked(by_id: Mapping[str, ToPlay], locale: str) -> Trial | None:
    """The form, filled with what the address asks for, and that. What the form asks for is
    played, and stands in the address then."""
    programs = {name: one.program for name, one in by_id.items()}
    trial = Trial.read(st.query_params.to_dict(), programs)
    usual = trial or Trial(next(iter(programs.values())), PEOPLE[0], WEEKS[0], 1)
    with st.form("trial"):
        name = st.selectbox(
            say(locale, PROGRAM),
            [*by_id],
            index=[*by_id].index(str(usual.program.id)),
            format_func=lambda one: _named(by_id[one], locale),
        )
        left, middle, right = st.columns(3)
        people = left.selectbox(say(locale, HOW_MANY), PEOPLE, PEOPLE.index(usual.people))
        weeks = middle.selectbox(say(locale, HOW_LONG), WEEKS, WEEKS.index(usual.weeks))
        seed = right.number_input(say(locale, SEED), 1, 9999, usual.seed)
        if st.form_submit_button(say(locale, PLAY), type="primary"):
            asked = Trial(programs[str(name)], int(people or 0), int(weeks or 0), int(seed))
            _play(asked, locale)
            st.query_params.from_dict(asked.query())
            st.rerun()
    return trial


def _named(one: ToPlay, locale: str) -> str:
    title = in_language(one.program.words, locale).title
    return f"{title} ({_which(one, locale)})"


def _which(one: ToPlay, locale: str) -> str:
    return say(locale, PUBLISHED if one.published else DRAFT, hash=one.program.hash[:8])


def _play(trial: Trial, locale: str) -> None:
    bar = st.progress(0.0)

    def progress(done: int, of: int) -> None:
        if done % 5 == 0 or done == of:
            bar.progress(done / of, say(locale, PLAYING, done=done, of=of))

    play(trial, progress)
    bar.empty()


def _shown(summary: Summary, trial: Trial, what: ToPlay, colours: Tones, locale: str) -> None:
    # Plotly, half a second of a processor at first, is loaded where a figure is drawn.
    from program.charts.load import Week, therapist_load
    from program.charts.pathways import Beginning, Ribbon, pathways

    program = trial.program
    titles = {str(m): program.module_words(m, locale).title for m in program.plan.modules}
    titles |= {end: say(locale, words) for end, words in ENDS.items()}
    ribbons = [Ribbon(f.place, f.source, f.target, f.people) for f in summary.flows]
    count = say_count(
        locale, "{n} invented person", "{n} invented people", summary.participants
    )
    share = say(locale, FINISHED_SHARE, share=round(100 * summary.completion))
    words = in_language(program.words, locale)
    told = say(
        locale, PLAYED, title=words.title, which=_which(what, locale), weeks=trial.weeks,
        seed=trial.seed,
    )  # fmt: skip
    _title(WAYS, locale)
    lead(told)
    begins = Beginning(summary.commonest.stations, summary.commonest.people)
    drawn = pathways(ribbons, begins, titles, (FINISHED, STILL), colours, locale)
    chart(drawn, "pathways", locale, note=f"{count}. {share}")
    _rules(summary, locale)
    _title(LOAD, locale)
    weeks = [
        Week(
            one.people,
            one.signals.get("risk", 0),
            one.signals.get("red", 0),
            one.signals.get("amber", 0),
            one.red_people,
        )
        for one in summary.load
    ]
    red = say(locale, RED, share=round(100 * summary.red_share, 1))
    chart(therapist_load(weeks, colours, locale), "load", locale, note=red)


def _rules(summary: Summary, locale: str) -> None:
    _title(RULES, locale)
    never = ", ".join(summary.never_fired)
    lead(say(locale, NEVER, rules=never) if never else say(locale, ALL_SPOKE))
    if summary.never_followed:
        lead(say(locale, PASSED_BY, rules=", ".join(summary.never_followed)))
    rows = [
        (escape(one.rule), str(one.people), str(one.yes), str(one.used), str(one.decisions))
        for one in summary.rules
    ]
    raw(staff_table(say(locale, RULES), _HEAD, rows, locale))


def _title(words: str, locale: str) -> None:
    raw(f"<h2>{escape(say(locale, words))}</h2>")


show()
