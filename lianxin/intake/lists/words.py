"""What is said about lists of any kind, by code: (zh, en). Pure."""

MESSAGES: dict[str, tuple[str, str]] = {
    "list.header_missing": (
        "没有找到表头。表头里要有“{names}”等列名。请对照空表。",
        "No header was found. It needs titles such as {names}. Compare with the empty form.",
    ),
    "list.sheet_skipped": (
        "这张工作表没有认得的表头，没有读。如需导入，请补上表头。",
        "The sheet has no header that is understood and was not read. Add one if it belongs to it.",
    ),
    "list.header_duplicate": (
        "“{name}”这一项有两列。请删去或改名其中一列。",
        "There are two columns for {name}. Remove or rename one.",
    ),
    "list.no_column": ("表头里没有“{name}”列。请补上。", "There is no column {name}. Add it."),
    "list.private_column": (
        "这一项不需要，没有导入，也没有保存。以后的表里请去掉这一列。",
        "This is not needed; it was not imported and not kept. Leave the column out next time.",
    ),
}
