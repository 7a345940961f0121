"""One check for each kind of value, for forms, workbooks and commands alike: the clean value, or BadValue."""

import calendar
import re
import unicodedata
from datetime import date
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email
from stdnum.cn import ric
from stdnum.cn import uscc as stdnum_uscc

from .catalogues import countries, glyphs, places
from .errors import BadValue

MOST_MONEY = 1_000_000
DUE_MONTHS = 24

_WIDE_SPANS = (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
_HALF_WIDTH = {wide: wide - 0xFEE0 for first, last in _WIDE_SPANS for wide in range(ord(first), ord(last) + 1)}
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_PHONE_MARKS = str.maketrans({"－": "-", "–": "-", "—": "-", "（": "", "）": "-", "(": "", ")": "-", "转": "-"})
_MIDDLE_DOTS = str.maketrans(dict.fromkeys("•‧∙・･", "·"))

_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_USCC = re.compile(r"[0-9A-Z]{18}")
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})")
_LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})-?([0-9]{7,8})(?:-([0-9]{1,6}))?")
_NUMBER = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:[,，][0-9]{3}){1,2}")
_DATE = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?")
_PLAIN_MAILBOX = re.compile(r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*")
_CONTACT = re.compile(r"(.+?) ?[(（](.+)[)）]")
_STUDENT_NUMBER = re.compile(r"[A-Za-z0-9-]{1,20}")


def tidy(raw: str) -> str:
    """The text stripped, white space inside made one blank, full-width digits and letters half-width."""
    if raw.isascii() and raw.isprintable() and " " not in raw:
        return raw  # numbers and addresses, mostly: there is nothing to look for
    narrow = raw.translate(_HALF_WIDTH) if _WIDE.search(raw) else raw
    return " ".join(narrow.split())


def _given(raw: str) -> str:
    tidied = tidy(raw)
    if not tidied:
        raise BadValue("请填写此项。")
    return tidied


def _unspaced(raw: str) -> str:
    """For numbers and names that people set in groups: no blanks at all."""
    return _given(raw).replace(" ", "")


def id_number(raw: str) -> str:
    """An ID number with a birth date that exists and the right check character, upper-case.

    The region is not judged: people keep the code of an abolished place, or get that of a new one.
    """
    number = _unspaced(raw).upper()
    if not _ID_NUMBER.fullmatch(number):
        raise BadValue("身份证号应为 18 位：前 17 位是数字，末位是数字或 X。")
    if number[6:8] not in ("19", "20") or not _is_date(number[6:14]):
        raise BadValue("身份证号中的出生日期不存在，请核对。")
    if ric.calc_check_digit(number) != number[-1]:
        raise BadValue("身份证号的校验码不对，请核对。")
    return number


@lru_cache(maxsize=16_384)
def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def uscc(raw: str) -> str:
    """A 统一社会信用代码 with the right check character, upper-case."""
    number = _unspaced(raw).upper()
    if not _USCC.fullmatch(number):
        raise BadValue("统一社会信用代码应为 18 位数字和大写字母。")
    if not stdnum_uscc.is_valid(number):
        raise BadValue("统一社会信用代码的校验码不对，请核对。")
    return number


def mobile(raw: str) -> str:
    """A mobile number as eleven digits; blanks, hyphens and +86 are taken off."""
    match = _MOBILE.fullmatch(raw) or _MOBILE.fullmatch(_dialled(raw).replace("-", ""))
    if not match:
        raise BadValue("手机号码应为 11 位数字，以 13 至 19 开头。")
    return match[1]


def contact_phone(raw: str) -> str:
    """A mobile number as eleven digits, or a fixed line as ``021-62883643``, extension as ``-801``."""
    dialled = _dialled(raw)
    if match := _MOBILE.fullmatch(dialled.replace("-", "")):
        return match[1]
    if match := _LANDLINE.fullmatch(dialled):
        return "-".join(part for part in match.groups() if part)
    raise BadValue("请填写手机号码，或带区号的固定电话，如 021-62880000，分机写作 021-62880000-801。")


def contact_line(raw: str) -> str:
    """A name with its phone in brackets, as ``张三(021-62880000)``."""
    match = _CONTACT.fullmatch(_given(raw))
    if not match:
        raise BadValue("请写成 联系人(电话)，如 张三(021-62880000)。")
    return f"{text(match[1], 50)}({contact_phone(match[2])})"


def _dialled(raw: str) -> str:
    return re.sub("-+", "-", _unspaced(raw).translate(_PHONE_MARKS))


def email(raw: str) -> str:
    """An e-mail address of at most 120 characters, its domain in lower case; no look-up is made."""
    given = _given(raw)
    mailbox, _, domain = given.partition("@")
    try:
        if len(mailbox) <= 64 and _PLAIN_MAILBOX.fullmatch(mailbox):
            address = f"{mailbox}@{_mail_domain(domain)}"
        else:
            address = validate_email(given, check_deliverability=False).normalized
    except EmailNotValidError:
        raise BadValue("邮箱格式不对，请核对，例如 name@example.com。") from None
    return text(address, 120)


@lru_cache(maxsize=4096)
def _mail_domain(domain: str) -> str:
    """The domain as it is written in an address; a roster has few, and checking one takes most of the time."""
    return validate_email(f"a@{domain}", check_deliverability=False).domain


def postcode(raw: str) -> str:
    """Six digits."""
    digits = _unspaced(raw)
    if not re.fullmatch(r"[0-9]{6}", digits):
        raise BadValue("邮编应为 6 位数字。")
    return digits


def money(raw: str, low: int = 0, high: int = MOST_MONEY) -> int:
    """Whole yuan within both bounds; thousands may be set off by commas."""
    amount = _whole(raw)
    if amount is None or not low <= amount <= high:
        raise BadValue(f"请填写 {low:,} 至 {high:,} 之间的整数，单位为元。")
    return amount


def times(raw: str, most: int) -> int:
    """How often, as a whole number from none to the most."""
    count = _whole(raw)
    if count is None or not 0 <= count <= most:
        raise BadValue(f"请填写 0 至 {most} 之间的整数。")
    return count


def days(raw: str, low: int, high: int) -> int:
    """A whole number of days within both bounds."""
    count = _whole(raw)
    if count is None or not low <= count <= high:
        raise BadValue(f"请填写 {low} 至 {high} 之间的整数，单位为天。")
    return count


def percent(raw: str) -> int:
    """A share of 1 to 100 in the hundred, a whole number; the sign may stand behind it."""
    share = _whole(_unspaced(raw).replace("％", "%").removesuffix("%"))
    if share is None or not 1 <= share <= 100:
        raise BadValue("请填写 1 至 100 之间的整数，单位为 %。")
    return share


def cohort(raw: str) -> int:
    """A graduation year from 2000 to 2100."""
    year = _whole(raw.strip().removesuffix("届"))
    if year is None or not 2000 <= year <= 2100:
        raise BadValue("毕业年度应为四位年份，如 2020。")
    return year


def _whole(raw: str) -> int | None:
    number = _unspaced(raw)
    return int(re.sub("[,，]", "", number)) if _NUMBER.fullmatch(number) else None


def _written_day(raw: str) -> date:
    """A day that exists, written 2020-07-01, 2020.7.1, 2020/7/1 or 2020年7月1日."""
    match = _DATE.fullmatch(_unspaced(raw))
    try:
        day = date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        day = None
    if day is None:
        raise BadValue("请填写存在的日期，如 2020-07-01。")
    return day


def day(raw: str) -> date:
    """A day of the years 2000 to 2100, past or to come, as the first of a contract is; written as a due date is."""
    named = _written_day(raw)
    if not 2000 <= named.year <= 2100:
        raise BadValue("日期应在 2000 年至 2100 年之间。")
    return named


def due_date(raw: str, today: date) -> date:
    """A day from today to 24 months on, written 2020-07-01, 2020.7.1, 2020/7/1 or 2020年7月1日."""
    due = _written_day(raw)
    last = months_on(today, DUE_MONTHS)
    if not today <= due <= last:
        raise BadValue(f"日期应在 {today.isoformat()} 至 {last.isoformat()} 之间。")
    return due


def months_on(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


def place(raw: str) -> str:
    """The full name of a province, city or county of GB/T 2260, such as 湖北省武汉市洪山区."""
    name = _unspaced(raw)
    if not places.is_place(name):
        raise BadValue("没有这个地区，请从省级起写全称，如 湖北省武汉市洪山区。")
    return name


def country(raw: str) -> str:
    """The name of a country or region outside the mainland, such as 英国 or 中国香港."""
    name = _unspaced(raw)
    if not countries.is_country(name):
        raise BadValue("没有这个国家或地区，请从列表中选择，如 英国、中国香港。")
    return name


def text(raw: str, limit: int) -> str:
    """One line of 1 to ``limit`` characters, all of which the document font can print."""
    return _printable(_given(raw), limit)


def long_text(raw: str, limit: int) -> str:
    """As ``text``, but line breaks stay; blank lines at both ends go."""
    _given(raw)
    return _printable(_tidy_lines(raw), limit)


def _tidy_lines(raw: str) -> str:
    return "\n".join(tidy(line) for line in raw.splitlines()).strip()


def typed(raw: str, limit: int, *, lines: bool) -> str:
    """What was typed, right or wrong, as far as any text can hold it: no controls, tidy, at most ``limit`` characters.

    Only what is to have ``lines`` keeps its line breaks.
    """
    storable = "".join(c for c in raw if c.isspace() or unicodedata.category(c) not in {"Cc", "Cs"})
    tidied = _tidy_lines(storable) if lines else tidy(storable)
    return tidied[:limit].strip()


def reason(raw: str) -> str:
    """A reason of 1 to 200 characters, which may have several lines."""
    return long_text(raw, 200)


def person_name(raw: str) -> str:
    """A name of 1 to 50 characters; the many dots that keyboards offer become the one middle dot ·."""
    return text(raw.translate(_MIDDLE_DOTS), 50)


def student_number(raw: str) -> str:
    """A student number: 1 to 20 letters, digits and hyphens, as written."""
    number = _given(raw)
    if not _STUDENT_NUMBER.fullmatch(number):
        raise BadValue("学号由 1 至 20 位字母、数字或连字符组成。")
    return number


def glyphs_missing(raw: str) -> list[str]:
    """The characters that the document font lacks, each once; a line break is none."""
    return glyphs.missing(raw.replace("\n", ""))


def _printable(value: str, limit: int) -> str:
    if len(value) > limit:
        raise BadValue(f"最多 {limit} 个字，现有 {len(value)} 个。")
    if lacking := glyphs_missing(value):
        named = "、".join(f"“{character}”（U+{ord(character):04X}）" for character in lacking[:5])
        raise BadValue(f"文书字体中没有 {named}，无法印出，请改用其他写法。")
    return value
