"""The made-up graduates of the demo, as a roster brings them; the sample workbooks have more of the same kind."""

from collections.abc import Iterator

from stdnum.cn import ric

from .demo_stories import lives

COMPUTING, LANGUAGES, MANAGEMENT = "计算机科学与技术学院", "外国语学院", "管理学院"
MAJOR_OF = {COMPUTING: "计算机应用技术", LANGUAGES: "英语", MANAGEMENT: "工商管理"}
CLASS_OF = {COMPUTING: "软件3班", LANGUAGES: "英语1班", MANAGEMENT: "工商2班"}

FIRST, FIRST_SIGN_IN, DIRECTED, NOT_REVIEWED, RESTRICTED = 20191001, *range(20191010, 20191014)
FIRST_STORY = 20191020
FAMILY = (
    "陈李王张刘杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万"
    "钱汤常温施洪葛文兰游庄颜倪柳包俞章莫柯殷詹梅"
)
GIVEN = "一诺 浩然 思源 雨桐 子轩 若溪 明哲 佳宁 文博 欣怡 俊杰 静怡 晨曦 嘉禾 书瑶 志远 安琪 天宇 梦洁 立新"

Row = dict[str, str]


def everyone() -> Iterator[Row]:
    """The roster of the demo, under the names that the roster's use case takes."""
    for number in range(FIRST, RESTRICTED + 1):
        training = "定向" if number == DIRECTED else "非定向"
        yield a_graduate(number, f"黄河水{number - FIRST + 1}", COMPUTING, training)
    given = GIVEN.split()
    for serial, _ in enumerate(lives()):
        college = (COMPUTING, COMPUTING, COMPUTING, COMPUTING, LANGUAGES, MANAGEMENT)[serial % 6]
        yield a_graduate(FIRST_STORY + serial, FAMILY[serial] + given[serial % len(given)], college)


def a_graduate(number: int, name: str, college: str, training: str = "非定向") -> Row:
    """One row: ID number, phone and mail follow from the student number, so that no two share one."""
    serial = number - FIRST
    body = f"420106{19980101 + serial % 28}{101 + serial}"
    return {
        "student_number": str(number),
        "name": name,
        "gender": "男" if (101 + serial) % 2 else "女",
        "id_number": body + ric.calc_check_digit(body + "0"),
        "phone": f"1330000{number % 10000}",
        "email": f"{number}@example.com",
        "college": college,
        "major": MAJOR_OF[college],
        "class_name": CLASS_OF[college],
        "education": "本科生毕业",
        "training": training,
        "origin": "湖北省武汉市洪山区",
    }
