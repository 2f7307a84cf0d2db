"""Why a sheet, a row or a household could not be taken, and what to do. `MESSAGES[code] = (zh, en)`. Pure."""

MESSAGES: dict[str, tuple[str, str]] = {
    "header.missing": (
        "没有找到表头。表头里要有“姓名”“与户主关系”等列名。"
        "请对照空表（“导入”页，或 lianxin import --template）。",
        "No header was found. It needs titles such as 姓名 and 与户主关系. "
        "Compare with the empty form (the import page, or `lianxin import --template`).",
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
        "与第{first}行是同一人，内容相同，只计一次。如果是两个人，请填写身份证号码。",
        "The same person as in row {first}, with the same content; counted once. "
        "Fill in the ID numbers if they are two people.",
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
    "household.two_sheets": (
        "户编号同时出现在两张工作表：{one}第{first}行和{other}第{second}行。请移到同一张表，或改成不同的编号。",
        "The household number stands in two sheets: {one} row {first} and {other} row {second}. "
        "Bring the rows together, or use different numbers.",
    ),
    "household.gone": (
        "户编号{number}在系统里已迁出、并户或销户。请核对编号；如果又迁回，请先在系统里恢复。",
        "Household {number} has left the register. Check the number; if it came back, restore it first.",
    ),
    "household.number_taken": (
        "户编号{number}在系统里是另一户，没有一人相同。请核对户编号。",
        "Number {number} belongs to another household on the register: nobody is the same. Check it.",
    ),
    "household.which_one": (
        "同一村里有不止一户的户主叫{name}，分不清是哪一户。请填写户编号或户主身份证号码。",
        "More than one household of the village has a head named {name}. Fill in 户编号 or the head's ID.",
    ),
    "household.head_differs": (
        "系统里的户主是{name}，文件里换了户主，却没有写{name}与新户主的关系。请补上这一行。",
        "The register's head is {name}; the file names another one and says nothing of {name}. Add that row.",
    ),
    "area.not_yours": (
        "{village}不在您负责的范围内。请由所在镇街或区县导入。",
        "{village} is outside your area. Let its town or the district import it.",
    ),
    "person.elsewhere": (
        "这个身份证号码在系统里登记在户编号{number}的户中。请先在系统里办理迁移，或核对号码。",
        "This ID number is on the register in household {number}. Move the person first, or check it.",
    ),
    "person.dead": (
        "这个身份证号码在系统里已登记为去世。请核对号码。",
        "The holder of this ID number is registered as dead. Check the number.",
    ),
    "person.which_one": (
        "这一户有不止一人叫{name}，分不清是谁。请填写身份证号码或出生日期。",
        "More than one member is named {name}. Fill in the ID number or the date of birth.",
    ),
    "person.id_differs": (
        "系统里这一户的{name}登记了另一个身份证号码。请核对；确属登记有误的，先在系统里更正。",
        "The register has another ID number for {name} of this household. "
        "Check it; if the register is wrong, correct it there first.",
    ),
    "person.renamed": (
        "身份证号码相同，姓名由“{before}”改为“{after}”。请核对是否同一人。",
        "The ID number is the same, the name changes from {before} to {after}. Check that it is one person.",
    ),
    "fact.newer_kept": (
        "“{title}”在系统里有{on}核实的情况，没有用文件里的代替。如果文件更新，请加“采集日期”列。",
        "The register knows “{title}” from {on} and keeps it. If the file is newer, add a column 采集日期.",
    ),
    "report.more_warnings": (
        "还有{count}条同样的提醒（{code}）没有列出。请处理完已列出的再导入一次。",
        "{count} more warnings of kind {code} are not listed. Work through those listed and import again.",
    ),
    "import.under_way": (
        "另一个导入还没有结束。请等它完成后再试。",
        "Another import is under way. Try again when it has finished.",
    ),
    "undo.unknown": (
        "没有这个编号的导入。请核对导入编号。",
        "There is no import of this number. Check it.",
    ),
    "undo.done_before": (
        "这次导入已在{on}撤销。不用再撤销。",
        "This import was undone on {on} already. There is nothing to do.",
    ),
    "undo.under_way": (
        "有导入正在进行。请等它完成后再撤销。",
        "An import is under way. Undo when it has finished.",
    ),
    "undo.changed_since": (
        "有{count}户在导入之后又改过，不能整批撤销：{numbers}。请在系统里逐户更正，或先撤销后来的导入。",
        "{count} households were changed after the import: {numbers}. "
        "Correct single households instead, or undo the later import first.",
    ),
    "income.disagrees": (
        "家庭年纯收入{total}元与人均纯收入{per_head}元、{members}口人对不上，可能是单位或人数有误。请核对。",
        "The household's income of {total} yuan does not fit {per_head} yuan a head and {members} people. "
        "Check the units and the members.",
    ),
}
