"""签约审核 by workbook: the exported list filled in and handed back, matched, checked whole, nothing guessed."""

import io

import openpyxl
import pytest

from importers import reviews
from importers.bad_workbook import BadWorkbook
from signing_core.actors import Role
from signing_core.models import Opinion
from signing_core.queries import bulk_rows, narrowing, review_queues
from signing_core.use_cases import review
from tests import makers

HEAD = ["学号", "协议书编号", "审核意见", "原因"]


@pytest.fixture
def question():
    return narrowing.Question(cohort=makers.COHORT, queue=review_queues.MINE, role=Role.SCHOOL)


def a_file(*rows, head=HEAD) -> bytes:
    return "\n".join(",".join(row) for row in [head, *rows]).encode("gb18030")


def read(world, question, data: bytes, name="审核表.csv"):
    with world.reading(makers.as_school(world.school)) as work:
        return reviews.read(work, data, name, question)


def exported(world, question) -> openpyxl.Workbook:
    with world.reading(makers.as_school(world.school)) as work:
        return openpyxl.load_workbook(io.BytesIO(reviews.sheet(bulk_rows.of_list(work, question, most=100))))


def handed_back(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_exported_sheet_filled_in_means_just_its_rows_in_their_versions(world, question):
    first, second = world.accepted(), world.accepted(world.saved_student())
    book = exported(world, question)
    sheet = book["签约审核"]
    assert [cell.value for cell in sheet[1]][:1] == ["学号*"]
    sheet["G3"], sheet["G4"], sheet["H4"] = "通过", "不通过", "材料不实。"
    found = read(world, question, handed_back(book), "审核表.xlsx")
    assert {(one.signing, one.seen, one.opinion, one.reason, one.said) for one in found.wanted} == {
        (second.public_id, second.version, Opinion.PASS, "", ""),
        (first.public_id, first.version, Opinion.REFUSE, "材料不实。", ""),
    }


def test_rows_left_empty_are_left_alone(world, question):
    world.accepted()
    found = read(world, question, handed_back(exported(world, question)), "审核表.xlsx")
    assert (found.wanted, found.left_alone) == ([], 1)


def test_a_row_that_changed_since_its_export_keeps_the_old_version(world, question):
    signing = world.accepted()
    book = exported(world, question)
    book["签约审核"]["G3"] = "通过"
    with world.working(makers.as_school(world.school)) as work:
        review.reject(work, signing.public_id, seen=signing.version, reason="材料不全")
    (one,) = read(world, question, handed_back(book), "审核表.xlsx").wanted
    assert one.seen == signing.version < world.fresh(signing).version


def test_four_columns_are_enough_and_mean_what_waits_for_the_actor(world, question):
    signing = world.accepted()
    (one,) = read(world, question, a_file([world.student.student_number, "", "通过", ""])).wanted
    assert (one.signing, one.seen) == (signing.public_id, signing.version)


def test_an_agreement_number_names_its_signing(world, question):
    signing = world.approved()
    (one,) = read(world, question, a_file([world.student.student_number, signing.number, "不通过", "有误。"])).wanted
    assert (one.signing, one.number) == (signing.public_id, signing.number)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        (["{number}", "", "同意", ""], "审核意见只能填写：通过、不通过。"),
        (["{number}", "", "不通过", " "], "审核意见为不通过时，请填写原因。"),
        (["2019999999", "", "通过", ""], "该学号没有正在等待您审核的签约。"),
        (["{number}", "1202099999999999", "通过", ""], "没有找到这份签约，请核对学号和编号。"),
        (["{number}", "", "不通过", "长" * 201], "200"),
    ],
)
def test_a_wrong_row_says_its_number_and_why(world, question, cells, sentence):
    world.accepted()
    row = [cell.format(number=world.student.student_number) for cell in cells]
    (one,) = read(world, question, a_file(row)).wanted
    assert one.said.startswith("第 2 行：")
    assert sentence in one.said
    assert one.signing == ""


def test_the_same_signing_twice_is_wrong_both_times(world, question):
    world.accepted()
    row = [world.student.student_number, "", "通过", ""]
    found = read(world, question, a_file(row, row))
    assert [one.said for one in found.wanted] == [
        "第 2 行：与第 3 行是同一份签约。",
        "第 3 行：与第 2 行是同一份签约。",
    ]


def test_i10_a_signing_of_another_school_is_not_found(world, question):
    elsewhere = world.saved(makers.a_college(world.saved_school()))
    stranger = world.saved_student(elsewhere)
    signing = world.accepted(stranger)
    row = [stranger.student_number, "", "通过", "", f"{signing.public_id}:{signing.version}"]
    (one,) = read(world, question, a_file(row, head=[*HEAD, "记录编号"])).wanted
    assert "没有找到这份签约" in one.said


def test_a_file_without_the_columns_is_refused(world, question):
    with pytest.raises(BadWorkbook, match="审核意见"):
        read(world, question, a_file(["1", "2"], head=["学号", "姓名"]))
