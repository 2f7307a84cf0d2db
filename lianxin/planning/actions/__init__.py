"""The only writers of planning: plans, trips, what must be visited, visits made or not, reports, feeds."""

from lianxin.planning.actions.calling_back import owe_call_back
from lianxin.planning.actions.doing import Done, record_done, take_back_done
from lianxin.planning.actions.excusing import decide_excuse, excuse
from lianxin.planning.actions.feeds import close_feed, feed_text, open_feed
from lianxin.planning.actions.must_visits import call_must_visits
from lianxin.planning.actions.owing import owe_handovers, owe_reviews
from lianxin.planning.actions.planning_rounds import Planned, plan_rounds
from lianxin.planning.actions.planning_trips import Trips, plan_coming_trips, plan_trips
from lianxin.planning.actions.refreshing import refresh_duties
from lianxin.planning.actions.reporting import report, withdraw_report
from lianxin.planning.actions.weighing import weigh_ahead

__all__ = [
    "Done",
    "Planned",
    "Trips",
    "call_must_visits",
    "close_feed",
    "decide_excuse",
    "excuse",
    "feed_text",
    "open_feed",
    "owe_call_back",
    "owe_handovers",
    "owe_reviews",
    "plan_coming_trips",
    "plan_rounds",
    "plan_trips",
    "record_done",
    "refresh_duties",
    "report",
    "take_back_done",
    "weigh_ahead",
    "withdraw_report",
]
