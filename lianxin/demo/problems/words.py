"""What people write down while they work on a problem: the words of the demo's ledger. Pure."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

FINER: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType(
    {
        "safety": (("土坡", "landslide"),),
        "housing": (("漏雨", "roof"), ("旱厕", "toilet"), ("后墙", "house-danger")),
        "road": (("门口", "lane"), ("便桥", "bridge")),
        "water": (("浇不上", "irrigation"), ("泥味", "drinking-water")),
        "power": (("信号", "signal"),),
        "medical": (("药费", "reimbursement"), ("慢病", "chronic")),
        "care": (("做不了饭", "meals"), ("孩子", "left-behind")),
        "job": (("工钱", "wages"), ("电焊", "training")),
        "farming": (("没卖出去", "unsold"),),
        "benefit": (("低保", "low-income"), ("没到账", "not-paid")),
        "dispute": (("地界", "boundary"),),
        "other": (("路灯", "street-light"), ("垃圾", "rubbish")),
    }
)
"""By the category that a visit gave it: words of the need, and the finer category that they mean."""

SOLVED: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType(
    {
        "safety": (("组织人把危险的土方清了，拉了警戒线，雨天有人值守", "现场照片两张，值守表一份"),),
        "housing": (
            ("请工匠换了瓦、补了漏，雨天回看过不再漏", "验收单，户主签字"),
            ("纳入危房改造，已经完工验收", "验收表和前后照片"),
        ),
        "road": (
            ("垫了砂石、压实，硬化排进下一批", "量方记录，组长签字"),
            ("便桥重新搭好，能过三轮车", "照片一张"),
        ),
        "water": (
            ("换了水管，水已经通到灶房", "水管员派工单"),
            ("清了蓄水池，加装过滤，水样合格", "水质检测报告"),
        ),
        "power": (("供电所换了线，电压正常", "供电所派工单"), ("通信公司调了基站，屋里有信号了", "测速截图")),
        "medical": (("材料补齐，报销款已经到账", "到账短信截图"), ("慢病卡办好，送到家里", "领取签字")),
        "aids": (("残联把辅具送到家，教会了怎么用", "领取登记表，本人签字"),),
        "care": (("幸福院每天送一顿饭，组长看着", "送餐登记"), ("安排了公益岗每周上门三次", "上门记录")),
        "schooling": (("助学金批下来，已经打到卡上", "到账凭证"), ("学校同意转入，开学报到", "学校回执")),
        "job": (("在社区工厂上了班，签了合同", "合同复印件"), ("劳动监察督促结清了工钱", "结清收条")),
        "farming": (
            ("联系了合作社上门收，货都卖完了", "收购单"),
            ("农技员来看了两次，病害控制住了", "农技服务单"),
        ),
        "loan": (("信用社上门评了级，贷款已经放下来", "借据复印件"),),
        "benefit": (("补贴补发到卡", "到账短信截图"), ("名单公示后已经纳入，从本月发", "公示照片，审批表")),
        "papers": (("派出所上门照相，证件送到手上", "领取签字"),),
        "dispute": (("两家在调解室签了协议，界石重新埋了", "调解协议书"),),
        "other": (("已经修好，晚上去看过亮着", "照片一张"), ("按他说的办妥了，当面看过", "回访记录")),
    }
)
"""By top category: how it was solved, and what shows it."""

REFUSED: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "no-entitlement": (
            "按现在的收入和条件还够不上，家里情况变了可以再申请，复核的窗口在镇便民服务中心。",
        ),
        "land-use": ("那块地是基本农田，不能建房；村里还有两处可选的宅基地，愿意的话一起去看。",),
        "private-matter": ("这是两家自己约定的，政府不能强令哪一方；人民调解员可以上门说和。",),
        "villagers-decide": ("这要村民代表会议商量决定，下次会上会拿出来讨论，请您也来。",),
        "in-court": ("已经在法院立案，等判决；需要的话帮您联系法律援助。",),
    }
)
REFUSALS_OF: Mapping[str, str] = MappingProxyType(
    {
        "benefit": "no-entitlement", "loan": "private-matter", "medical": "no-entitlement",
        "housing": "land-use", "dispute": "in-court", "road": "villagers-decide",
        "schooling": "no-entitlement", "farming": "private-matter", "aids": "no-entitlement",
    }
)  # fmt: skip
HANDED: Mapping[str, str] = MappingProxyType(
    {
        "power": "区供电公司", "road": "市公路局区管理段", "job": "区劳动人事争议仲裁院",
        "medical": "市中心医院医务科", "safety": "市自然资源局", "loan": "区农商银行",
        "dispute": "区人民法院立案庭",
    }
)  # fmt: skip
TAKEN_BY = ("值班室登记，承办人李科长", "窗口收件，回执已交给户主", "客服中心工单，三日内联系")

PAUSES: Mapping[str, tuple[str, int, int]] = MappingProxyType(
    {
        "household-away": ("家里人都在外面，等回来再上门。", 10, 28),
        "papers-missing": ("还差一份证明，补齐接着办。", 5, 18),
        "season": ("现在天冷动不了工，开春接着做。", 30, 85),
        "procedure": ("要先公示和招标，走完程序就开工。", 20, 55),
        "appraisal": ("鉴定单位来看过了，等出结果。", 12, 40),
        "mediation": ("两家答应坐下来谈，谈完再说。", 7, 25),
    }
)
"""By reason: what the household is told, and fewest and most days."""
PAUSES_OF: Mapping[str, str] = MappingProxyType(
    {
        "housing": "season", "road": "procedure", "water": "season", "dispute": "mediation",
        "medical": "papers-missing", "benefit": "papers-missing", "safety": "appraisal",
        "papers": "household-away", "care": "household-away",
    }
)  # fmt: skip

NOTES = (
    "去家里看过，情况属实，拍了照。",
    "打了两次电话，约好周四上门。",
    "和站所通了气，说这几天派人来。",
    "材料收了一半，还差一张证明。",
    "户主说不急，先等这阵忙完。",
    "已经列进本周的派工单。",
    "向他家里人说明了进度，没有意见。",
)
PROMISES = ("把这件事办好", "派人上门办妥", "给一个明确的答复并办完", "办好后请您看一眼")
CHANGES = (
    "这几天下雨动不了工，往后推几天，对不住。",
    "配件还在路上，到了马上装。",
    "要等区里批下来，批了就办。",
)
TRIED = ("村里去看了两次，组织人先垫了一段", "联系过站所，答复说不归他们管", "开会议过，村里没有这笔钱")
WHY = ("要动用的资金超出村里能定的", "要专业队伍和资质，村里没有", "牵涉两个村，我们说了不算")
ASKED = ("请镇里列入项目", "请派技术人员来定方案", "请牵头把几家叫到一起")
WHY_TOWN = ("资金和权限都在区级部门", "牵涉邻镇和市管单位，镇里协调不动", "政策口径要区里定")
ASKED_TOWN = ("请区里定牵头单位", "请列入区级计划", "请给一个能答复群众的口径")
SENT_BACK = (
    "村里有公益事业资金可用，先按一事一议办。",
    "材料没讲清试过什么，补齐再报。",
    "这一项已经下放到镇里。",
)
DECIDED = (
    "按职责清单，由这一级承办，区里跟着督。",
    "涉及几家，区里牵头。",
    "先由镇里办，需要的资金从专项里出。",
)
MERGED = ("和前一件说的是同一回事，合在一起办。", "同一处地方，几家都提了，并案办理。")
WITHDRAWN = ("家里自己解决了，说不用办了。", "户主说改主意了，先不办。")
PARTS = (
    ("区交通运输局", "出方案、定标准"),
    ("区水利局", "核水源、出设备"),
    ("区民政局", "核条件、走审批"),
    ("区农业农村局", "派技术员"),
)
ANSWERS_OF_PARTS = ("方案已经出好，交给镇里。", "核过了，符合条件。", "人已经派到，干完了。")
DONE = ("办好了，谢谢", "满意", "能用了，挺好", "办是办了，就是慢了点", "")
NOT_DONE = ("还是漏，没弄好", "说办了，没人来过", "只办了一半", "钱还没到")
REPLIES = (
    "您的建议在村民代表会上说了，大家同意试一试。",
    "已经转给镇里的站所，他们说下月调整。",
    "说得对，以后来之前先打电话。",
    "这个办法好，请您在院坝会上给大家讲讲。",
    "照您说的改了，看看还有没有不合适的。",
    "政策还不允许这样办，原因当面向您说过了。",
)
AGAIN = ("又去看了一次，剩下的这周补上。", "对不住，上回没弄好，重新派了人。")
OLD_TALES: Sequence[tuple[str, str]] = (
    ("dispute", "两家的地界争了十几年，换了三任村干部都没说清"),
    ("housing", "老宅基地的证一直没换下来，材料交过四回"),
    ("job", "前年在工地的工钱，老板换了公司，一直没给"),
    ("road", "组道断头路，八年前说修，修到半路停了"),
    ("benefit", "移民搬迁的奖补款，从搬来那年说到现在"),
    ("water", "灌溉渠让山洪冲断几年了，年年报年年等"),
)
"""历史遗留: (category, words)."""
