"""What is said about a calendar workbook, by code: (zh, en). Pure."""

MESSAGES: dict[str, tuple[str, str]] = {
    "calendar.kind_unknown": (
        "看不出是放假还是上班。请填“放假”或“上班”。",
        "This is neither a day off nor a workday. Write 放假 or 上班.",
    ),
    "calendar.day_missing": ("这一行没有日期。请补上。", "This row has no date. Add it."),
    "calendar.kind_missing": (
        "没有写是放假还是上班。请填“放假”或“上班”。",
        "It is not said whether it is a day off. Write 放假 or 上班.",
    ),
    "calendar.backwards": (
        "结束日期在开始日期前面。请核对。",
        "The last day lies before the first. Check it.",
    ),
    "calendar.too_long": (
        "从{first}到{last}有{days}天，一个假期没有这么长。请核对年份。",
        "{first} to {last} is {days} days; no holiday is that long. Check the year.",
    ),
    "calendar.both": (
        "{day}在第{first}行已经写成另一种。一天只能是放假或者上班，请核对。",
        "Row {first} says otherwise of {day}. A day is either off or at work; check it.",
    ),
    "calendar.no_news": (
        "{day}本来就是这样（周末不上班、周一到周五上班），写不写都一样。可以去掉这一行。",
        "{day} is so anyway (off at the weekend, at work from Monday to Friday). The row may go.",
    ),
    "calendar.incomplete": (
        "{year}年的安排不全：缺{missing}。一年的通知要整年一起导入，不然后半年的期限会算错。",
        "The notice of {year} is not complete: {missing} is missing. Import a whole year at once.",
    ),
    "calendar.known_year": (
        "{year}年的全国安排系统里已经有。这里写的 {days} 天在它之上另算，已经定下的期限不动。",
        "The national notice of {year} is known. These {days} days count on top of it; firm deadlines stay.",
    ),
}
