"""Files of 用人单位 as an office fills them in."""

from importers import employers
from importers.templates import names
from tests import makers

COLUMNS = names(employers.EMPLOYER_COLUMNS)
CODES = [makers.a_uscc(660_001), makers.a_uscc(660_002)]


def a_row(serial=0, **cells):
    facts = {
        "单位名称": f"导入的公司{serial}",
        "统一社会信用代码": CODES[serial],
        "单位性质": "其他企业",
        "单位行业": "制造业",
        "单位所在地": "湖北省武汉市洪山区",
        "通讯地址": "珞狮路8号",
        "邮编": "430070",
        "联系人": "李先生",
        "联系电话": "027-87650000",
        "邮箱": f"hr{serial}@imported.example.com",
    } | cells
    return [facts[name] for name in COLUMNS]


def a_file(*rows):
    return "\n".join(",".join(row) for row in (COLUMNS, *rows)).encode()
