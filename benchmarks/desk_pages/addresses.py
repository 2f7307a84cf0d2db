"""Which pages are opened, by whom, and what must stand on them.

An address may name something of the district (`visitor.things`): `{deep}` a household in the middle,
`{village}` and `{town}` the codes of where it lies, `{cadre}` who has it in his care, `{month}` the month
before this one, and one thing each of many kinds. A page about something that the district does not have is
left out and named. `find:TEXT` searches for a text from the frame and opens what is found.
"""

from collections.abc import Mapping, Sequence

Page = tuple[str, str, str]  # name, address, what must stand on the page

LIST = "households list"
PEER = "Django admin, list"

OFFICE: Sequence[Page] = (
    ("today", "/?area=all", "等人来办"),
    (LIST, "/households/?area=all", "户的列表"),
    ("list, deep page", "/households/?area=all&after={deep}", "户的列表"),
    ("list, one class", "/households/?area=all&tier=watch", "户的列表"),
    ("list, to ask", "/households/?area=all&mark=ask", "户的列表"),
    ("list, latest change first", "/households/?area=all&sort=changed", "户的列表"),
    ("list, a town", "/households/?area={town}", "户的列表"),
    ("search, pinyin", "find:li", "户"),
    ("search, a name", "find:{name}", "户"),
    ("household", "/households/{deep}/", "为什么"),
    ("household, its story", "/households/{deep}/history/", "全部经过"),
    ("contesting a class", "/households/{deep}/objection/", "分得不对"),
    ("choosing a cadre", "/households/{deep}/cadre/", "联系干部"),
    ("choosing, from everywhere", "/households/{deep}/cadre/?everywhere=1", "联系干部"),
    ("reviews", "/reviews/?area=all", "复核"),
    ("a review", "/reviews/{review}/", "复核"),
    ("overview", "/overview/?area=all", "各处的户数"),
    ("overview, a town", "/overview/{town}/", "各处的户数"),
    ("pairing board", "/pairing/?area=all", "各处"),
    ("pairing, a town", "/pairing/?area={town}", "各处"),
    ("pairing, a village", "/pairing/?area={village}", "谁联系谁"),
    ("a draft of pairs", "/pairing/drafts/{pairs}/", "结对方案"),
    ("cadres and their homes", "/pairing/cadres/?area=all", "干部"),
    ("cadres of a town", "/pairing/cadres/?area={town}", "干部"),
    ("a cadre", "/pairing/cadres/{cadre}/", "户"),
    ("wishes", "/pairing/wishes/?area=all", "要求换人"),
    ("hand-overs", "/pairing/handovers/?area=all", "交接"),
    ("visits, calendar", "/visits/calendar/?area=all", "走访日历"),
    ("visits, past their day", "/visits/calendar/?area=all&show=overdue", "走访日历"),
    ("visits, calendar of a town", "/visits/calendar/?area={town}", "走访日历"),
    ("visits made", "/visits/records/?area=all&month={month}", "走访记录"),
    ("visits made, with a need", "/visits/records/?area=all&month={month}&show=need", "走访记录"),
    ("visits made in a town", "/visits/records/?area={town}&month={month}", "走访记录"),
    ("visits made by a cadre", "/visits/records/?area=all&cadre={cadre}", "走访记录"),
    ("a visit", "/visits/records/{visit}/", "走访"),
    ("claims that clash", "/visits/clashes/?area=all", "两种说法"),
    ("changes in families", "/visits/families/?area=all", "家庭成员变动"),
    ("feedback", "/visits/feedback/?area=all", "系统反馈"),
    ("burden", "/visits/burden/?area=all", "减负"),
    ("burden, a town", "/visits/burden/?area={town}", "减负"),
    ("the form", "/visits/form/", "走访表"),
    ("coverage", "/visits/coverage/?area=all", "各处"),
    ("coverage, a town", "/visits/coverage/?area={town}", "各处"),
    ("overload, all", "/visits/overload/?area=all", "忙不过来"),
    ("overload, a town", "/visits/overload/?area={town}", "忙不过来"),
    ("excuses", "/visits/excuses/?area=all", "说明"),
    ("reports", "/visits/reports/?area=all", "上报"),
    ("the plan", "/visits/plan/", "重新排"),
    ("uploads that wait", "/uploads/?area=all", "要看一看的上传"),
    ("phones", "/phones/", "手机"),
    ("staff of a role", "/staff/?role=collector", "干部"),
    ("staff of a town", "/staff/?area={town}", "干部"),
    ("a person", "/staff/{cadre}/", "职务"),
    ("secondments", "/staff/secondments/", "下沉"),
    ("policies", "/policies/", "办法"),
    ("a policy", "/policies/{policy}/", "办法"),
    ("imports", "/imports/", "导入"),
    ("an import", "/imports/{imported}/", "导入"),
    ("ledger", "/ledger/", "台账"),
    ("ledger, a town", "/ledger/?area={town}", "台账"),
    ("ledger, a person", "/ledger/?who={number}", "台账"),
    ("settings", "/settings/", "设置"),
    ("areas", "/areas/", "区划"),
    ("an area", "/areas/{town}/", "区划"),
)
BY_STAFF: Mapping[str, Sequence[Page]] = {
    "DESK": OFFICE,
    "HEAD": (
        ("head: today", "/", "今天"),
        ("head: households", "/households/", "户的列表"),
        ("head: overview", "/overview/", "各处的户数"),
        ("head: pairing", "/pairing/", "各处"),
        ("head: calendar", "/visits/calendar/", "走访日历"),
        ("head: visits made", "/visits/records/", "走访记录"),
        ("head: overload", "/visits/overload/", "忙不过来"),
    ),
    "WORKER": (
        ("collector: today", "/", "今天"),
        ("collector: own visits", "/visits/mine/", "我的走访"),
        ("collector: own households", "/pairing/mine/", "我的户"),
        ("collector: households", "/households/", "户的列表"),
        ("collector: calendar", "/visits/calendar/", "走访日历"),
        ("collector: visits made", "/visits/records/", "走访记录"),
    ),
    "SUPERVISOR": (
        ("supervisor: today", "/", "今天"),
        ("supervisor: households", "/households/?area=all", "户的列表"),
        ("supervisor: visits made", "/visits/records/?area=all&month={month}", "走访记录"),
        ("supervisor: ledger", "/ledger/", "台账"),
    ),
    "ADMIN": (
        ("administrator: staff", "/staff/", "干部"),
        ("administrator: areas", "/areas/", "区划"),
        ("administrator: list of areas", "/areas/list/", "核对区划表"),
        ("administrator: slips", "/staff/slips/", "登录条"),
        ("administrator: machine", "/machine/", "设置"),
    ),
}
PEERS: Sequence[Page] = (
    (PEER, "/admin/registry/household/", "paginator"),
    ("Django admin, deep page", "/admin/registry/household/?p={page}", "paginator"),
    ("Django admin, one class", "/admin/registry/household/?standing__tier__exact=watch", "paginator"),
)
