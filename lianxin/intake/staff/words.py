"""What is said about a staff workbook, by code: (zh, en). Pure."""

MESSAGES: dict[str, tuple[str, str]] = {
    "staff.header_missing": (
        "没有找到表头。表头里要有“工号”“姓名”等列名。请对照空表（“干部”页，或 lianxin import --kind staff "
        "--template）。",
        "No header was found. It needs titles such as 工号 and 姓名. Compare with the empty form "
        "(the staff page, or `lianxin import --kind staff --template`).",
    ),
    "staff.sheet_skipped": (
        "这张工作表没有干部表的表头，没有读。如需导入，请补上表头。",
        "The sheet has no header of a staff list and was not read. Add one if it belongs to it.",
    ),
    "staff.no_number_column": (
        "表头里没有“工号”列。工号是登录和再次导入时认人的依据。请补上，每人一个，不要用身份证号和手机号。",
        "There is no column 工号. It tells people apart at sign-in and in the next import. "
        "Add one, different for each; not the ID number, not the phone.",
    ),
    "staff.no_name_column": ("表头里没有“姓名”列。请补上。", "There is no column 姓名. Add it."),
    "staff.header_duplicate": (
        "“{name}”这一项有两列。请删去或改名其中一列。",
        "There are two columns for {name}. Remove or rename one.",
    ),
    "staff.private_column": (
        "干部的这一项不需要，没有导入，也没有保存。以后的表里请去掉这一列。",
        "This is not needed of staff; it was not imported and not kept. Leave the column out next time.",
    ),
    "staff.number_missing": ("这一行没有工号。请补上。", "This row has no staff number. Add it."),
    "staff.number_private": (
        "工号像是身份证号或手机号。工号人人看得见，请另编一个。",
        "The staff number looks like an ID number or a phone. Everyone sees it; choose another.",
    ),
    "staff.name_differs": (
        "工号{number}在第{first}行是另一个姓名。一个工号只能是一个人，请核对。",
        "Row {first} gives number {number} another name. One number is one person; check it.",
    ),
    "staff.contradicts": (
        "同一人的“{column}”前后不一致，前面在第{first}行。请改成一样，或只在第一行填写。",
        "“{column}” differs from row {first} of the same person. Make them equal, or fill in the first only.",
    ),
    "staff.number_taken": (
        "工号{number}在系统里是{name}。如果是改名，先在系统里改；如果是两个人，请换工号。",
        "Number {number} belongs to {name}. Change a new name there first, or use another number.",
    ),
    "staff.disabled": (
        "{name}在系统里已离任。要回来，先在他的页面上恢复账号。",
        "{name} has left. Bring the account back on the page of that person first.",
    ),
    "staff.own_row": (
        "这一行给您自己加职务。自己的职务请另一位系统管理员办。",
        "This row would give you a post. Another administrator has to do that.",
    ),
    "staff.role_unknown": (
        "看不出是什么角色。请填：联系干部、镇办一把手、群众工作部、督查、系统管理。",
        "This is no role. Write one of: 联系干部, 镇办一把手, 群众工作部, 督查, 系统管理.",
    ),
    "staff.role_taken": (
        "没有写角色，按联系干部登记。如果不是，请填“角色”列。",
        "No role is given; it was taken as 联系干部. Fill in 角色 if that is wrong.",
    ),
    "staff.role_level": (
        "“{role}”不能设在“{area}”这一级。请核对角色和区划。",
        "The role {role} cannot be held on {area}. Check the role and the area.",
    ),
    "staff.post_twice": (
        "与第{first}行是同一人的同一职务，只计一次。请删去一行。",
        "The same post of the same person as in row {first}; counted once. Delete one of the rows.",
    ),
    "staff.other_posts": (
        "{name}在系统里还任着{posts}，没有动。要终止，请在他的页面上办。",
        "{name} also holds {posts}, which stays. End it on the page of that person.",
    ),
    "staff.rank_unknown": (
        "看不出职级。请填：领导、中层、一般干部。",
        "This is no rank. Write 领导, 中层 or 一般干部.",
    ),
    "staff.ability_unknown": (
        "不认识“{word}”。可填：{choices}。",
        "“{word}” is not known. Choose from: {choices}.",
    ),
    "staff.unit_missing": (
        "写了下沉到哪里，没有写从哪个单位来。请填“单位”或“派出单位”。",
        "A secondment is given without a unit. Fill in 单位 or 派出单位.",
    ),
    "staff.seconded": (
        "{name}在系统里已经下沉在{area}。先在他的页面上结束那一段。",
        "{name} is posted down in {area} already. End that on the page of that person first.",
    ),
    "staff.undo_changed": (
        "有{count}人在导入之后又有变动（登录过、发了登录条、改了职务等），不能整批撤销：{numbers}。"
        "请在他们的页面上逐个办离任。",
        "{count} people have changed since (a sign-in, a slip, a post): {numbers}. "
        "The import cannot be undone as a whole; let them leave one by one on their pages.",
    ),
}
