"""What can be wrong with an uploaded image; each sentence goes on from the file's name."""

from signing_core.errors import Refusal

EMPTY = "是空文件，请重新选择。"
TOO_LARGE = "超过 2 MB，请调低拍摄的分辨率或压缩后再上传。"
NOT_AN_IMAGE = "不是 JPEG 或 PNG 图片，请另存为 .jpg 或 .png 后再上传。"
BROKEN = "已损坏或没有传完整，请重新拍摄或另存后再上传。"
TOO_MANY_PIXELS = "像素过多：最多 2500 万像素，长和宽都不超过 8000，请缩小后再上传。"
TOO_MUCH = "内容过于复杂，无法处理，请重新拍摄或另存后再上传。"


class BadImage(Refusal):
    """The file is no image that can be kept; nothing of it was taken."""
