"""网签开放设置: open from the first instant of the first day to the last of the last, for one school and cohort."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from signing_core.actors import SYSTEM
from signing_core.errors import BadValue, NotAllowed, NotFound, Problems, StalePage
from signing_core.models import SchoolSettings, SettingsChange
from signing_core.opening_sheet import Changed, Stretch
from signing_core.queries import eligibility
from signing_core.states import ReviewLevels, SigningKind
from signing_core.use_cases import opening
from tests import makers
from tests.dumps import refused

FIRST, LAST = date(2020, 3, 10), date(2020, 6, 30)
OPENS = datetime(2020, 3, 9, 16, tzinfo=UTC)  # midnight in Shanghai
SHUTS = datetime(2020, 6, 30, 16, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def change(world, *, actor=None, school=None, cohort=2020, seen=None, **settings) -> list[Changed]:
    with world.working(actor or makers.as_school(world.school)) as work:
        place = {"school_id": (school or world.school).id, "cohort": cohort}
        return opening.change(work, **place, seen=seen, **settings)


def set_online(world, *, first=FIRST, last=LAST, **about) -> list[Changed]:
    return change(world, online=Stretch(first, last), **about)


def set_paper(world, *, first=FIRST, last=LAST) -> list[Changed]:
    return change(world, paper=Stretch(first, last))


def stored(world, cohort=2020) -> SchoolSettings:
    with world.reading() as work:
        ours = (SchoolSettings.school_id == world.school.id, SchoolSettings.cohort == cohort)
        return work.session.scalars(select(SchoolSettings).where(*ours)).one()


def history(world) -> list[tuple[str, list[list[str]]]]:
    with world.reading() as work:
        entries = work.session.scalars(select(SettingsChange).order_by(SettingsChange.id))
        return [(entry.who, entry.changes) for entry in entries]


def closed_at(world, moment: datetime) -> str:
    world.clock.now = moment
    with world.reading() as work:
        return eligibility.closed_because(work, world.student)


def closed_on_paper_at(world, moment: datetime) -> str:
    world.clock.now = moment
    with world.reading() as work:
        return eligibility.may_not_enter_because(work, world.student, SigningKind.PAPER)


def test_both_days_are_included_to_the_instant(world):
    set_online(world)
    assert closed_at(world, OPENS - INSTANT) == "学校尚未开放电子签约。"
    assert closed_at(world, OPENS) == ""
    assert closed_at(world, SHUTS - INSTANT) == ""
    assert closed_at(world, SHUTS) == "学校的电子签约已经结束。"


def test_paper_has_days_of_its_own(world):
    set_paper(world)
    assert closed_on_paper_at(world, OPENS - INSTANT) == "学校尚未开放纸质签约。"
    assert closed_on_paper_at(world, OPENS) == ""
    assert closed_on_paper_at(world, SHUTS) == "学校的纸质签约已经结束。"
    assert closed_at(world, SHUTS) == ""


def test_a_school_need_not_offer_paper_and_may_take_it_back(world):
    assert closed_on_paper_at(world, OPENS) == "学校尚未开放纸质签约。"
    set_paper(world)
    set_paper(world, first=None, last=None)
    assert closed_on_paper_at(world, OPENS) == "学校尚未开放纸质签约。"


def test_i12_a_last_day_on_paper_needs_a_first(world):
    for channel, stretch, said in (
        ("paper", Stretch(None, LAST), "请填写开始日期。"),
        ("online", Stretch(LAST, FIRST), "截止日期不能早于开始日期。"),
    ):
        with refused(world, kind=Problems) as refusal:
            change(world, **{channel: stretch})
        assert refusal.value.by_field == {channel: said}


def test_without_a_last_day_it_stays_open(world):
    set_online(world, last=None)
    assert closed_at(world, OPENS + timedelta(days=4000)) == ""


def test_one_day_may_be_both_first_and_last(world):
    set_online(world, last=FIRST)
    assert closed_at(world, OPENS) == ""
    assert closed_at(world, OPENS + timedelta(days=1)) == "学校的电子签约已经结束。"


def test_without_settings_signing_is_not_open(world):
    student = world.saved_student(cohort=2021)
    with world.reading() as work:
        assert eligibility.closed_because(work, student) == "学校尚未开放电子签约。"


def test_each_cohort_has_its_own_settings_and_a_change_replaces_them(world):
    set_online(world, cohort=2021)
    set_online(world, cohort=2021, first=date(2021, 1, 1), last=None)
    with world.reading() as work:
        cohorts = work.session.scalars(select(SchoolSettings.cohort).order_by(SchoolSettings.cohort)).all()
    assert cohorts == [2020, 2021]


def test_i12_only_the_school_changes_them(world):
    for actor in (
        makers.as_student(world.student),
        makers.as_employer(world.employer),
        makers.as_college(world.college),
        makers.as_province(),
    ):
        with refused(world, kind=NotAllowed):
            change(world, actor=actor, minimum_wage=2010)
    assert set_online(world, actor=SYSTEM)


@pytest.mark.parametrize("cohort", [2020, 2021])
def test_i12_a_school_changes_its_own_only(world, cohort):
    other = world.saved_school()
    with refused(world, kind=NotFound):
        set_online(world, school=other, cohort=cohort)


@pytest.mark.parametrize(
    ("typed", "wage"), [("", None), (" ", None), ("2,010", 2010), ("500", 500), ("２０００", 2000)]
)
def test_a_minimum_wage_is_whole_yuan_or_nothing(typed, wage):
    assert opening.minimum_wage(typed) == wage


@pytest.mark.parametrize("typed", ["499", "20001", "0", "2010.5", "面议"])
def test_a_minimum_wage_that_cannot_be_is_refused(typed):
    with pytest.raises(BadValue, match="请填写 500 至 20,000 之间的整数，单位为元。"):
        opening.minimum_wage(typed)


def test_a_change_is_kept_with_who_made_it_and_what_each_setting_was(world):
    change(world, actor=makers.as_school(world.school), rescission_cap=2, reply_days=7)
    change(world, review_levels=ReviewLevels.SCHOOL, minimum_wage=2010)
    assert [changes for _, changes in history(world)] == [
        [["反馈有效期默认天数", "5 天", "7 天"], ["学生申请解约次数上限", "不限", "2 次"]],
        [["审核级别", "院系或学校审核", "仅由学校审核"], ["当地最低工资", "未设置", "2,010 元/月"]],
    ]
    assert {who for who, _ in history(world)} == {makers.as_school(world.school).name}


def test_the_first_settings_of_a_cohort_are_a_change_too(world):
    assert set_online(world, cohort=2021) == [("电子签约开放日期", "不开放", "2020-03-10 至 2020-06-30")]
    assert len(history(world)) == 1


def test_what_is_not_given_stays_and_what_is_the_same_is_no_change(world):
    change(world, rescission_cap=3)
    opened, version = stored(world).online_from, stored(world).version
    assert change(world, rescission_cap=3) == []
    change(world, reply_days=9)
    assert (stored(world).rescission_cap, stored(world).online_from) == (3, opened)
    assert (stored(world).version, len(history(world))) == (version + 1, 2)


def test_i12_settings_that_somebody_else_saved_meanwhile_are_not_overwritten(world):
    seen = stored(world).version
    change(world, reply_days=9)
    with refused(world, "刚被其他人修改过", StalePage):
        change(world, seen=seen, reply_days=3)
    change(world, seen=stored(world).version, reply_days=3)
    assert stored(world).reply_days == 3


def test_i12_settings_that_somebody_else_made_meanwhile_are_not_overwritten(world):
    set_online(world, cohort=2021, seen=0)
    with refused(world, "刚被其他人修改过", StalePage):
        set_online(world, cohort=2021, seen=0, last=None)


@pytest.mark.parametrize("act", [update(SettingsChange).values(who="别人"), delete(SettingsChange)])
def test_the_history_cannot_be_changed(world, act):
    change(world, reply_days=9)
    with pytest.raises(DBAPIError, match="append-only"), world.working(SYSTEM) as work:
        work.session.execute(act)
    assert history(world)[0][0] == makers.as_school(world.school).name


@pytest.mark.parametrize("typed", ["0", "31", "五"])
def test_reply_days_are_one_to_thirty(typed):
    with pytest.raises(BadValue, match="1 至 30"):
        opening.reply_days(typed)
