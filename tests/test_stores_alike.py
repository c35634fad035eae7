"""TinyDB and memory answer alike, whatever is asked of them in whatever order."""

from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from program.events import ExerciseSaved, keep_text
from program.storage.memory import memory_stores
from program.storage.open import open_stores
from program.storage.ports import Conflict, Draft, Stores
from tests.make import ANA, BEN, MONDAY, stamp

people = st.sampled_from([ANA, BEN])
keys = st.sampled_from([None, "k-1", "k-2"])
texts = st.lists(st.text(max_size=5), min_size=1, max_size=3)


def wrote(words: str, n: int):
    fact = ExerciseSaved(
        module=None, step="s", kind="k", answers={"n": 1.5}, texts={"a": keep_text(words, "s")}
    )
    return stamp(fact, n=n)


class Alike(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        self.memory = memory_stores()
        self.tiny = open_stores(f"tinydb:{self.folder.name}")

    def teardown(self):
        self.folder.cleanup()

    def both(self, ask):
        """Ask both the same; a refusal is an answer too."""
        assert _answer(ask, self.memory) == _answer(ask, self.tiny)

    @rule(who=people, words=texts, key=keys, behind=st.sampled_from([0, 0, 0, 1]))
    def append(self, who, words, key, behind):
        after = len(self.memory.events.read(who)) - behind
        facts = [wrote(text, n) for n, text in enumerate(words, start=1)]
        self.both(lambda stores: stores.events.append(who, facts, after=after, key=key))

    @rule(who=people, since=st.integers(-1, 5))
    def read(self, who, since):
        self.both(lambda stores: stores.events.read(who, since=since))

    @rule(who=people, key=keys.filter(bool))
    def kept(self, who, key):
        self.both(lambda stores: stores.events.kept(who, key))

    @rule(who=st.just(BEN))
    def erase(self, who):
        self.both(lambda stores: stores.events.erase(who))
        self.both(lambda stores: stores.drafts.erase(who))

    @rule(who=people, revision=st.integers(1, 4), key=keys.filter(bool), text=st.text())
    def save_draft(self, who, revision, key, text):
        draft = Draft(key=key, revision=revision, saved_at=MONDAY, answers={"a": text})
        self.both(lambda stores: stores.drafts.save(who, "s", draft))

    @rule(who=people, key=keys.filter(bool))
    def remove_draft(self, who, key):
        self.both(lambda stores: stores.drafts.remove(who, "s", key))

    @rule()
    def restart(self):
        self.tiny = open_stores(f"tinydb:{self.folder.name}")

    @invariant()
    def the_same_is_there(self):
        self.both(lambda stores: (stores.events.heads(), stores.events.erased()))
        for who in (ANA, BEN):
            self.both(lambda stores, who=who: stores.events.lines(who))
            self.both(lambda stores, who=who: stores.drafts.read(who, "s"))


def _answer(ask, stores: Stores):
    try:
        return ask(stores)
    except Conflict as refused:
        return type(refused).__name__


TestAlike = Alike.TestCase
TestAlike.settings = settings(max_examples=40, stateful_step_count=25)
