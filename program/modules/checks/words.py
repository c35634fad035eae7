"""Every sentence a structure file calls for is there: in English always, elsewhere noted."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from program.instruments.spec import InstrumentFile, InstrumentWords
from program.modules.draft import ByLocale, Draft
from program.modules.issues import Issue, nearest
from program.modules.practice import PracticeFile, PracticeWords
from program.modules.spec import LessonStep, ModuleFile
from program.modules.strict_yaml import Place
from program.modules.typed import Placed
from program.words import SOURCE
from program.words import locales as read_by_somebody

W = TypeVar("W")
Sentences = Mapping[tuple[str, ...], Place]
"""Name of a sentence in a words file -> where it is called for, or where it stands."""


@dataclass(frozen=True)
class _Pair:
    """A structure file, the sentences it calls for, and the words there are by locale."""

    placed: Placed[Any]
    wanted: Sentences
    given: Mapping[str, tuple[Placed[Any], Sentences]]


def check_words(draft: Draft) -> Iterator[Issue]:
    """Missing files, missing sentences, sentences that nothing calls for, and languages that
    nobody can choose."""
    yield from _unread(draft)
    for pair in _pairs(draft):
        for locale in locales(draft):
            path = f"{pair.placed.file.removesuffix('.yaml')}.{locale}.yaml"
            if path not in draft.files:
                yield from _no_file(pair, path, locale)
            elif locale in pair.given:
                yield from _missing(pair, locale)
                yield from _spare(pair, locale)


def _unread(draft: Draft) -> Iterator[Issue]:
    """A note for each language of the content that the interface does not have."""
    for locale in locales(draft):
        if locale not in read_by_somebody():
            path = next(path for path in sorted(draft.files) if f".{locale}." in path)
            message = f"Nobody reads this yet: the interface has no {locale}."
            advice = f"people can choose it once program/words/{locale}.po is there"
            yield Issue(path, 1, "language-of-nobody", message, advice, "note")


def locales(draft: Draft) -> tuple[str, ...]:
    """English, and every language in which anything is written."""
    return (SOURCE, *sorted({locale for _, locale in draft.words()} - {SOURCE}))


def _pairs(draft: Draft) -> Iterator[_Pair]:
    for name, program in draft.programs.items():
        yield _pair(program, {}, draft.program_words.get(name, {}), lambda _: {})
    for name, rules in draft.rules.items():
        called: Sentences = {(rule.id,): (n, "id") for n, rule in enumerate(rules.value)}
        said = draft.rule_words.get(name, {})
        yield _pair(rules, called, said, lambda words: {(key,): (key,) for key in words})
    for name, module in draft.modules.items():
        told = draft.module_words.get(name, {})
        yield _pair(module, _steps(module.value), told, lambda w: _under("steps", w.steps))
    for name, practice in draft.practices.items():
        spoken = draft.practice_words.get(name, {})
        yield _pair(practice, _cues(practice.value), spoken, _spoken)
    for name, instrument in draft.instruments.items():
        asked = draft.instrument_words.get(name, {})
        if instrument.value.wording == "pack" and SOURCE not in asked:
            continue  # nobody has brought its wording; a program that asks it is told
        yield _pair(instrument, _items(instrument.value), asked, _answers)


def _pair(
    placed: Placed[Any], wanted: Sentences, by: ByLocale[W], have: Callable[[W], Sentences]
) -> _Pair:
    return _Pair(placed, wanted, {at: (words, have(words.value)) for at, words in by.items()})


def _under(key: str, words: Mapping[str, object]) -> Sentences:
    return {(key, name): (key, name) for name in words}


def _steps(file: ModuleFile) -> Sentences:
    steps = enumerate(file.steps)
    return {
        ("steps", s.id): ("steps", n, "id") for n, s in steps if not isinstance(s, LessonStep)
    }


def _cues(file: PracticeFile) -> Sentences:
    wanted: dict[tuple[str, ...], Place] = {
        ("cues", cue.say): ("cues", n, "say") for n, cue in enumerate(file.cues)
    }
    for n, anchor in enumerate(file.anchors):
        wanted["anchors", anchor] = ("anchors", n)
    return wanted


def _spoken(words: PracticeWords) -> Sentences:
    """An anchor without a sentence of its own says nothing; which cue each of its sentences
    stands for is looked at with the practices."""
    chosen = {str(anchor): said for anchor, said in words.anchors.items() if said}
    return {**_under("cues", words.cues), **_under("anchors", chosen)}


def _items(file: InstrumentFile) -> Sentences:
    wanted: dict[tuple[str, ...], Place] = {}
    for n, item in enumerate(file.items):
        wanted["items", item.id] = ("items", n, "id")
        if item.type == "choice":
            for at, code in enumerate(item.codes):
                wanted["items", item.id, "options", code] = ("items", n, "codes", at)
        else:
            wanted["items", item.id, "low"] = wanted["items", item.id, "high"] = ("items", n)
    for n, scale in enumerate(file.scales):
        for at, band in enumerate(scale.bands):
            wanted["bands", band.id] = ("scales", n, "bands", at)
    return wanted


def _answers(words: InstrumentWords) -> Sentences:
    given: dict[tuple[str, ...], Place] = dict(_under("bands", words.bands))
    for name, item in words.items.items():
        given["items", name] = ("items", name)
        for code in item.options:
            given["items", name, "options", code] = ("items", name, "options", code)
        for end in ("low", "high"):
            if getattr(item, end):
                given["items", name, end] = ("items", name, end)
    return given


def _no_file(pair: _Pair, path: str, locale: str) -> Iterator[Issue]:
    name = path.rpartition("/")[2]
    if pair.wanted or not name.startswith("rules."):
        message = f"There are no words in {locale} for this file."
        note = locale != SOURCE
        yield pair.placed.issue("missing-words", message, f"write {name}", note=note)


def _missing(pair: _Pair, locale: str) -> Iterator[Issue]:
    words, have = pair.given[locale]
    for name, place in pair.wanted.items():
        if name not in have and not _told_above(name, have, pair.wanted):
            message = f"{'.'.join(name)} has no words in {locale}."
            advice = f"write them in {words.file}"
            note = locale != SOURCE
            yield pair.placed.issue("missing-words", message, advice, *place, note=note)


def _told_above(name: tuple[str, ...], have: Sentences, wanted: Sentences) -> bool:
    """Whether the whole of which this is a part lacks already, and is reported."""
    return any(name[:n] in wanted and name[:n] not in have for n in range(1, len(name)))


def _spare(pair: _Pair, locale: str) -> Iterator[Issue]:
    words, have = pair.given[locale]
    for name, place in have.items():
        if name not in pair.wanted and (len(name) < 3 or name[:2] in pair.wanted):
            message = f"Nothing asks for the words {'.'.join(name)}."
            peers = [other[-1] for other in pair.wanted if other[:-1] == name[:-1]]
            advice = nearest(name[-1], peers) if peers else "take them out"
            yield words.issue("spare-words", message, advice, *place)
