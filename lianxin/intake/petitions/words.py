"""What is said about a list that is handed over, by code: (zh, en). Pure."""

MESSAGES: dict[str, tuple[str, str]] = {
    "petition.number_missing": (
        "这一行没有编号。编号用来认同一件事，再导入时不会重复。请补上。",
        "This row has no number. It tells the same matter again in the next import. Add it.",
    ),
    "petition.words_missing": (
        "这一行没有写诉求内容。请补上。",
        "This row does not say what is wanted. Add it.",
    ),
    "petition.number_twice": (
        "编号{number}在第{first}行已经有了，只导入前一行。请核对编号。",
        "Number {number} stands in row {first} already; only that row was taken. Check the number.",
    ),
    "petition.place_missing": (
        "看不出是哪个村的事：没有村名，电话也对不上登记的户。请填“村/社区”。",
        "It is not clear where this is: no village, and the phone is of no household. Fill in 村/社区.",
    ),
    "petition.outside": (
        "{area}不归您管，没有导入。请交给那边，或由群工部导入。",
        "{area} is not yours; the row was not taken. Hand it on to whoever has it.",
    ),
    "petition.too_long": (
        "诉求内容超过4000字。请写短一些。",
        "More than 4,000 characters. Make it shorter.",
    ),
    "petition.several_homes": (
        "这个电话登记在几户名下，没有定是哪一户，只记了村。需要的话在问题页上补。",
        "The phone belongs to several households; only the village was kept. Add the home on its page.",
    ),
    "petition.category_taken": (
        "不认识类别“{word}”，先按“{title}”记。请在问题页上改成更准的类别。",
        "The category “{word}” is not known; it was taken as {title}. Correct it on its page.",
    ),
    "petition.no_policy": (
        "还没有采用办理时限的办法，不知道该哪一级办、几天办完。请先在“办法”页采用一份。",
        "No policy of deadlines is in force, so nobody knows who has how long. Adopt one first.",
    ),
    "petition.undo_changed": (
        "有{count}件在导入之后有人办过了，不能整批撤销：{numbers}。请在它们的页面上办结或撤回。",
        "{count} of them were worked on since: {numbers}. The import cannot be undone as a whole. "
        "End or withdraw them on their pages.",
    ),
    "petition.likely_double": (
        "和{number}很像：{reason}。导入了，请看一看要不要并案。",
        "It looks like {number}: {reason}. It was taken; see whether both are one.",
    ),
}
