"""Whatever people do, in whatever order, while authors write and publish: every page can be
shown, nothing is lost, and the history proves itself."""

import pytest

from tests.wandering import gone_wrong


@pytest.mark.parametrize("seed", range(8))
def test_anything_in_any_order_leads_to_pages_that_can_be_shown_and_a_history_that_holds(seed):
    assert gone_wrong(seed, acts=250) == []
