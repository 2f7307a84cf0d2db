"""Why a step with a problem cannot be taken, and what to do instead."""

MESSAGES: dict[str, tuple[str, str]] = {
    "no-policy": (
        "还没有采用办理时限的办法。请先采用：lianxin policy adopt policy/deadlines/2026-01-01.yaml。",
        "No policy of deadlines is in force. Adopt one: lianxin policy adopt FILE.",
    ),
    "ended": ("这件事已经办结。", "This problem has ended."),
    "not-waiting": ("这件事还没人接办，先接办。", "Nobody has accepted this problem yet."),
    "not-held": ("这件事正在办，不用这一步。", "This problem is being worked on; this step does not apply."),
    "not-paused": ("这件事暂停着，先恢复计时。", "This problem is paused; let its clock go on first."),
    "not-asked": ("这件事已上报，等上一级答复。", "This problem was sent up and waits for an answer."),
    "not-sent_back": ("这件事刚被退回，请先接着办或再上报。", "This problem was sent back."),
    "not-deciding": (
        "这件事在等群工部裁定。",
        "The district desk decides where this problem lies.",
    ),
    "at-the-top": (
        "这件事已在最高一级，不能再上报。",
        "This problem is at the top; it cannot be sent up.",
    ),
    "decided": (
        "群工部已裁定由这一级办，不能再上报；到期会自动上升。",
        "The district desk decided that it is yours; it rises by itself when its time is over.",
    ),
    "never-pauses": ("急事按小时计，不能暂停。", "What is counted in hours cannot be paused."),
    "overdue": ("已经超期，不能暂停。", "It is overdue; its clock cannot be stopped any more."),
    "unknown-reason": ("没有这种原因，请从列出的里面选。", "There is no such reason; choose a listed one."),
    "unknown-category": ("办法里没有这一类，请从列出的里面选。", "The policy has no such category."),
    "unknown-rung": ("办法里没有这一级。", "The policy has no such rung."),
    "words-needed": ("请写几个字说清楚。", "Say it in a few words."),
    "too-long": ("写得太长了，请在 4000 字以内。", "Too long; at most 4,000 characters."),
    "pause-over": ("恢复的日子要在今天以后。", "The day on which it goes on must lie ahead."),
    "pause-cap": (
        "这个原因最多停 {days} 天，已经用了 {used} 天。",
        "This reason allows {days} days in all; {used} are used.",
    ),
    "pause-cap-in-all": (
        "一件事最多停 {days} 天，已经用了 {used} 天。",
        "One problem may stand {days} days in all; {used} are used.",
    ),
    "promise-past": ("承诺的日子不能在今天以前。", "A promise cannot be for a day that has passed."),
    "promise-far": (
        "承诺的日子太远，最多 {days} 天。",
        "A promise is for a day within {days} days.",
    ),
    "promise-reason": (
        "改承诺要写明原因，群众看得到。",
        "A changed promise needs a reason; the household reads it.",
    ),
    "evidence-needed": (
        "这一类办成了要有凭据：写一句，或者附上照片、文件。",
        "Matters of this kind need evidence: say what shows it, or attach a photo or a document.",
    ),
    "evidence-off": (
        "区里关掉了附件，请用文字写明凭据。",
        "The district has switched files off; say in words what shows it.",
    ),
    "too-many-files": ("一步最多附 {most} 个文件。", "A step takes {most} files at most."),
    "file-too-large": ("文件太大，每个最多 {most} 兆。", "A file may have {most} MB at most."),
    "file-empty": ("文件是空的，请重新选。", "The file is empty; choose it again."),
    "not-a-file": (
        "只收照片（JPEG、PNG、WebP）和 PDF 文件。",
        "Only photos (JPEG, PNG, WebP) and PDF documents are taken.",
    ),
    "picture-too-large": (
        "照片的像素太多，请缩小了再附。",
        "The picture has too many points; make it smaller.",
    ),
    "document-active": (
        "这份 PDF 里有脚本、表单或夹带的文件，不能收。请打印成 PDF 再附。",
        "This PDF holds scripts, forms or other files. Print it to a PDF and attach that.",
    ),
    "document-locked": (
        "这份 PDF 加了密，看不了里面。请去掉密码再附。",
        "This PDF is encrypted. Take the password off and attach it again.",
    ),
    "document-broken": (
        "这份 PDF 不完整，或者写法太特别。请打印成 PDF 再附。",
        "This PDF is damaged or written in an uncommon way. Print it to a PDF and attach that.",
    ),
    "evidence-gone": ("这份凭据已经删掉了。", "This piece of evidence was removed before."),
    "only-photos": ("只有照片可以给这一户看。", "Only photos can be shown to a household."),
    "receiver-needed": (
        "转出要写明转给哪个单位、谁接收的。",
        "Say which office took it over, and who there accepted it.",
    ),
    "parts-open": ("合办单位还有没答复的，先请他们答复。", "Some who share in it have not answered yet."),
    "answered": ("这一条已经答复过了。", "This was answered before."),
    "lead-needed": ("合办要有一个牵头单位，只能有一个。", "Exactly one of those who share in it must lead."),
    "nobody": ("请至少选一个单位。", "Choose at least one."),
    "itself": ("不能并到它自己里。", "It cannot be merged into itself."),
    "into-ended": ("要并入的那件事已经办结。", "The problem to merge into has ended."),
    "own-work": (
        "自己办的事，不能自己替群众评判。请由别人来记。",
        "Who did it cannot record the household's answer; somebody else must.",
    ),
    "not-working": (
        "这个人已经不在岗，请另选。",
        "This person does not work here any more; choose another.",
    ),
    "no-place": ("请写明是哪一户或哪个村。", "Name a household or a village."),
    "month-taken": (
        "这里这个月已经定了一题，每月只办一题。",
        "A topic was chosen here for this month; there is one a month.",
    ),
    "month-away": ("只能定这个月或下个月的题。", "A topic is for this month or the next."),
    "topic-open": (
        "这一类已经在办一题，先办完再定。",
        "This kind of problem is being worked on as a topic; close that one first.",
    ),
    "same-leader": ("已经由他牵头，请另选一位。", "He leads it already; choose somebody else."),
    "topic-closed": ("这一题已经办结。", "This topic has been closed."),
    "step-past": ("这一步的日子不能在今天以前。", "The day of a step cannot lie in the past."),
    "step-done": ("这一步已经办完。", "This step is done."),
    "steps-open": (
        "还有没办完的步骤：先办完，或者写明结果。",
        "Some steps are still open; finish them, or say how they turned out.",
    ),
    "moved-on": (
        "后来又有人办过这件事，撤销不了了；请用别的步骤改。",
        "Something happened to it since; it cannot be taken back any more.",
    ),
    "unknown-problem": (
        "没有这个编号的问题，或者您看不到它。",
        "There is no problem of that number, or you cannot see it.",
    ),
    "exclusion-open": (
        "这件事已经提过不计入，正在走程序，或者已经不计入了。",
        "An exclusion of this problem is under way or stands already.",
    ),
    "exclusion-settled": (
        "这件事照样计入，已经定了，不能再提。",
        "It was settled that this problem counts; this cannot be proposed again.",
    ),
    "exclusion-reviewed": ("这一条已经核过了。", "This was reviewed before."),
    "own-exclusion": (
        "经手过这件事，或者提过、核过这一条的人，不能来定。请由别人定。",
        "Whoever had a part in it cannot decide it; somebody else must.",
    ),
    "own-town": (
        "本镇的人不能定本镇的不计入。请由区里别的人定。",
        "Nobody of the town itself decides what does not count for it.",
    ),
    "appeal-not-now": (
        "这一条现在不能提不同意：还没核定，或者已经提过了。",
        "There is nothing to appeal against now.",
    ),
    "appeal-late": ("提不同意的日子过了。", "The days for an appeal are over."),
    "lifting-not-now": (
        "只有现在不计入的才能收回；群众不同意的，先由另一人定。",
        "Only what does not count now can be lifted; where the household appealed, that is decided first.",
    ),
    "lifting-open": (
        "已经有人提过收回，正等第二个人定。",
        "Somebody asked for that; a second person is owed.",
    ),
    "lifting-none": ("没有等着定的收回。", "Nobody asked to lift this."),
    "appeal-not-open": ("没有等着定的不同意。", "No appeal waits for a decision."),
    "settled": ("这一条已经答复过了。", "This was settled before."),
}


class ProblemsRefused(ValueError):
    """A step that cannot be taken. `code` is stable; `message` says in Chinese why and what to do."""

    def __init__(self, code: str, **values: object) -> None:
        zh, en = MESSAGES[code]
        self.code, self.message, self.message_en = code, zh.format(**values), en.format(**values)
        super().__init__(self.message)


MOST_WORDS = 4000


def said(words: str, code: str = "words-needed") -> str:
    """The words without blanks around them. Raises ProblemsRefused when there are none, or too many."""
    text = words.strip()
    if not text:
        raise ProblemsRefused(code)
    if len(text) > MOST_WORDS:
        raise ProblemsRefused("too-long")
    return text
