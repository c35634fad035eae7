"""A cohort of invented people, played over the cores and written out as it is played.

Each person is played from the seed and their own number alone, and rows are written in the
order of their codes, so the files are the same to the byte whatever number of processes made
them.
"""

import gc
import hashlib
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from program import ENGINE
from program.export.codes import codes
from program.export.describe import Tally as Written
from program.export.folder import table_files, whole_folder
from program.export.notes import write_notes
from program.ids import ParticipantId
from program.simulate.player import Chunk, Cohort, Player
from program.simulate.report import write_report
from program.simulate.summary import Summary
from program.simulate.tally import Tally

_AT_A_TIME = 20

Progress = Callable[[int, int], None]


def write_cohort(
    out: Path,
    cohort: Cohort,
    files: Mapping[str, str],
    processes: int = 1,
    progress: Progress = lambda done, of: None,
) -> Summary:
    """Play a cohort and write what the research export has, `summary.json` and `summary.md`
    into the folder `out`, which appears only when all is there.

    files: what the program is made of, path -> text. Memory does not grow with the people.
    Raises Taken when `out` holds something; OSError.
    """
    tally, written = Tally(), Written("simulated")
    with whole_folder(out) as part:
        with table_files(part, "simulated") as tables:
            for chunk in _played(cohort, processes, progress):
                for name, text in chunk.texts.items():
                    tables[name].write(text)
                written.rows.update(chunk.rows)
                tally.add(chunk.tally)
        _tell(written, cohort)
        summary = tally.summary(cohort.program, cohort.participants, cohort.weeks, cohort.seed)
        write_report(part, summary)
        write_notes(part, written, cohort.end, lambda content: files)
    return summary


def play_cohort(cohort: Cohort, progress: Progress = lambda done, of: None) -> Summary:
    """The same without tables, in this process: for a page."""
    tally, player = Tally(), Player(cohort)
    people = [who for who, _ in _people(cohort)]
    for done, who in enumerate(people, start=1):
        persona, course, clinic = player.play(who)
        events = clinic.stores.events.read(who)
        tally.count(persona, events, course.record, cohort.program.plan, cohort.weeks)
        progress(done, len(people))
    return tally.summary(cohort.program, cohort.participants, cohort.weeks, cohort.seed)


def _people(cohort: Cohort) -> list[tuple[ParticipantId, str]]:
    """Everyone with their code, in the order of the codes. The codes come from the seed."""
    who = [ParticipantId(f"s-{n:06d}") for n in range(1, cohort.participants + 1)]
    return [*codes(who, hashlib.sha256(f"simulate/{cohort.seed}".encode()).digest()).items()]


def _played(cohort: Cohort, processes: int, progress: Progress) -> Iterator[Chunk]:
    people, done = _people(cohort), 0
    chunks = [people[n : n + _AT_A_TIME] for n in range(0, len(people), _AT_A_TIME)]
    with _over_cores(cohort, processes) as play:
        for chunk in play(chunks):
            yield chunk
            done += chunk.people
            progress(done, len(people))


Play = Callable[[list[list[tuple[ParticipantId, str]]]], Iterator[Chunk]]


@contextmanager
def _over_cores(cohort: Cohort, processes: int) -> Iterator[Play]:
    """Something that plays chunks and gives them back in their order.

    Processes are forked, so that the program they play, which takes long to read, is there.
    """
    if processes == 1:
        player = Player(cohort)
        yield lambda chunks: map(player.chunk, chunks)
        return
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, context, _begin, (cohort,)) as pool:
        yield lambda chunks: pool.map(_chunk, chunks)


_player: list[Player] = []


def _begin(cohort: Cohort) -> None:
    """Garbage is looked for once a chunk, and only among what is new: a sixth of the time went
    into looking within, and what is kept to be used again is never garbage. Ctrl+C is for
    its parent, which then waits for no more than the chunk at hand."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _player[:] = [Player(cohort)]
    gc.freeze()
    gc.disable()


def _chunk(people: list[tuple[ParticipantId, str]]) -> Chunk:
    made = _player[0].chunk(people)
    gc.collect()
    gc.freeze()
    return made


def _tell(written: Written, cohort: Cohort) -> None:
    content = cohort.program.hash
    written.programs[content] = cohort.program
    written.enrolments[content] = cohort.participants
    written.engines.add(ENGINE)
