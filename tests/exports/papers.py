"""Paper agreements to draw: what a student types, and the sheet of it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

from signing_core.catalogues.paper import PAPER
from signing_core.fields import clean
from signing_core.paper_sheet import PREVIEW, PaperSheet

MADE_AT = datetime(2020, 3, 4, 7, 40, tzinfo=UTC)
STUDENT = SimpleNamespace(
    name="王喆堃",
    gender="女",
    id_number="420106199801010839",
    phone="13312345660",
    email="wang@example.com",
    student_number="20191009",
    school=SimpleNamespace(name="湖北示范大学"),
    college=SimpleNamespace(name="计算机科学与技术学院"),
    major="计算机应用技术",
    education="本科生毕业",
    cohort=2020,
)
PAPER_TYPED = {
    "unit_name": "上海永久自行车有限公司",
    "uscc": "91310000MA1FL0002W",
    "unit_industry": "制造业",
    "unit_nature": "其他企业",
    "unit_place": "上海市浦东新区",
    "unit_email": "hr@example.com",
    "unit_postcode": "201203",
    "unit_address": "上海市浦东新区张江镇祖冲之路887弄71号永久大厦12层",
    "job_category": "工程技术人员",
    "position": "技术支持工程师",
    "probation_days": "90",
    "probation_pay": "6,000",
    "regular_pay": "7000",
    "penalty": "3000",
    "work_place": "上海市浦东新区",
    "report_place": "上海市浦东新区",
    "report_by": "2020-07-01",
    "contact": "李先生",
    "contact_phone": "021-62883643",
    "archive": "人才机构托管",
    "archive_unit": "武汉市人才服务发展中心",
    "archive_address": "湖北省武汉市江岸区金桥大道117号武汉市民之家二楼人才服务窗口",
    "archive_postcode": "430010",
    "archive_contact": "李女士",
    "archive_phone": "027-82210516",
    "household": "迁往单位",
    "household_address": "上海市浦东新区张江镇祖冲之路887弄",
}


def a_paper(**typed) -> dict:
    """What a student types for an agreement on paper."""
    return PAPER_TYPED | typed


def a_paper_content(**typed) -> dict:
    """The same as it is stored."""
    return clean(PAPER, a_paper(**typed), today=date(2020, 1, 1))


def a_paper_sheet(student=STUDENT, **typed) -> PaperSheet:
    """The issued form of such an agreement, once the office passed it."""
    issued = PaperSheet.of(
        student,
        a_paper_content(**typed),
        version=2,
        made_at=MADE_AT,
        number="2202019097200001",
        code="H4RWE-9TQ2K",
        address="https://sign.example.edu.cn/verify/2202019097200001",
    )
    return replace(issued, entry_hash="5b" * 32)


def a_preview(**typed) -> PaperSheet:
    """The same before it is handed in."""
    return PaperSheet.of(STUDENT, a_paper_content(**typed), version=2, made_at=MADE_AT, copy=PREVIEW)
