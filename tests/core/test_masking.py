"""How personal data looks on pages that do not need the full value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing_core import masking


@pytest.mark.parametrize(
    ("mask", "full", "masked"),
    [
        (masking.name, "黄水", "黄*"),
        (masking.name, "黄河水", "黄*水"),
        (masking.name, "欧阳明月", "欧**月"),
        (masking.name, "黄", "*"),
        (masking.id_number, "110101199003070839", "110101*****0839"),
        (masking.id_tail, "110101199003070839", "**************0839"),
        (masking.phone, "13312345660", "133****5660"),
        (masking.landline, "021-62883643", "021****3643"),
        (masking.landline, "0710-3512345-801", "0710****2345"),
        (masking.contact, "13312345660", "133****5660"),
        (masking.contact, "021-62883643-801", "021****3643"),
        (masking.email, "hy163mail@163.com", "hy***@163.com"),
        (masking.email, "abc@163.com", "ab***@163.com"),
        (masking.email, "ab@163.com", "a***@163.com"),
        (masking.email, "a@163.com", "***@163.com"),
    ],
)
def test_the_masks_are_those_of_the_screens(mask, full, masked):
    assert mask(full) == masked


MASKS = [masking.id_number, masking.id_tail, masking.phone, masking.landline, masking.contact, masking.email]


@pytest.mark.parametrize("mask", MASKS)
def test_nothing_stays_nothing(mask):
    assert mask("") == ""


@pytest.mark.parametrize("mask", MASKS)
@given(odd=st.text(alphabet="0123456789Xab", min_size=1, max_size=10))
def test_an_odd_value_is_hidden_whole(mask, odd):
    assert mask(odd) == "*" * len(odd)


@given(local=st.text(alphabet="abc.1", min_size=1))
def test_the_whole_name_of_an_address_is_never_shown(local):
    shown = masking.email(f"{local}@163.com").partition("***@")[0]
    assert len(shown) <= 2
    assert shown != local
