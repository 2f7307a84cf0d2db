"""Every switch there is, with the rule it rests on. A new one is one more entry; codes stay for good."""

from lianxin.switches.vocabulary import Choice, Kind, Switch, Words

GROUPS: dict[str, Words] = {
    "visits": ("走访", "Visits"),
    "problems": ("问题", "Problems"),
    "accounts": ("登录与账号", "Signing in"),
    "notices": ("通知", "Notices"),
    "retention": ("保存多久", "How long things are kept"),
    "never": ("永远不提供", "Never available"),
}

BURDEN: Words = ("国办函〔2026〕12号", "State Council General Office letter 2026 No. 12")

_LIST = (
    Switch(
        code="gps",
        group="visits",
        kind=Kind.YES_NO,
        title=("走访定位", "Position of a visit"),
        does=(
            "干部在手机上按一下“记下这里的位置”，记一次，约到 100 米；不按就不记，不在后台记，不记行踪。"
            "只作走访记录的参考，不能单凭它说谁去没去。",
            "A cadre presses “note the place” and it is noted once, to about 100 m; never unasked, never in "
            "the background, never as a track. A remark in the visit, and by itself no proof of anything.",
        ),
        law=(
            "国办函〔2026〕12号：不得强制拍照、定位留痕。个人信息保护法第二十八条：行踪轨迹是敏感个人信息，"
            "要有特定目的和充分必要，并取得单独同意。核实靠回访和统计，不靠定位。",
            "State Council General Office letter 2026 No. 12: no forced photos or positions. Personal "
            "Information Protection Law, art. 28: whereabouts are sensitive; a specific purpose, strict need "
            "and separate consent are required. Checks rest on call-backs and statistics instead.",
        ),
        default="off",
        is_guarded=True,
    ),
    Switch(
        code="photos",
        group="visits",
        kind=Kind.YES_NO,
        title=("走访照片", "Photos of a visit"),
        does=(
            "走访记录可以附照片，例如房屋裂缝。附不附由干部和这一户定，没有照片也能记完。照片在手机上缩小，"
            "到服务器再重画一遍，拍摄地点等信息都去掉，加密存放，谁看过有记录。",
            "A visit may carry photos, such as a crack in a wall; cadre and household decide, and a visit is "
            "complete without. Place and time of taking are stripped, photos encrypted, looks logged.",
        ),
        law=(
            "国办函〔2026〕12号：不得强制拍照。个人信息保护法第六条：收集个人信息限于最小范围；"
            "第二十九条：敏感个人信息要单独同意。",
            "State Council General Office letter 2026 No. 12: no forced photos. Personal "
            "Information Protection Law, art. 6: no more than is needed; art. 29: separate consent.",
        ),
        default="off",
        is_guarded=True,
    ),
    Switch(
        code="evidence",
        group="problems",
        kind=Kind.YES_NO,
        title=("凭据附件", "Files of evidence"),
        does=(
            "办问题的每一步可以附照片、PDF 作凭据，例如验收单、收据、修好的路。"
            "附不附由办的人定，写一句也算凭据。"
            "照片重画一遍，拍摄地点等信息都去掉；都加密存放，谁看过有记录。关掉以后不再收，已有的存到期满。",
            "Steps with a problem may carry photos and PDFs: an acceptance sheet, a receipt, the mended "
            "road. Whoever works on it decides, and words count as well. Photos are drawn anew without place "
            "and time, all is encrypted, looks are logged. Off: none are taken in; those here stay their "
            "time.",
        ),
        law=(
            "个人信息保护法第十三条第一款第三项：为履行法定职责所必需；第六条：限于最小范围，所以不拍人脸、身份证件。"
            "信访工作条例：办理意见要有事实依据。国办函〔2026〕12号：不得强制拍照，所以从不要求非得是照片。",
            "Personal Information Protection Law, art. 13 (3): needed for a duty of the law; art. 6: no more "
            "than is needed, so no faces and no ID cards. Regulations on petitions: findings rest on facts. "
            "State Council General Office letter 2026 No. 12: no forced photos, so it need never be one.",
        ),
        default="on",
    ),
    Switch(
        code="session_hours",
        group="accounts",
        kind=Kind.NUMBER,
        title=("多久不用就退出", "Sign out after"),
        does=(
            "多少小时没有点开任何一页，就要重新登录。正开着的登录，最迟十分钟后按新的算。",
            "After so many hours without opening a page one signs in again. "
            "Open sessions follow within ten minutes of use.",
        ),
        law=(
            "个人信息保护法第五十一条：采取相应的安全技术措施，防止未经授权的访问。",
            "Personal Information Protection Law, art. 51: measures against access without authority.",
        ),
        default="12",
        least=1,
        most=12,
        unit=("小时", "hours"),
    ),
    Switch(
        code="second_factor",
        group="accounts",
        kind=Kind.CHOICE,
        title=("谁必须用两步验证", "Who must use one-time codes"),
        does=(
            "登录时除了密码，还要手机上的六位数字。群众工作部和系统管理员总是要用，不能减。",
            "Besides the password, six digits from a phone. District desk and administrators always need it.",
        ),
        law=(
            "个人信息保护法第五十一条。能看到全区数据的人，账号被盗的后果最重。",
            "Personal Information Protection Law, art. 51. A stolen account weighs most where it sees "
            "the whole district.",
        ),
        default="core",
        choices=(
            Choice("core", "群众工作部、系统管理", "district desk and administrators"),
            Choice("leaders", "再加督查、镇办一把手", "also supervisors and town heads"),
            Choice("everyone", "所有人", "everyone"),
        ),
    ),
    Switch(
        code="notices_outside",
        group="notices",
        kind=Kind.YES_NO,
        title=("往外发通知", "Notices outside"),
        does=(
            "上班时间里，上午、下午各发一次：有几件事等着您。走本人的邮箱，或者镇、区的企业微信、钉钉、飞书群。"
            "只有数目和本站地址，没有户名、人名，也没有说的话。关着的时候，只在本系统里看得到。",
            "In working hours, once in the morning and once in the afternoon: how many things wait. By a "
            "person's own e-mail, or in a place's group of WeCom, DingTalk or Feishu. Counts and this site's "
            "address, never a household, a name or what was said. While it is off, they show only in here.",
        ),
        law=(
            "个人信息保护法第二十一条、第二十三条：向别人提供个人信息要有依据，所以发出去的没有个人信息。"
            f"{BURDEN[0]}要求减负，所以一天最多两次，下班不发。",
            "Personal Information Protection Law, art. 21 and 23: handing on personal information needs a "
            f"ground: none leaves. {BURDEN[1]} asks for less burden: twice a day at most, never after work.",
        ),
        default="off",
        is_guarded=True,
    ),
    Switch(
        code="kept_unused_days",
        group="retention",
        kind=Kind.NUMBER,
        title=("交来没导入的文件", "Files handed in but not imported"),
        does=(
            "过了这么多天还没有导入的花名册，自动删掉。文件一直是加密存着的。",
            "Rosters that were not imported are deleted after so many days. They are encrypted all along.",
        ),
        law=(
            "个人信息保护法第十九条：保存期限应当为实现处理目的所必要的最短时间。",
            "Personal Information Protection Law, art. 19: kept no longer than the purpose needs.",
        ),
        default="7",
        least=1,
        most=30,
        unit=("天", "days"),
    ),
    Switch(
        code="kept_refused_days",
        group="retention",
        kind=Kind.NUMBER,
        title=("退回的行", "Refused rows"),
        does=(
            "导入时退回的行，可以下载回去改；过了这么多天就删掉。",
            "Rows that were refused can be downloaded and corrected; after so many days they are deleted.",
        ),
        law=(
            "个人信息保护法第十九条：保存期限应当为实现处理目的所必要的最短时间。",
            "Personal Information Protection Law, art. 19: kept no longer than the purpose needs.",
        ),
        default="30",
        least=1,
        most=90,
        unit=("天", "days"),
    ),
    Switch(
        code="kept_photo_days",
        group="retention",
        kind=Kind.NUMBER,
        title=("走访照片", "Photos of visits"),
        does=(
            "照片收到后过了这么多天就自动删掉，走访记录照样在。关掉照片的开关，不会延长也不会缩短。",
            "Photos are deleted so many days after they came in; the visit stays. "
            "Switching photos off changes nothing about that.",
        ),
        law=(
            "个人信息保护法第十九条：保存期限应当为实现处理目的所必要的最短时间；第四十七条：期满应当主动删除。",
            "Personal Information Protection Law, art. 19: kept no longer than the purpose needs; "
            "art. 47: deleted unasked when the time is over.",
        ),
        default="180",
        least=7,
        most=730,
        unit=("天", "days"),
    ),
    Switch(
        code="kept_position_days",
        group="retention",
        kind=Kind.NUMBER,
        title=("走访定位", "Positions of visits"),
        does=(
            "位置收到后过了这么多天就自动删掉，走访记录照样在。",
            "Positions are deleted so many days after they came in; the visit stays.",
        ),
        law=(
            "个人信息保护法第十九条、第四十七条；第二十八条：行踪轨迹是敏感个人信息，能不留就不留。",
            "Personal Information Protection Law, art. 19 and 47; art. 28: whereabouts are sensitive and "
            "not kept without need.",
        ),
        default="90",
        least=1,
        most=365,
        unit=("天", "days"),
    ),
    Switch(
        code="ranking",
        group="never",
        kind=Kind.NEVER,
        title=("干部积分、排名", "Points and rankings of staff"),
        does=(
            "按走访次数、照片数给干部打分排队。这样只会换来走过场。",
            "Scoring and ranking workers by counts of visits or photos. It only buys hollow visits.",
        ),
        law=(
            f"{BURDEN[0]}：不得积分排名。好不好由群众评，不由系统排。",
            f"{BURDEN[1]}: no points, no rankings. The households judge.",
        ),
        default="off",
    ),
    Switch(
        code="online_time",
        group="never",
        kind=Kind.NEVER,
        title=("统计在线时长", "Counting online time"),
        does=("记下谁开着系统多久。", "Noting how long somebody keeps the system open."),
        law=(
            f"{BURDEN[0]}：不得以在线时长考核。台账只记做了什么，不记看了多久。",
            f"{BURDEN[1]}: online time is no measure of work. The ledger notes what was done.",
        ),
        default="off",
    ),
    Switch(
        code="clock_in",
        group="never",
        kind=Kind.NEVER,
        title=("打卡签到", "Clocking in"),
        does=(
            "要求到村、到户扫码或定位签到。",
            "Demanding that workers check in by code or position at a village or home.",
        ),
        law=(
            f"{BURDEN[0]}：不得打卡签到。走访凭谈了什么、办了什么。",
            f"{BURDEN[1]}: no clocking in. A visit counts by what was found and done.",
        ),
        default="off",
    ),
    Switch(
        code="app_assessment",
        group="never",
        kind=Kind.NEVER,
        title=("以使用系统作考核", "Assessment by use of the software"),
        does=(
            "把登录、填报、下载的多少当作考核的主要依据。",
            "Taking sign-ins, entries or downloads as the main measure of work.",
        ),
        law=(
            f"{BURDEN[0]}：政务应用不作为考核的主要载体，不得重复填报。",
            f"{BURDEN[1]}: an app is not the main vehicle of assessment; nothing is filled in twice.",
        ),
        default="off",
    ),
)

SWITCHES: dict[str, Switch] = {switch.code: switch for switch in _LIST}
