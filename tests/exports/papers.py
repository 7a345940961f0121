"""Paper agreements to draw: what a student types, and the sheet of it."""

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
