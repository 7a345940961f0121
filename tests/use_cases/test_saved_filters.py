"""已存检索: kept by name for oneself or one's office, changed by whoever may, refused with a sentence."""

import pytest

from signing_core.actors import SYSTEM, Role
from signing_core.errors import NotAllowed, NotFound, Problems, Refusal, StalePage
from signing_core.models import SavedFilter
from signing_core.queries import saved_filters as kept
from signing_core.use_cases import saved_filters as acts
from tests import makers

WAITING = {"queue": "waiting", "wanted": {"employer": "星光"}}


def staff(world, role=Role.SCHOOL, college=None):
    """Another account of the school's office, or of a college's."""
    facts = {"school_id": world.school.id} | ({"college_id": college.id} if college else {})
    account = world.saved(makers.an_account(role, **facts))
    return makers.as_college(college, account.id) if college else makers.as_school(world.school, account.id)


def save(world, actor, name="常用", *, shared=False, **filter):
    with world.working(actor) as work:
        return acts.save(work, name=name, shared=shared, **WAITING | filter)


def seen_by(world, actor) -> list[str]:
    with world.services.reading(actor) as work:
        return [one.name for one in kept.everything(work)]


def test_a_private_one_is_its_makers_and_a_shared_one_the_offices(world):
    maker, colleague = staff(world), staff(world)
    college = staff(world, Role.COLLEGE, world.college)
    save(world, maker, "我的")
    save(world, maker, "共用的", shared=True)
    save(world, college, "学院的", shared=True)
    assert seen_by(world, maker) == ["我的", "共用的"]
    assert seen_by(world, colleague) == ["共用的"]
    assert seen_by(world, college) == ["学院的"]
    assert seen_by(world, makers.as_school(world.saved_school())) == []


def test_names_are_taken_once_among_those_one_sees(world):
    maker, colleague = staff(world), staff(world)
    save(world, maker, shared=True)
    for actor in (maker, colleague):
        with pytest.raises(Problems) as refused:
            save(world, actor, " 常用 ")
        assert "已有名为“常用”的检索" in refused.value.by_field["name"]
    save(world, staff(world, Role.COLLEGE, world.college))


@pytest.mark.parametrize("name", ["", "  ", "长" * 31])
def test_a_name_is_wanted_and_short(world, name):
    with pytest.raises(Problems, match="请更正"):
        save(world, staff(world), name)


def test_there_is_something_to_save_and_not_too_much_of_it(world, monkeypatch):
    actor = staff(world)
    with pytest.raises(Refusal, match="没有检索条件"):
        save(world, actor, queue="all", wanted={})
    monkeypatch.setattr(acts, "MOST", 1)
    save(world, actor)
    with pytest.raises(Problems) as refused:
        save(world, actor, "又一个")
    assert "最多保存 1 个检索" in refused.value.by_field["name"]


def test_an_office_shares_no_more_than_its_menu_holds(world, monkeypatch):
    maker, colleague = staff(world), staff(world)
    monkeypatch.setattr(acts, "MOST", 1)
    private = save(world, colleague)
    save(world, maker, "共用的", shared=True)
    with pytest.raises(Problems) as refused, world.working(colleague) as work:
        acts.rename(work, private.public_id, seen=1, name="常用", shared=True)
    assert "最多保存 1 个检索" in refused.value.by_field["name"]


def test_who_saved_a_filter_is_told_by_name(world):
    maker, colleague = staff(world), staff(world)
    save(world, maker, shared=True)
    with world.services.reading(colleague) as work:
        names = kept.makers(work, kept.everything(work))
    assert list(names) == [maker.account_id]
    assert names[maker.account_id]


def test_a_colleague_changes_what_is_shared_but_does_not_take_it_away(world):
    maker, colleague = staff(world), staff(world)
    shared = save(world, maker, shared=True)
    with pytest.raises(NotAllowed, match="只有保存人"), world.working(colleague) as work:
        acts.rename(work, shared.public_id, seen=1, name="新名", shared=False)
    with world.working(colleague) as work:
        acts.rename(work, shared.public_id, seen=1, name="新名", shared=True)
    with pytest.raises(StalePage), world.working(maker) as work:
        acts.delete(work, shared.public_id, seen=1)
    with world.working(colleague) as work:
        acts.replace(work, shared.public_id, seen=2, queue="ending", wanted={})
    with world.services.reading(maker) as work:
        (one,) = kept.everything(work)
    assert (one.name, one.queue, one.wanted, one.account_id) == ("新名", "ending", {}, maker.account_id)
    with world.working(colleague) as work:
        acts.delete(work, shared.public_id, seen=3)
    assert seen_by(world, maker) == []


def test_another_ones_private_filter_is_not_found(world):
    private = save(world, staff(world))
    with pytest.raises(NotFound), world.working(staff(world)) as work:
        acts.delete(work, private.public_id, seen=1)
    with world.services.reading(SYSTEM) as work:
        assert work.session.query(SavedFilter).count() == 1
