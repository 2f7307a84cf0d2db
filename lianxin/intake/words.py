"""Why a sheet, a row or a household could not be taken, and what to do. `MESSAGES[code] = (zh, en)`. Pure."""

MESSAGES: dict[str, tuple[str, str]] = {
    "header.missing": (
        "没有找到表头。表头里要有“姓名”“与户主关系”等列名。可用 lianxin import --template 生成模板对照。",
        "No header was found. It needs titles such as 姓名 and 与户主关系. "
        "Compare with the template that `lianxin import --template` writes.",
    ),
    "header.sheet_skipped": (
        "这张工作表没有花名册的表头，没有读。如需导入，请补上表头。",
        "The sheet has no header of a roster and was not read. Add one if it belongs to the roster.",
    ),
    "header.no_name": (
        "表头里没有“姓名”列。请补上这一列，一人一行。",
        "There is no column 姓名. Add it, one person a row.",
    ),
    "header.no_members": (
        "表头里只有户主姓名，没有成员的“姓名”列。请改为一人一行，户主也占一行。",
        "There is a column for the head's name but none for the members. One person a row, the head too.",
    ),
    "header.no_household": (
        "看不出谁和谁是一户。请加上“户编号”，或“户主姓名”“与户主关系”列。",
        "Nothing tells who lives together. Add 户编号, or 户主姓名 and 与户主关系.",
    ),
    "header.no_relation": (
        "看不出谁是户主。请加上“与户主关系”或“户主姓名”列。",
        "Nothing tells who is the head. Add 与户主关系 or 户主姓名.",
    ),
    "header.duplicate": (
        "{first}列和{second}列是同一项（{name}）。请删去或改名其中一列。",
        "Columns {first} and {second} are the same item ({name}). Remove or rename one of them.",
    ),
    "header.unknown": (
        "不认识这一列，没有导入。如果需要，请改用模板里的列名。",
        "This column is not known and was left out. Use a title of the template if it is needed.",
    ),
    "header.monthly": (
        "这一列按月计，没有导入。请换算成全年，列名去掉“月”。",
        "This column is by the month and was left out. Convert it to the year and change the title.",
    ),
    "file.no_rows": (
        "表头下面没有人员的行。请检查是否选错了文件。",
        "There is no row of a person below the header. Check that it is the right file.",
    ),
    "name.missing": (
        "这一行没有姓名。请补上；如果是空行，请整行删除。",
        "This row has no name. Add it, or delete the row if it is empty.",
    ),
    "mark.contradicts": (
        "这里写了“{word}”，同一行的另一列却写“否”。请核对，只留对的。",
        "“{word}” stands here, but another column of the row says no. Check and keep the right one.",
    ),
    "household.no_head": (
        "这一户没有户主的行。请把一人的“与户主关系”写成“户主”；如果同一户的行不在一起，请移到一起或填写户编号。",
        "The household has no row of its head. Write 户主 as the relation of one person; "
        "if its rows do not stand together, move them or fill in 户编号.",
    ),
    "household.two_heads": (
        "第{first}行和第{second}行都是户主。一户只能有一位户主，请改正一行；如果是两户，请用不同的户编号。",
        "Rows {first} and {second} are both the head. Correct one; if they are two households, "
        "give them different numbers.",
    ),
    "household.head_name_differs": (
        "“户主姓名”写的是{stated}，标为户主的却是另一人。请核对。",
        "The head's name is given as {stated}, but another person is marked as the head. Check it.",
    ),
    "household.head_id_differs": (
        "户主的身份证号码在两列里不一样。请核对。",
        "The head's ID number differs between two columns. Check it.",
    ),
    "household.contradicts": (
        "同一户的“{column}”前后不一致：第{first}行是“{one}”，第{second}行是“{other}”。请改成一样，或只在第一行填写。",
        "“{column}” differs within the household: “{one}” in row {first}, “{other}” in row {second}. "
        "Make them equal, or fill in the first row only.",
    ),
    "household.scattered": (
        "这一户的行不在一起，已按户编号合并。请核对是否为同一户。",
        "The rows of this household do not stand together; they were joined by its number. Check it.",
    ),
    "person.repeated": (
        "与第{first}行是同一人，内容相同，只计一次。",
        "The same person as in row {first}, with the same content; counted once.",
    ),
    "person.contradicts": (
        "第{first}行和第{second}行是同一人，内容却不同。请只留对的一行。",
        "Rows {first} and {second} are the same person but differ. Keep the right row.",
    ),
    "person.in_two_households": (
        "同一身份证号码出现在两户：{one}第{first}行和{other}第{second}行。请只留在实际居住的一户。",
        "The same ID number stands in two households: {one} row {first} and {other} row {second}. "
        "Keep the person where he lives.",
    ),
    "relation.missing": (
        "没有填与户主关系，暂记为“其他”。请补上后再导入一次。",
        "The relation to the head is missing; “other” was taken. Add it and import again.",
    ),
    "id.upgraded": (
        "15位旧号码已按规则升为18位。请对照证件核实。",
        "The old 15-digit number was brought to 18 by the rule. Compare it with the document.",
    ),
    "id.sex_differs": (
        "身份证号码上的性别是{in_id}，与“性别”列不符，可能是别人的号码。请核对。",
        "By the ID number the person is {in_id_en}, which differs from the column. "
        "It may be someone else's number. Check it.",
    ),
    "id.birth_differs": (
        "身份证号码上的出生日期与“出生日期”列相差一年以上，可能是别人的号码。请核对。",
        "The birth in the ID number is more than a year from the column. "
        "It may be someone else's number. Check it.",
    ),
    "id.birth_used": (
        "出生日期与身份证号码不一致（可能是农历），已按身份证号码记。请核对。",
        "The birth differs from the ID number (a lunar date?); that of the ID number was taken. Check it.",
    ),
    "income.disagrees": (
        "家庭年纯收入{total}元与人均纯收入{per_head}元、{members}口人对不上，可能是单位或人数有误。请核对。",
        "The household's income of {total} yuan does not fit {per_head} yuan a head and {members} people. "
        "Check the units and the members.",
    ),
}
