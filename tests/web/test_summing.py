"""What is said of an act on many: short, whatever their number."""

from portals.summing import by_reason, several

MANY = [f"学生{n}" for n in range(40)]


def test_a_few_are_named_and_of_many_the_first():
    assert several(MANY[:3]) == "学生0、学生1、学生2"
    assert several(MANY) == "学生0、学生1、学生2、学生3、学生4、学生5、学生6、学生7 等 40 人"


def test_a_reason_that_stopped_many_is_said_once():
    refused = [(name, "签约已关闭。") for name in MANY[:3]] + [("李四", "正在签约。")]
    assert by_reason(refused) == "学生0、学生1、学生2：签约已关闭；李四：正在签约。"


def test_of_many_reasons_the_first_are_said():
    assert by_reason((name, f"原因{name}。") for name in MANY).endswith("学生7：原因学生7 等。")
