"""What can be wrong with a file as a whole; each sentence goes on from the file's name."""

from signing_core.errors import Refusal

EMPTY = "是空文件。"
TOO_LARGE = "超过 20 MB，请分成几个文件上传。"
TOO_MUCH = "内容过多，无法处理。请只保留需要导入的行和列，或分成几个文件上传。"
ENCRYPTED = "设有打开密码，请去掉密码、另存后再上传。"
BROKEN = "已损坏或格式不完整，请用 Excel 打开并另存后再上传。"
NOT_A_WORKBOOK = "不是 Excel 或 CSV 文件，请上传 .xlsx、.xls 或 .csv 文件。"
UNSAFE = "含有不允许的内容（文档类型或实体声明），请用 Excel 打开并另存为 .xlsx 后再上传。"
ENCODING = "的文字编码无法识别，请另存为 UTF-8 编码的 CSV，或另存为 .xlsx 后再上传。"
NO_ROWS = "只有表头，没有要导入的数据。"


class BadWorkbook(Refusal):
    """The file as a whole cannot be read; nothing of it was taken."""
