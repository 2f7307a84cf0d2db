"""The words people use for yes and no and for the choices of the register. Data only. Pure.

Words are compared tidy, in small letters, without blanks; the catalogue's own words are added to them.
"""

# Plain answers, understood in every column of yes and no, also in one that asks the opposite (危房).
YES = frozenset(("是", "√", "✓", "✔", "☑", "对", "有", "是的", "y", "yes", "t", "true", "1"))
NO = frozenset(("否", "×", "✗", "✘", "☒", "x", "不是", "无", "没有", "n", "no", "f", "false", "0"))

# More answers of single indicators: {indicator: (words for yes, words for no, words that are unclear there)}.
# Housing grades: 《农村住房安全性鉴定技术导则》, A and B are safe, C and D are not.
_ASSURED = "达标 已达标 安全 有保障 保障 已保障 合格 已解决 不愁"
_NOT_ASSURED = "不达标 未达标 不安全 无保障 未保障 没有保障 不合格 未解决 愁"
_RECEIVED = "享受 已享受 正在享受 纳入 已纳入"
_NOT_RECEIVED = "未享受 不享受 没享受 未纳入 一般户"
_ANSWERS = {
    "housing_is_safe": (
        f"{_ASSURED} a a级 b b级 非危房",
        f"{_NOT_ASSURED} c c级 d d级 c级危房 d级危房 危房 无房",
        "有 无",
    ),
    "water_is_safe": (_ASSURED, _NOT_ASSURED, "有 无"),
    "food_is_enough": (_ASSURED, _NOT_ASSURED, "有 无"),
    "clothing_is_enough": (_ASSURED, _NOT_ASSURED, "有 无"),
    "education_is_assured": (
        f"{_ASSURED} 无适龄儿童 无义务教育阶段学生 无义务教育阶段儿童 不涉及 不适用",
        f"{_NOT_ASSURED} 辍学 失学",
        "有 无",
    ),
    "medical_is_insured": (
        f"{_ASSURED} 参保 已参保 已参加 已纳入 全员参保",
        f"{_NOT_ASSURED} 未参保 没参保 未参加 未纳入",
        "",
    ),
    "gets_low_income_allowance": (f"{_RECEIVED} 低保 低保户", f"{_NOT_RECEIVED} 非低保 非低保户", ""),
    "gets_extreme_poverty_support": (
        f"{_RECEIVED} 特困 五保 五保户 特困户 特困供养 分散供养 集中供养",
        f"{_NOT_RECEIVED} 非特困 非五保",
        "",
    ),
    "is_veteran_party_member": ("老党员", "群众", "党员"),
    "is_delegate": ("党代表 人大代表 政协委员", "", ""),
    "is_village_cadre": ("村干部 组干部 村组干部 组长", "", ""),
}
MORE_YES_NO: dict[str, dict[str, bool | None]] = {
    indicator: {
        **dict.fromkeys(yes.split(), True),
        **dict.fromkeys(no.split(), False),
        **dict.fromkeys(unclear.split()),
    }
    for indicator, (yes, no, unclear) in _ANSWERS.items()
}

