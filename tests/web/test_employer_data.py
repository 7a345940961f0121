"""数据管理: tabs, filters, and the list as a workbook."""

from io import BytesIO

import openpyxl
import pytest

from signing_core.sheets import INVITATION_COLUMNS
from signing_core.states import SigningState
from tests import makers


@pytest.fixture
def two(world):
    """A student of our school who declined, one of another school and cohort whose invitation expired."""
    far = world.saved_school(name="远方大学")
    other = world.saved_student(
        world.saved(makers.a_college(far)), name="=王五", cohort=2021, major="工商管理", education="硕士生毕业"
    )
    world.saved(makers.an_online_signing(world.student, world.employer, state=SigningState.DECLINED))
    world.saved(makers.an_online_signing(other, world.employer, state=SigningState.EXPIRED, agreed_version=None))
    return world.student, other


def exported(client, **asked):
    with client.get("/employer/data/export", **asked) as answer:
        assert answer.headers["Content-Disposition"].endswith(".xlsx")
        return openpyxl.load_workbook(BytesIO(answer.data)).active


def rows_of(client, **asked) -> list[tuple]:
    return list(exported(client, **asked).iter_rows(values_only=True))


@pytest.mark.parametrize(
    "asked",
    [
        {"school": "远方"},
        {"cohort": "2021"},
        {"name": "王五"},
        {"major": "工商"},
        {"status": "已过期"},
        {"school": "远方", "cohort": "2021", "name": "王", "major": "管理", "status": "已过期"},
    ],
)
def test_each_filter_narrows_the_list_and_its_export(site, two, asked):
    ours, other = two
    employer = site.employer()
    page = employer.get("/employer/data", tab="closed", **asked).text
    assert other.name in page
    assert ours.name not in page
    header, row = rows_of(employer, tab="closed", **asked)
    assert header == tuple(INVITATION_COLUMNS.values())
    assert (row[0], row[1], row[8]) == ("远方大学", other.name, "已过期")


@pytest.mark.parametrize("asked", [{"status": "待应约"}, {"cohort": "1999"}, {"name": "无此人"}])
def test_what_nobody_matches_is_an_empty_list(site, two, asked):
    page = site.employer().get("/employer/data", tab="closed", **asked).text
    assert ("暂无数据" in page) == ("cohort" not in asked)


def test_the_export_has_the_tab_in_its_order_masked_and_as_text(site, world, two):
    ours, other = two
    world.invited(world.saved_student())
    cells = exported(site.employer(), tab="closed")
    assert [cell.value for cell in cells["B"]] == ["姓名", other.name, ours.name]
    assert cells["B2"].data_type == "s"
    assert cells["C2"].value == "*" * 14 + other.id_number[-4:]
    assert cells["C3"].value == f"{ours.id_number[:6]}*****{ours.id_number[-4:]}"
    assert (cells["G2"].is_date, cells["G2"].number_format) == (True, "yyyy.mm.dd")
    assert cells["J2"].value is None


def test_only_the_ticked_rows_are_exported_where_some_are_ticked(site, world):
    first, _ = world.invited(), world.invited(world.saved_student())
    rows = rows_of(site.employer(), tab="waiting", rowid=first.public_id)
    assert [row[1] for row in rows] == ["姓名", first.student_name]


def test_another_employers_rows_are_in_no_export(site, world):
    signing = world.invited(world.saved_student(), world.saved(makers.an_employer()))
    assert len(rows_of(site.employer(), tab="waiting", rowid=signing.public_id)) == 1


def test_what_looks_odd_in_the_address_is_no_error(site, world):
    world.invited()
    for asked in ({"cohort": "9" * 30}, {"name": "\x01"}, {"tab": "?"}, {"page": "-7"}, {"school": "%_'\"\\"}):
        assert site.employer().get("/employer/data", **asked).status_code == 200
