"""The words that synthetic people, colleges and employers are named with; common characters make common names."""

from random import Random

SURNAMES = (
    "王王王王李李李李张张张张刘刘刘陈陈陈杨杨黄黄赵赵吴吴周周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡"
    "潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺"
    "顾毛郝龚邵万钱严覃武戚莫孔向汤"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂文辉鑫宇浩然子轩雨桐欣怡思源佳宁博俊晨曦嘉禾书瑶志远安琪天梦"
    "洁立新晓东雪梅海燕建国春华玉兰婷婷丹萍红梓涵诗睿泽楷瑞昊翔凯旋庭舒彤可馨语嫣心妍若溪明哲一诺沐阳景行云飞"
)
PLACES = {
    "湖北省武汉市洪山区": "420111",
    "湖北省宜昌市西陵区": "420502",
    "湖北省襄阳市襄城区": "420602",
    "湖北省荆州市沙市区": "421002",
    "湖南省长沙市岳麓区": "430104",
    "河南省郑州市金水区": "410105",
    "江西省南昌市东湖区": "360102",
    "安徽省合肥市蜀山区": "340104",
    "广东省深圳市南山区": "440305",
    "上海市浦东新区": "310115",
    "浙江省杭州市西湖区": "330106",
    "四川省成都市武侯区": "510107",
}
CITIES = [
    "江城",
    "荆楚",
    "东湖",
    "汉江",
    "楚天",
    "长江",
    "珞珈",
    "晴川",
    "清江",
    "古琴",
    "黄鹤",
    "洪湖",
    "南湖",
    "沙湖",
    "梁子湖",
    "木兰",
    "龟山",
    "蛇山",
    "武当",
    "神农",
]
SORTS = ["理工大学", "师范大学", "科技学院", "职业技术学院", "财经大学"]
MAJORS = {
    "计算机科学与技术学院": "计算机科学与技术 软件工程 网络工程 数据科学与大数据技术",
    "电子信息学院": "电子信息工程 通信工程 光电信息科学与工程",
    "机械工程学院": "机械设计制造及其自动化 车辆工程 工业设计",
    "土木工程学院": "土木工程 工程管理 给排水科学与工程",
    "材料科学与工程学院": "材料科学与工程 高分子材料与工程",
    "化学与化工学院": "应用化学 化学工程与工艺 制药工程",
    "生命科学学院": "生物技术 生物工程 食品科学与工程",
    "数学与统计学院": "数学与应用数学 统计学 信息与计算科学",
    "物理学院": "物理学 应用物理学",
    "经济学院": "经济学 金融学 国际经济与贸易",
    "管理学院": "工商管理 市场营销 人力资源管理 物流管理",
    "会计学院": "会计学 财务管理 审计学",
    "法学院": "法学 知识产权",
    "文学院": "汉语言文学 新闻学 秘书学",
    "外国语学院": "英语 日语 翻译",
    "教育学院": "学前教育 小学教育 教育技术学",
    "艺术与设计学院": "视觉传达设计 环境设计 数字媒体艺术",
    "体育学院": "体育教育 社会体育指导与管理",
    "护理学院": "护理学 康复治疗学",
    "环境科学与工程学院": "环境工程 环境科学 测绘工程",
}
TRADES = {
    "软件": "信息传输、软件和信息技术服务业",
    "信息技术": "信息传输、软件和信息技术服务业",
    "光电科技": "制造业",
    "汽车零部件": "制造业",
    "生物医药": "制造业",
    "建设工程": "建筑业",
    "商贸": "批发和零售业",
    "物流": "交通运输、仓储和邮政业",
    "餐饮管理": "住宿和餐饮业",
    "置业": "房地产业",
    "人力资源服务": "租赁和商务服务业",
}
FORMS = ("有限公司", "有限公司", "有限公司", "股份有限公司", "集团有限公司")
SYLLABLES = "华中天宇盛达恒信瑞丰博远泰和金鼎汇智创新联众安联诚东方正大兴业宏图长信光谷新程"
POSITIONS = [
    "软件工程师",
    "测试工程师",
    "市场助理",
    "管理培训生",
    "财务专员",
    "人事专员",
    "机械工程师",
    "施工员",
    "教师",
    "护士",
    "销售代表",
    "设计师",
]


def person(random: Random) -> str:
    """A name of two or, three times in four, three characters."""
    second = random.choice(GIVEN) if random.random() < 0.75 else ""
    return random.choice(SURNAMES) + random.choice(GIVEN) + second


def company(random: Random) -> tuple[str, str, str]:
    """An employer's name with the place and the industry that it names."""
    place, trade = random.choice(list(PLACES)), random.choice(list(TRADES))
    city = place.split("省")[-1].split("市")[0]
    name = f"{city}{random.choice(SYLLABLES)}{random.choice(SYLLABLES)}{trade}{random.choice(FORMS)}"
    return name, place, TRADES[trade]


def school(number: int) -> str:
    """The name of the nth school, another for each of the first hundred and numbered after that."""
    turn, place = divmod(number, len(CITIES) * len(SORTS))
    name = CITIES[place % len(CITIES)] + SORTS[place // len(CITIES)]
    return name if not turn else f"{name}第{turn + 1}分校"
