"""Programs with rules drawn at random: what is proven of them never happens to anybody, what
does happen is shown, and the proof reads the engine right."""

import pytest

from tests.random_programs import told_wrong


@pytest.mark.parametrize("seed", [3, 7, 32, 59, 88, *range(100, 115)])
def test_what_people_meet_in_a_program_drawn_at_random_is_as_verify_says(seed):
    assert told_wrong(seed, people=15) == []
