"""Why a cell could not be taken, and what to write instead. `MESSAGES[code] = (zh, en)`. Pure."""

MESSAGES: dict[str, tuple[str, str]] = {
    "money.unreadable": (
        "读不出金额。请只写阿拉伯数字，例如 32000 或 3.2万元。",
        "This is no amount. Write digits only, such as 32000 or 3.2万元.",
    ),
    "money.not_a_number": (
        "金额列里是日期或“真/假”，多半是单元格格式错了。请设为“常规”格式后重新填写。",
        "A date or a true/false stands in a column of money. Set the format General and type it again.",
    ),
    "money.rough": (
        "这是约数或区间，不能猜。请核实后写一个确定的金额；核实不了就留空。",
        "This is a rough figure or a range. Check it and write one amount, or leave the cell empty.",
    ),
    "money.period": (
        "金额按月、季或天计，本列要按年或余额计。请换算后填写。",
        "The amount is by month, season or day; this column wants the year or the balance. Convert it.",
    ),
    "money.none_is_unclear": (
        "“无”说不清是没有收入，还是没有了解。没有收入请写 0，没有了解请留空。",
        "“无” may mean no income or not asked. Write 0 for no income, leave it empty when not asked.",
    ),
    "money.unit_unclear": (
        "{amount} 太小，可能单位是万元。请在格内写明单位（如 {amount}万元 或 {amount}元）。",
        "{amount} is so small that 万元 may be meant. Write the unit in the cell, such as {amount}万元.",
    ),
    "money.too_large_for_wan": (
        "表头单位是万元，{amount}万元太大，可能填的是元。请在格内写明单位（如 {amount}元）。",
        "The column is in 万元 and {amount} is too large; 元 may be meant. "
        "Write the unit in the cell ({amount}元 or {amount}万元).",
    ),
    "money.too_large": (
        "金额超过{limit}元，不合常理。请核对数字和单位。",
        "The amount is above {limit} yuan, which is not plausible. Check the figure and its unit.",
    ),
    "money.negative": ("金额不能是负数。请核对。", "The amount is negative. Check it."),
    "date.unreadable": (
        "读不出日期。请写成 1985-03-12 的样子。",
        "This is no date. Write it like 1985-03-12.",
    ),
    "date.incomplete": (
        "日期不完整。请写全年月日，例如 1985-03-12;不知道就留空。",
        "The date is not complete. Write year, month and day like 1985-03-12, or leave it empty.",
    ),
    "date.ambiguous": (
        "日期可以有几种读法。请写四位年份在前，例如 1985-03-12。",
        "The date can be read in several ways. Write the four-digit year first, like 1985-03-12.",
    ),
    "date.impossible": ("没有这一天。请核对月和日。", "There is no such day. Check month and day."),
    "date.lunar": (
        "这是农历日期。请换算成公历填写。",
        "This is a date of the lunar calendar. Convert it to the common calendar.",
    ),
    "date.too_early": ("日期早于1900年。请核对年份。", "The date is before 1900. Check the year."),
    "date.future": ("日期还没有到。请核对。", "The date lies in the future. Check it."),
    "yes_no.unknown": (
        "“{word}”看不出是或否。请写“是”或“否”，不清楚就留空。",
        "“{word}” is neither yes nor no. Write 是 or 否, or leave it empty.",
    ),
    "yes_no.unclear": (
        "“{word}”在这一列说不清是好是坏。请写“是”（有保障）或“否”（没有保障）。",
        "“{word}” can mean either in this column. Write 是 (assured) or 否 (not assured).",
    ),
    "choice.unknown": (
        "“{word}”不在可选项里。请从这些里选：{choices}；不清楚就留空。",
        "“{word}” is not one of the choices. Choose from: {choices}, or leave it empty.",
    ),
    "choice.several": (
        "“{word}”写了几项，这一列只能选一项。请选最主要的一项；残疾另写在“残疾等级”列。",
        "“{word}” names several, this column takes one. Choose the main one; "
        "a disability also goes into its own column.",
    ),
    "place.unclear": (
        "“{word}”看不出是县内、省内还是省外。请写：在家、本镇、县内、省内、省外或未务工。",
        "“{word}” does not tell whether it is in the town, the district, the province or beyond. "
        "Write 在家, 本镇, 县内, 省内, 省外 or 未务工.",
    ),
    "mark.unknown": (
        "不认识“{word}”。这一列可写：老党员、党代表、人大代表、政协委员、村组干部。",
        "“{word}” is not known. This column takes 老党员, 党代表, 人大代表, 政协委员, 村组干部.",
    ),
    "number.precision_lost": (
        "户编号被存成了数字，后几位已经丢失。请把这一列设为“文本”格式，再重新填写。",
        "The household number was stored as a number and its last digits are lost. "
        "Set the column to the format Text and type it again.",
    ),
    "number.too_long": (
        "户编号有{length}个字符，最多{limit}个。请改短。",
        "The household number has {length} characters, at most {limit} are allowed. Shorten it.",
    ),
    "number.characters": (
        "户编号只能用字母、数字、汉字和 - / . # 。请改正。",
        "A household number takes letters, digits and - / . # only. Correct it.",
    ),
    "name.masked": (
        "姓名被遮盖了（如“张*”“王某某”）。请填写全名。",
        "The name is masked. Write it in full.",
    ),
    "name.too_long": (
        "姓名有{length}个字，最多{limit}个。一格只写一个人。",
        "The name has {length} characters, at most {limit} are allowed. One person a cell.",
    ),
    "name.characters": (
        "姓名里有数字或符号。一格只写一个人的姓名，备注请另放一列。",
        "The name holds digits or signs. Write one name a cell and put remarks into another column.",
    ),
    "text.too_long": (
        "有{length}个字，最多{limit}个。请改短。",
        "The text has {length} characters, at most {limit} are allowed. Shorten it.",
    ),
    "phone.precision_lost": (
        "电话被存成了科学计数，号码已经丢失。请设为“文本”格式，再重新填写。",
        "The phone was stored as a rounded number. Set the cell to the format Text and type it again.",
    ),
    "phone.unreadable": (
        "电话里有不是数字的内容。请只写一个号码。",
        "The phone holds more than digits. Write one number only.",
    ),
    "phone.several": (
        "这里有不止一个号码。请只留一个，其余可放在备注列。",
        "There is more than one number. Keep one; others may go into a remark.",
    ),
    "phone.length": (
        "电话有{length}位数字，手机应为11位。请核对。",
        "The phone has {length} digits, a mobile number has 11. Check it.",
    ),
    "phone.area_code_missing": (
        "座机缺少区号。请写成 0915-3200000 的样子。",
        "The area code is missing. Write a landline like 0915-3200000.",
    ),
    "degrees.unreadable": (
        "读不出经纬度。请写十进制的度数，例如 109.0268。",
        "This is no coordinate. Write decimal degrees, such as 109.0268.",
    ),
    "degrees.swapped": (
        "经度和纬度好像填反了。经度在73至136之间，纬度在3至54之间。",
        "Longitude and latitude seem to be swapped. Longitude is 73 to 136, latitude 3 to 54.",
    ),
    "degrees.outside": (
        "经纬度不在国内。经度在73至136之间，纬度在3至54之间。请核对。",
        "The place is outside China. Longitude is 73 to 136, latitude 3 to 54. Check it.",
    ),
    "number.below_minimum": (
        "数值不能小于{minimum}。请核对。",
        "The value must not be below {minimum}. Check it.",
    ),
    "number.above_maximum": (
        "数值不能大于{maximum}。请核对。",
        "The value must not be above {maximum}. Check it.",
    ),
    "number.unreadable": ("读不出数字。请只写阿拉伯数字。", "This is no number. Write digits only."),
}
