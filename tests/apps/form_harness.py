"""A small app around the parts of the pages: the form, the look, the tabs, the cairn.

Drafts and submissions are kept in files below HARNESS_STORE, so that they outlive the server.
"""

import json
import os
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import streamlit as st

from program.exercises import KINDS
from program.exercises._kind import Picture
from program.fields import (
    AmountField,
    ChoiceField,
    DateField,
    Option,
    Page,
    Pages,
    PracticeField,
    RowsField,
    ScaleField,
    Shown,
    TextField,
    TimeField,
)
from program.modules.draft import read_draft
from program.modules.folder import read_folder
from program.modules.practice import PracticeFile, PracticeWords
from program.storage.ports import Draft
from program.ui.parts.cairn import cairn_svg
from program.ui.parts.cards import card, drawing, note, picture
from program.ui.parts.form import (
    Form,
    HelpWhen,
    Refused,
    again,
    form,
)
from program.ui.parts.form_events import DraftTyped, Submitted
from program.ui.parts.look import asset, dress, sheet
from program.ui.parts.raw import raw
from program.ui.parts.tabs import Tab, header, tabs
from program.ui.patient.guided import script

LOOK = st.components.v2.component(
    "look", html="<i data-still></i>", js=asset("look.js") + "export default () => {}\n"
)
"""The script of the page, which the real app links to."""
STORE = Path(os.environ["HARNESS_STORE"])
TABS = (
    Tab("/", "Today", "today"),
    Tab("/tools", "Tools", "tools"),
    Tab("/progress", "Progress", "progress"),
    Tab("/messages", "Messages", "messages", 2),
)
HELP = """<h3>You matter, and you are not alone with this</h3>
<p>If you are in danger now, call. Someone answers day and night.</p>
<p><a href="tel:988">Call 988</a> <a href="tel:911">Call 911</a></p>"""

PLAN: Pages = (
    Page(
        id="goal",
        title="Something that matters to you",
        lead="Small and real is good. You can change it at any time.",
        fields=(
            TextField(
                id="goal",
                label="What would you like to do more of?",
                rows=2,
                longest=300,
                example="Cook with my daughter on Sundays",
            ),
            ScaleField(
                id="rating",
                label="How is it going at the moment?",
                low="Not at all",
                high="As I would like",
            ),
        ),
    ),
    Page(
        id="when",
        title="When and how",
        fields=(
            ChoiceField(
                id="place",
                label="Where would it be?",
                options=(Option(code="home", label="At home"), Option(code="out", label="Out")),
            ),
            ChoiceField(
                id="company",
                label="Who could be there?",
                many=True,
                alone="alone",
                options=(
                    Option(code="alone", label="I on my own"),
                    Option(code="family", label="My family"),
                    Option(code="friends", label="Friends"),
                ),
            ),
            AmountField(id="minutes", label="For how long?", unit="minutes", highest=240),
            DateField(id="first", label="On which day do you begin?"),
        ),
    ),
    Page(
        id="week",
        title="Your week",
        fields=(
            RowsField(
                id="plan",
                label="Your small steps",
                add="Add another step",
                most=3,
                fields=(
                    TextField(id="what", label="What?", rows=1),
                    TimeField(id="at", label="At what time?"),
                ),
            ),
            TextField(id="way", label="What might get in the way?", optional=True),
        ),
    ),
)

CODES = ("Not at all", "Several days", "More than half the days", "Nearly every day")
OFTEN = tuple(Option(code=str(n), label=label) for n, label in enumerate(CODES))
CHECK: Pages = (
    Page(
        id="mood",
        title="The last two weeks",
        fields=(
            ChoiceField(
                id="item1",
                label="Little interest or pleasure in doing things",
                optional=True,
                options=OFTEN,
            ),
        ),
    ),
    Page(
        id="dark",
        title="One more question",
        fields=(
            ChoiceField(
                id="item9",
                label="Thoughts that you would be better off dead",
                optional=True,
                options=OFTEN,
            ),
            ScaleField(
                id="trouble",
                label="How hard has this made your days?",
                low="Not hard",
                high="Very hard",
                optional=True,
                shown=Shown(fields=("item1", "item9"), at_least=2),
            ),
        ),
    ),
)
BREATH_FILE = PracticeFile.model_validate(
    {
        "id": "breath", "mindful": False, "minutes": [1, 3, 5], "anchors": ["breath", "hands"],
        "pacer": {"inhale": 4, "exhale": 6},
        "cues": [
            {"at": 0, "say": "settle", "bell": True},
            {"at": 8, "say": "follow"},
            {"at": 20, "say": "go"},
            {"at": 30, "say": "stay", "from": 3},
            {"at": 50, "say": "room", "bell": True},
        ],
    }
)  # fmt: skip
BREATH_WORDS = PracticeWords(
    title="A slow breath",
    about="A breath.",
    caution="If you feel dizzy, breathe in your own way, or stop.",
    cues={
        "settle": "Let your shoulders be as they are.",
        "follow": "Follow the breath in.",
        "go": "And let it go.",
        "stay": "Stay with it a while.",
        "room": "Notice the room again.",
    },
    anchors={
        "breath": {"follow": "Feel the air come in."},
        "hands": {"follow": "Feel your hands, as they rest."},
    },
)
CONTENT = Path(__file__).parents[2] / "content"
DRAFT = read_draft(read_folder(CONTENT))[0]
BREATH = script(BREATH_FILE, BREATH_WORDS, CONTENT, "en")
SCRIPTS = {
    "b": BREATH,
    "m": script(
        DRAFT.practices["mindful-moment"].value,
        DRAFT.practice_words["mindful-moment"]["en"].value,
        CONTENT,
        "en",
    ),
    "r": replace(
        BREATH, lengths=(replace(BREATH.lengths[0], recording="/recording/breath.en.ogg"),)
    ),
}
CALM: Pages = (
    Page(
        id="calm",
        title="A slow breath",
        lead="Sit or lie as you like.",
        fields=(PracticeField(id="seconds", label="Breathe with me", practice="b", minutes=1),),
    ),
)
RECORDED: Pages = (
    Page(
        id="heard",
        title="A slow breath",
        fields=(PracticeField(id="seconds", label="Breathe with me", practice="r", minutes=1),),
    ),
)
REST: Pages = (
    Page(
        id="rest",
        title="A mindful moment",
        fields=(
            PracticeField(id="seconds", label="Begin when you like", practice="m", minutes=3),
        ),
    ),
)
UNITS = (Option(code="minutes", label="Minutes"), Option(code="metres", label="Metres"))
CLOCK: Pages = (
    Page(
        id="clock",
        title="How long",
        fields=(
            ChoiceField(id="unit", label="Counted in", options=UNITS),
            AmountField(
                id="amount", label="How much?", step=0.25, clock="minutes", clock_unit="unit"
            ),
            AmountField(id="night", label="How long in bed?", step=0.25, clock="hours"),
        ),
    ),
)
FORMS = {
    "plan": PLAN, "check": CHECK, "calm": CALM, "rest": REST, "recorded": RECORDED,
    "clock": CLOCK,
}  # fmt: skip
# Every kind, found by file, under its own name.
FORMS |= {f"kind-{name}": kind.pages(kind.example_spec) for name, kind in KINDS.items()}
SCRIPTS |= {
    name: script(placed.value, DRAFT.practice_words[name]["en"].value, CONTENT, "en")
    for name, placed in DRAFT.practices.items()
}


