"""Sheets to draw: one agreement with ordinary content, and changes to it."""

from dataclasses import replace
from datetime import UTC, datetime

from signing_core import fields
from signing_core.agreement_sheet import AgreementSheet, Confirmation, TrailLine
from signing_core.catalogues.invitation import INVITATION

TERMS = {
    "job_category": "办事人员和有关人员",
    "position": "市场助理",
    "reply_days": 5,
    "probation_days": 90,
    "probation_pay": 6000,
    "regular_pay": 7000,
    "penalty": 3000,
    "report_place": "湖北省武汉市洪山区",
    "report_by": "2020-07-01",
    "work_place": "上海市市辖区浦东新区",
    "contact": "张先生",
    "contact_phone": "021-62883643-801",
    "other_terms": "甲方提供集体宿舍，水电费按实际用量由乙方承担；"
    "乙方在试用期内参加甲方出资的岗前培训，不另行约定服务期。"
    "甲方按月发放餐饮补贴500元，随工资一并支付。",
    "archive": "人才机构托管",
    "archive_unit": "武汉市人才服务发展中心",
    "archive_address": "湖北省武汉市江岸区金桥大道117号武汉市民之家二楼人才服务窗口",
    "archive_postcode": "430010",
    "archive_contact": "李女士",
    "archive_phone": "027-82210516",
    "household": "迁往单位",
    "household_address": "上海市浦东新区张江镇祖冲之路887弄",
}


def a_sheet(**facts) -> AgreementSheet:
    """An approved agreement with every group of terms."""
    sheet = AgreementSheet(
        kind="电子签约",
        cohort=2020,
        number="1202019097200002",
        employer=[
            ("单位名称", "上海星光文化传播集团股份有限公司"),
            ("统一社会信用代码", "91310000MA1FL00027"),
            ("单位性质", "其他企业"),
            ("单位行业", "租赁和商务服务业"),
            ("单位所在地", "上海市市辖区浦东新区"),
            ("通讯地址", "上海市浦东新区世纪大道1号星光大厦18层1806室"),
            ("联系人", "张先生"),
            ("联系电话", "021-62883643-801"),
        ],
        student=[
            ("姓名", "王喆堃"),
            ("性别", "女"),
            ("身份证号", "420106199801010839"),
            ("学号", "20191009"),
            ("毕业学校", "湖北示范大学"),
            ("学院", "计算机科学与技术学院"),
            ("专业", "计算机应用技术"),
            ("学历", "本科生毕业"),
        ],
        terms=fields.shown(INVITATION, TERMS),
        confirmations=[
            Confirmation("甲方（用人单位）", "上海星光文化传播集团股份有限公司", "系统电子确认", "2020-03-02 12:00"),
            Confirmation("乙方（毕业生）", "王喆堃", "系统电子确认", "2020-03-03 09:12"),
            Confirmation("学校", "湖北示范大学", "签约审核通过", "2020-03-04 15:40"),
        ],
        trail=[
            TrailLine("2020-03-02 12:00", "上海星光文化传播集团股份有限公司", "发起邀约"),
            TrailLine("2020-03-02 16:31", "上海星光文化传播集团股份有限公司", "修改邀约"),
            TrailLine("2020-03-03 09:12", "王喆堃", "同意签约，待管理员审核"),
            TrailLine("2020-03-04 15:40", "计算机科学与技术学院", "签约审核通过"),
        ],
        made_at=datetime(2020, 3, 4, 7, 40, tzinfo=UTC),
        issue=1,
        code="7KQ2-M9XR-4TWD",
        address="https://sign.example.edu.cn/verify/1202019097200002",
        entry_hash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    )
    return replace(sheet, **facts)


def with_terms(**terms) -> AgreementSheet:
    """An approved agreement with some terms changed."""
    return a_sheet(terms=fields.shown(INVITATION, TERMS | terms))


def a_copy() -> AgreementSheet:
    """The same agreement before the school's approval."""
    sheet = a_sheet(number="", code="", address="", entry_hash="", copy="未生效", trail=a_sheet().trail[:3])
    waiting = Confirmation("学校", "湖北示范大学", "等待签约审核", "-")
    return replace(sheet, confirmations=[*sheet.confirmations[:2], waiting])
