"""The titles under which offices write each column. Data only. Pure.

A title is compared without blanks, brackets, units, years and marks such as `*`, in small letters. The first
title of each column is the one the template writes; the catalogue's own titles are added to these.
"""

# {key: titles}. What identifies a household and a person.
STRUCTURE = {
    "number": "户编号 户号 户编码 家庭编号 农户编号 户籍编号 住户编号 户口编号 家庭户号 householdno "
    "householdnumber",
    "head_name": "户主姓名 户主 户主名字 户主名称 所属户主 headname",
    "head_id": "户主身份证号码 户主身份证号 户主身份证 户主证件号码 户主证件号",
    "name": "姓名 成员姓名 家庭成员姓名 家庭成员 名字 人员姓名 居民姓名 name",
    "relation": "与户主关系 与户主的关系 和户主关系 户主关系 家庭关系 成员关系 与户主之关系 关系 relation",
    "sex": "性别 sex gender",
    "id_number": "身份证号码 身份证号 身份证 公民身份号码 公民身份证号码 居民身份证号码 居民身份证号 "
    "证件号码 证件号 身份号码 成员身份证号 成员身份证号码 idnumber",
    "birth_on": "出生日期 出生年月日 生日 出生年月 birthday birthdate",
    "phone": "联系电话 电话 手机 手机号 手机号码 电话号码 联系方式 移动电话 本人电话 本人联系电话 phone",
    "head_phone": "户主电话 户主联系电话 户主手机号 户主手机号码 户主联系方式",
    "town": "镇/街道 镇街道 镇街 镇办 镇(街道) 乡镇 乡(镇) 镇 街道 乡镇街道 乡镇(街道) 所属乡镇 所在乡镇 "
    "所属镇街 所在镇街 乡镇名称 镇名称 街道名称 镇(办) 乡镇/街道 town",
    "village": "村/社区 村社区 村(社区) 社区/村 村 社区 村(居) 村居 行政村 所属村 所在村 村名 村名称 "
    "社区名称 村委会 居委会 村(社区)名称 行政村(社区) 村(居)委会 所属村社区 village",
    "group_name": "组 小组 村民小组 村小组 组别 所在组 组名 居民小组 自然村 自然组 group",
    "address": "地址 住址 家庭住址 家庭地址 详细地址 居住地址 现住址 常住地址 address",
    "longitude": "经度 东经 longitude lng",
    "latitude": "纬度 北纬 latitude lat",
    "observed_on": "采集日期 填表日期 填报日期 登记日期 调查日期 核查日期 信息采集日期 数据日期 更新日期",
    "marks": "人员类别 身份标识 身份标记 重点人员类别 五必访对象 五必访类别 五必访 特殊身份 人员身份",
}

# {indicator: titles}.
FACTS = {
    "income_total": "家庭年纯收入 户均年纯收入 户均/家庭年纯收入 家庭纯收入 户均纯收入 家庭年收入 "
    "年纯收入 家庭总收入 家庭年总收入 全家年收入 户年纯收入 家庭年度纯收入 家庭可支配收入",
    "income_per_head": "人均纯收入 年人均纯收入 人均年纯收入 人均收入 年人均收入 人均年收入 "
    "家庭人均纯收入 家庭人均年纯收入 人均可支配收入 家庭年人均纯收入",
    "debt_balance": "负债余额 负债 债务余额 家庭负债 欠债 债务 家庭债务 负债金额 贷款余额 家庭负债余额",
    "medical_out_of_pocket": "自付医疗支出 医疗自付支出 自付医疗费用 医疗自付 自付医药费 医疗自付费用 "
    "个人自付医疗费用 年自付医疗支出 医疗支出自付 医疗自费支出 家庭自付医疗支出",
    "housing_is_safe": "住房安全 住房是否安全 是否住房安全 住房安全情况 住房安全有保障 住房安全保障 "
    "安全住房 住房保障",
    "water_is_safe": "饮水安全 饮水是否安全 是否饮水安全 安全饮水 饮水安全情况 饮水安全有保障 "
    "饮水安全保障 饮水保障",
    "food_is_enough": "不愁吃 是否不愁吃 吃饭是否有保障",
    "clothing_is_enough": "不愁穿 是否不愁穿 穿衣是否有保障",
    "education_is_assured": "义务教育 义务教育保障 义务教育有保障 是否义务教育有保障 义务教育是否有保障 "
    "教育保障",
    "medical_is_insured": "基本医疗 基本医疗保障 基本医疗有保障 是否参加基本医疗保险 是否参加医保 "
    "基本医疗保险 医保 参加医保情况 基本医疗是否有保障 是否参保 医疗保障",
    "gets_low_income_allowance": "是否低保 低保 低保户 是否低保户 是否享受低保 低保对象 是否低保对象 "
    "享受低保 最低生活保障",
    "gets_extreme_poverty_support": "是否特困 特困 特困供养 是否特困供养 特困户 五保 五保户 是否五保 "
    "是否五保户 是否特困户 特困人员 是否特困人员 特困人员供养 特困供养人员",
    "disaster_loss": "受灾损失 灾害损失 意外损失 受灾或意外损失 因灾损失 受灾损失金额 近一年受灾损失",
    "main_earner_lost_job": "主要劳动力是否失业 主要劳动力失业 是否失业",
    "labour": "劳动能力 劳动力 劳动能力情况 劳动力情况 劳动力状况 劳动力类型",
    "health": "健康状况 健康情况 身体状况 健康 身体健康状况",
    "disability_level": "残疾等级 残疾级别 残疾程度",
    "works_at": "务工地点 务工地 务工区域 务工所在地 务工范围 就业地点 外出务工地点",
    "schooling": "在校情况 在校生状况 在校生情况 就学情况 上学情况 就读情况 在读情况 在校状况 是否在校 "
    "学业情况",
    "is_veteran_party_member": "老党员 是否老党员",
    "is_delegate": "代表委员 两代表一委员 是否两代表一委员 是否代表委员 党代表人大代表政协委员 代表或委员",
    "is_village_cadre": "村组干部 是否村组干部 村干部 是否村干部 组干部",
}

# Columns that ask the opposite: yes there means no here.
NEGATED_FACTS = {
    "housing_is_safe": "是否危房 危房 住房不安全 是否住危房 是否居住危房",
    "water_is_safe": "饮水不安全 是否饮水不安全",
    "education_is_assured": "是否失学辍学 有无失学辍学 是否辍学 失学辍学",
}

# Understood and left out without a word.
IGNORED = "序号 行号 编号 no id # 导入结果 原因 怎么改"

# What the marks of one column (人员类别) mean.
MARKS = {
    "老党员": "is_veteran_party_member",
    "党代表": "is_delegate",
    "人大代表": "is_delegate",
    "政协委员": "is_delegate",
    "两代表一委员": "is_delegate",
    "代表委员": "is_delegate",
    "村组干部": "is_village_cadre",
    "村干部": "is_village_cadre",
    "组干部": "is_village_cadre",
    "五保户": "gets_extreme_poverty_support",
    "五保": "gets_extreme_poverty_support",
    "特困": "gets_extreme_poverty_support",
    "特困户": "gets_extreme_poverty_support",
    "低保户": "gets_low_income_allowance",
    "低保": "gets_low_income_allowance",
}
