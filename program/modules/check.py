"""Content checked as a whole: every problem at once, each with file, line and advice."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from program.ids import ProgramId
from program.modules.checks.help_lines import check_help
from program.modules.checks.instruments import check_instruments
from program.modules.checks.lessons import check_lessons
from program.modules.checks.names import check_names
from program.modules.checks.path import check_path
from program.modules.checks.practices import check_practices
from program.modules.checks.remarks import check_remarks
from program.modules.checks.rules import check_rules, check_unsound
from program.modules.checks.sentences import check_sentences
from program.modules.checks.texts import check_texts
from program.modules.checks.unfinished import check_unfinished
from program.modules.checks.unseen import check_unseen
from program.modules.checks.versions import check_versions
from program.modules.checks.words import check_words
from program.modules.draft import Draft
from program.modules.issues import Issue
from program.modules.program import Program


def check(
    draft: Draft, *, today: date | None, before: Mapping[ProgramId, Program]
) -> Iterator[Issue]:
    """All that is wrong with a draft beyond what single files show."""
    yield from check_remarks(draft)
    yield from check_unseen(draft)
    yield from check_names(draft)
    yield from check_rules(draft)
    yield from _sound_rules(draft)
    yield from check_unsound(draft)
    yield from check_path(draft)
    yield from check_practices(draft)
    published = [one.file for old in before.values() for one in old.instruments.values()]
    yield from check_instruments(draft, published)
    yield from check_words(draft)
    yield from check_lessons(draft)
    yield from check_texts(draft)
    yield from check_sentences(draft)
    yield from check_unfinished(draft)
    yield from check_help(draft, today)
    yield from check_versions(draft, before)


def _sound_rules(draft: Draft) -> Iterator[Issue]:
    """What is wrong with rules that can be read, in a file in which others cannot: nobody is
    to mend ten mistakes one after the other. What only the whole file can tell is left out."""
    files = {placed.file for placed in draft.sound_rules.values()}
    for issue in check_rules(replace(draft, rules=draft.sound_rules)):
        if issue.file in files:
            yield issue
