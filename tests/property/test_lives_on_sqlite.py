"""Random lives of a school on SQLite, step by step against the pure model."""

from tests.figures import Record, note
from tests.property.cast import PASSES, TRIGGERS, WHAT_ELSE
from tests.property.lives import STEPS_OF_A_LIFE, live_on


def test_product_and_model_agree_at_every_step(record_property: Record) -> None:
    count = live_on("sqlite")
    note(record_property, f"random lives, SQLite: {count}")
    assert count.steps >= 0.8 * count.lives * STEPS_OF_A_LIFE
    assert count.done.keys() >= {*TRIGGERS, *PASSES}
    assert all((+count.done_to[kind]).keys() >= wanted for kind, wanted in WHAT_ELSE.items())
    assert count.by_clock.keys() == {"expired", "lapsed", "reminded"}
    assert all(count.done.values()), "a trigger that never happened was not tested"
