"""Chinese lines: what may start and end one, and what stays together."""

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from exports import qr
from exports.typesetting import NEVER_FIRST, NEVER_LAST, lines

ALPHABET = "甲乙方签约，。；：！？、）》”（《“…—abcXYZ019 .,-"
EM = 10.0


def broken(text: str, per_line: int) -> list[str]:
    """Lines of so many characters, all of them as wide as an em."""
    return lines(text, dict.fromkeys(text, 1000), EM, EM * per_line)


def test_a_line_never_starts_with_a_closing_mark():
    assert broken("甲方提供住宿，乙方自理。", 6) == ["甲方提供住", "宿，乙方自", "理。"]
    assert broken("双方约定（见附件）。", 8) == ["双方约定（见附", "件）。"]


def test_a_line_never_ends_with_an_opening_mark():
    assert broken("双方约定（见附件）", 5) == ["双方约定", "（见附件）"]
    assert broken("参照《劳动合同法》", 3) == ["参照", "《劳动", "合同", "法》"]


def test_pairs_of_dots_and_dashes_stay_together():
    assert broken("甲方乙方……另议", 5) == ["甲方乙", "方……另议"]
    assert broken("甲方乙方——另议", 5) == ["甲方乙", "方——另议"]


def test_numbers_and_words_stay_whole():
    assert broken("每月补贴6,000元", 7) == ["每月补贴", "6,000元"]
    assert broken("邮箱hr@example.com", 14) == ["邮箱", "hr@example.com"]


def test_a_word_longer_than_the_line_is_broken_all_the_same():
    assert broken("W" * 12, 5) == ["WWWWW", "WWWWW", "WW"]


def test_the_texts_own_line_breaks_stay():
    assert broken("甲方\n\n乙方", 5) == ["甲方", "", "乙方"]


@given(st.text(ALPHABET, max_size=80), st.integers(1, 12))
def test_every_character_comes_back_in_order_and_no_line_is_too_long(text, per_line):
    result = broken(text, per_line)
    assert "".join(result).replace(" ", "") == text.replace(" ", "")
    assert all(len(line) <= per_line for line in result)


@given(st.text("甲乙方签约，。；）》（《", min_size=1, max_size=60).filter(lambda text: "（（" not in text))
def test_forbidden_places_are_used_only_where_a_whole_line_has_no_other(text):
    for before, after in zip(result := broken(text, 8), result[1:], strict=False):
        if after[0] in NEVER_FIRST or before[-1] in NEVER_LAST:
            inner = zip(before, before[1:] + after[0], strict=True)
            assert all(second in NEVER_FIRST or first in NEVER_LAST for first, second in inner)


@pytest.mark.parametrize("address", ["https://sign.example.edu.cn/verify/1202019097200002", "x" * 200])
def test_a_qr_code_is_drawn_module_for_module(address):
    count, runs = qr.modules(address)
    drawn = {(run.column + step, run.row) for run in runs for step in range(run.length)}
    matrix = segno.make(address, error="m", micro=False, boost_error=False, mask=qr.MASK).matrix
    assert drawn == {(x, y) for y, line in enumerate(matrix) for x, dark in enumerate(line) if dark}
    assert count == len(matrix)
