"""修改单位信息: the reviewer's corrections stand beside the agreed terms, and the trail says what changed."""

import pytest

from signing_core.errors import NotAllowed, NotFound, Problems, Refusal, StalePage
from signing_core.models import TrailEntry
from signing_core.queries.signings import terms_of, trail_of
from signing_core.queries.unit_data import current
from signing_core.states import SigningState
from signing_core.use_cases import rescind, unit_data
from tests import invariants, makers
from tests.dumps import refused

AS_REGISTERED = {
    "unit_nature": "其他企业",
    "unit_industry": "制造业",
    "unit_place": "湖北省武汉市洪山区",
    "unit_address": "珞狮路1号",
}
CORRECTED = AS_REGISTERED | {"unit_nature": "国有企业", "unit_address": ""}
COLUMNS = tuple(AS_REGISTERED)


def correct(world, signing, *, actor=None, seen=None, **unit):
    with world.working(actor or makers.as_school(world.school)) as work:
        seen = signing.version if seen is None else seen
        return unit_data.correct(work, signing.public_id, seen=seen, unit=AS_REGISTERED | unit)


def stored(world, signing) -> tuple:
    fresh = world.fresh(signing)
    return tuple(getattr(fresh, column) for column in COLUMNS)


def last_entry(world, signing) -> TrailEntry:
    with world.reading() as work:
        return trail_of(work, signing)[0]


def test_what_differs_is_kept_on_the_signing_and_read_in_place_of_the_registered(world):
    signing = correct(world, world.accepted(), **CORRECTED)
    assert stored(world, signing) == ("国有企业", None, None, "")
    with world.reading() as work:
        fresh = work.session.merge(signing)
        assert current(fresh, terms_of(work, fresh).content) == CORRECTED
    assert world.fresh(world.employer).nature == "其他企业"


def test_the_frozen_terms_the_agreed_version_and_the_state_stay(world):
    signing = world.approved()
    with world.reading() as work:
        before = terms_of(work, signing).sha256
    after = correct(world, signing, **CORRECTED)
    assert (after.state, after.number, after.agreed_version) == (signing.state, signing.number, signing.agreed_version)
    with world.reading() as work:
        assert terms_of(work, after).sha256 == before


def test_i3_the_trail_says_once_what_changed_and_the_list_says_when(world):
    signing = world.accepted()
    world.clock.forward(hours=1)
    signing = correct(world, signing, **CORRECTED)
    entry = last_entry(world, signing)
    assert (entry.label, entry.state_before, entry.state_after) == ("修改单位信息", signing.state, signing.state)
    assert entry.remark == "单位性质由“其他企业”改为“国有企业”；单位地址由“珞狮路1号”改为“空”"
    assert signing.last_act_at == world.clock()
    with world.reading() as work:
        assert invariants.broken(work) == []


def test_a_remark_that_would_be_too_long_says_the_new_values(world):
    places = ("甘肃省临夏回族自治州积石山保安族东乡族撒拉族自治县", "电力、热力、燃气及水生产和供应业")
    signing = correct(world, world.accepted(), unit_address="路" * 120)
    changed = {"unit_nature": "高等教育单位", "unit_industry": places[1], "unit_place": places[0]}
    signing = correct(world, signing, unit_address="街" * 120, **changed)
    remark = last_entry(world, signing).remark
    assert len(remark) <= 200
    assert remark.endswith("单位地址改为" + "街" * 120)


def test_correcting_back_to_the_registered_takes_the_correction_away(world):
    signing = correct(world, world.accepted(), **CORRECTED)
    assert stored(world, correct(world, signing)) == (None, None, None, None)


def test_i11_a_rescinded_signing_can_be_corrected_and_stays_rescinded(world):
    signing = world.approved()
    with world.working(makers.as_school(world.school)) as work:
        signing = rescind.force(work, signing.public_id, seen=signing.version, reason="双方协商一致")
    assert correct(world, signing, **CORRECTED).state is SigningState.RESCINDED
    with world.reading() as work:
        assert invariants.broken(work) == []


def test_i12_a_form_that_changes_nothing_leaves_no_entry(world):
    signing = world.accepted()
    with refused(world, "单位信息没有改动。", Refusal):
        correct(world, signing)


def test_i12_every_wrong_field_is_named_and_nothing_is_kept(world):
    signing = world.accepted()
    wrong = {"unit_nature": "私塾", "unit_place": "火星", "unit_industry": ""}
    with refused(world, kind=Problems):
        correct(world, signing, **wrong)
    with pytest.raises(Problems) as caught:
        correct(world, signing, **wrong)
    assert caught.value.by_field.keys() == wrong.keys()


def test_i10_nobody_corrects_on_another_version_than_the_one_shown(world):
    signing = correct(world, world.accepted(), **CORRECTED)
    with refused(world, kind=StalePage):
        correct(world, signing, seen=signing.version - 1)


def test_i10_only_staff_in_scope_correct_and_only_what_the_console_shows(world):
    signing, invited = world.accepted(), world.invited(world.saved_student())
    for actor in (makers.as_student(world.student), makers.as_employer(world.employer), makers.as_province()):
        with refused(world, kind=NotAllowed):
            correct(world, signing, actor=actor, **CORRECTED)
    for actor in (
        makers.as_school(world.saved_school()),
        makers.as_college(world.saved(makers.a_college(world.school))),
    ):
        with refused(world, kind=NotFound):
            correct(world, signing, actor=actor, **CORRECTED)
    with refused(world, kind=NotFound):
        correct(world, invited, **CORRECTED)
    assert correct(world, signing, actor=makers.as_college(world.college), **CORRECTED)
