"""Many random lives on both stores: nobody is shown an answer that is not for them."""

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings

from models.store import Store
from tests.clock import FakeClock
from tests.services.oracle import LIVES, Life, Over, live, settle

pytestmark = pytest.mark.campaign


@pytest.fixture
async def cast(store: Store) -> dict[str, int]:
    return await store.write(settle)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=LIVES)
async def test_no_life_of_sixty_shows_an_answer_to_someone_it_is_not_for(
    store: Store, clock: FakeClock, cast: dict[str, int], life: Life
) -> None:
    with pytest.raises(Over):
        await store.write(partial(live, clock=clock, ids=cast, life=life))