def read_draft(step: str) -> Draft | None:
    path = STORE / f"{step}.draft.json"
    return Draft.model_validate_json(path.read_bytes()) if path.is_file() else None


def save_draft(step: str, typed: DraftTyped) -> None:
    now = datetime.now(UTC)
    draft = Draft(
        key=typed.key, revision=typed.revision, saved_at=now, answers=dict(typed.answers)
    )
    (STORE / f"{step}.draft.json").write_text(draft.model_dump_json())


def take(step: str, sent: Submitted) -> None:
    time.sleep(float(st.query_params.get("slow", 0)))
    with (STORE / f"{step}.sent.jsonl").open("a") as stream:
        stream.write(json.dumps({"key": sent.key, "answers": sent.answers}) + "\n")
    (STORE / f"{step}.draft.json").unlink(missing_ok=True)


@st.fragment
def ask(step: str) -> None:
    state = st.session_state
    asked = Form(
        key=f"ana-{step}-1",
        person="ana",
        step=step,
        pages=FORMS[step],
        locale="en",
        decline=step == "check",
        help_when=(HelpWhen(("item9",), HELP, at_least=1, declined=True),),
        scripts=SCRIPTS,
        today=date.fromisoformat(st.query_params.get("today", "2026-01-05")),
    )
    acked, refused = state.get("acked", ""), state.get("refused")
    event = form(asked, draft=read_draft(step), acked=acked, refused=refused)
    match event:
        case DraftTyped():
            save_draft(step, event)
            again()
        case Submitted(answers={"goal": "refuse me"}):
            problem = {"plan.0.what": "Say a little more here."}
            state.refused = Refused(event.key, event.revision, problem)
            again()
        case Submitted():
            take(step, event)
            state.acked = event.key
            again()


def today() -> None:
    st.title("Good to see you, Ana.", anchor=False)
    step = st.query_params.get("step")
    if step:
        ask(step)
        return
    drawing(
        cairn_svg(4, 9, "Sleep and your body clock", 220),
        "Four so far. The next is about sleep.",
    )
    card(
        "Sleep and your body clock",
        "5 minutes. Part 2 of 6.\n\nHard day? Take the short version.",
        link=("/?step=plan", "Go on where you were"),
    )
    note("Why this next? Sleep got in your way most this week.")
    note("Nobody reads this at night.", attention=True)
    picture(
        Picture(
            svg='<svg viewBox="0 0 200 40" width="200" aria-hidden="true"><path d="M0 30L60 22 '
            '120 25 200 8" stroke="currentColor" stroke-width="2" fill="none"/></svg>',
            sentence="It goes {way} over four weeks.",
            values={"way": "up"},
            head=("Week", "Rating"),
            rows=(("1", "3"), ("4", "7")),
        ),
        "en",
    )


def tools() -> None:
    st.title("Tools", anchor=False)
    for stones in (0, 1, 2, 6, 9):
        drawing(
            cairn_svg(stones, stones * 5, "The next one" if stones < 9 else None, 180),
            "So far.",
        )


def progress() -> None:
    st.title("Progress", anchor=False)
    st.button("A button", type="primary")
    st.button("Another")


def messages() -> None:
    st.title("Messages", anchor=False)
    st.text_area("Your message")


here = st.navigation(
    [
        st.Page(today, title="Today", default=True),
        st.Page(tools, title="Tools"),
        st.Page(progress, title="Progress"),
        st.Page(messages, title="Messages"),
    ],
    position="hidden",
)
chosen = {name: st.query_params.get(name, "") for name in ("text", "contrast", "motion")}
url = "/" + here.url_path
st.html(f"<style>{sheet('patient')}</style>")
LOOK(key="look")
look = dress(
    chosen, "en", page=url + st.query_params.get("step", ""), wide="wide" in st.query_params
)
raw(look + header("en") + tabs(TABS, url, "en"))
here.run()