# {indicator: {code: words}}. The relations are those of GB/T 4761-2008 and of every day.
_CHOICES = {
    "sex": {"m": "男 男性 m male 1", "f": "女 女性 f female 2", "u": "未说明 未填"},
    "labour": {
        "full": "普通 普通劳力 有劳动能力 具有劳动能力 有劳动力 正常 全劳动力 整劳动力",
        "skilled": "技能 技能型劳动力",
        "weak": "弱 半 弱或半 弱劳力 半劳力 弱劳动力 半劳动力 弱或半劳动力 弱半劳动力 "
        "弱(半)劳动力 弱/半劳动力 部分丧失 部分丧失劳动能力",
        "lost": "丧失 丧失劳动能力 完全丧失 完全丧失劳动能力",
        "none": "无 没有 无劳力 无劳动能力",
    },
    "health": {
        "healthy": "良好 健康良好 正常 身体健康 无病",
        "chronic": "慢性病 长期慢性病 长期慢病 患慢性病 患有慢性病 患有长期慢性病",
        "serious": "重病 重疾 重大疾病 患大病 患有大病 大病患者 重病患者",
        "disabled": "残疾人 有残疾 持证残疾人 肢体残疾 视力残疾 听力残疾 言语残疾 智力残疾 精神残疾 多重残疾",
    },
    "disability_level": {"none": "无 否 没有 不是 非残疾 未残疾 健康 0 ×"},
    "works_at": {
        "home": "在家务农 务农 家 家中 本组 本村 村内",
        "township": "本镇 镇内 本乡 乡内 乡镇 乡镇内 本乡镇 本街道 街道内",
        "county": "县内 区内 本县 本区 县区内 县城 县(区)内 乡外县内 镇外县内 镇外区内 乡(镇)外县内",
        "province": "省内 本省 县外省内 区外省内 市内县外",
        "elsewhere": "外省 跨省 省外务工 国外 境外",
        "none": "无 否 没有 不务工 无务工 未外出",
    },
    "schooling": {
        "preschool": "学前 学前教育 幼儿园 幼儿 婴幼儿",
        "primary": "小学生 小学在校 在读小学",
        "junior": "初中生 在读初中",
        "senior": "高中生 普高 普通高中 在读高中",
        "vocational": "中专 职高 技校 职业高中 技工学校 中等职业 中等职业学校",
        "college": "大学 大学生 大专 专科 高职 本科 本科及以上 研究生 硕士 博士",
        "dropped_out": "失学 失学辍学 辍学在家",
        "not_in_school": "无 否 毕业 已毕业 不在校 非学生 非在读 非在校生",
    },
    "relation": {
        "head": "户主 本人 本人或户主 本户户主",
        "spouse": "配偶 妻 夫 妻子 丈夫 爱人 老婆 老公",
        "child": "子 女 子女 儿子 女儿 独生子 独生女 长子 次子 二子 三子 四子 五子 六子 长女 次女 二女 三女 "
        "四女 五女 大儿子 二儿子 三儿子 小儿子 大女儿 二女儿 三女儿 小女儿 其他儿子 其他女儿 "
        "养子 养女 养子女 继子 继女 继子女",
        "child_in_law": "儿媳 儿媳妇 媳 长媳 次媳 三媳 女婿 婿 上门女婿 儿媳或女婿",
        "grandchild": "孙 孙子 孙女 孙子女 孙辈 长孙 次孙 外孙 外孙子 外孙女 孙子或外孙子 "
        "孙女或外孙女 重孙 重孙子 重孙女 曾孙 曾孙子 曾孙女",
        "parent": "父 母 父亲 母亲 父母 爸爸 妈妈 养父 养母 继父 继母",
        "parent_in_law": "公公 婆婆 公婆 公公婆婆 岳父 岳母 岳父母 岳父母或公婆 配偶父母 配偶之父 配偶之母",
        "grandparent": "祖父 祖母 祖父母 祖辈 爷爷 奶奶 外祖父 外祖母 外公 外婆 姥姥 姥爷 曾祖父 曾祖母 "
        "祖父母或外祖父母",
        "sibling": "兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 兄长 兄弟 姐妹 兄弟姐妹 胞兄 胞弟 胞姐 胞妹",
        "other": "其他 其它 其他亲属 亲属 非亲属 侄子 侄女 侄儿 外甥 外甥女 叔叔 叔父 婶婶 伯父 伯母 姑姑 "
        "姑母 舅舅 舅父 姨母 嫂 嫂子 弟媳 弟妹 姐夫 妹夫 孙媳 孙媳妇 孙女婿 保姆 寄养 监护人",
    },
}
CHOICES: dict[str, dict[str, str]] = {
    indicator: {word: code for code, words in choices.items() for word in words.split()}
    for indicator, choices in _CHOICES.items()
}

for _school, _grades in {"primary": "一二三四五六", "junior": "七八九"}.items():
    for _grade in _grades:
        CHOICES["schooling"][f"{_grade}年级"] = _school
for _grade in "一二三":
    CHOICES["schooling"][f"小学{_grade}年级"] = "primary"
    CHOICES["schooling"][f"初{_grade}"] = "junior"
    CHOICES["schooling"][f"高{_grade}"] = "senior"

_KINDS = ("", "残疾", "肢体", "视力", "听力", "言语", "智力", "精神", "多重")
for _level, _spellings in {
    "1": "1 一 壹 i",
    "2": "2 二 贰 ii",
    "3": "3 三 叁 iii",
    "4": "4 四 肆 iv",
}.items():
    for _spelling in _spellings.split():
        CHOICES["disability_level"] |= {f"{kind}{_spelling}级": _level for kind in _KINDS}
        CHOICES["disability_level"] |= {_spelling: _level, f"{_spelling}级残疾": _level}
