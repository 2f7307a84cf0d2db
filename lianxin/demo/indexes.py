"""Indexes that the making of the demo does without, by when they are built: nothing that it reads is found by
them, so sorting each whole table once is all that they cost (`databases.haste.Indexes`).

Some of them also keep a rule, such as that a fact is current once. What would break it is told when they are
built, and the demo ends there.
"""

PEOPLE = ("resident_name", "resident_pinyin", "resident_initials", "resident_phone")
PEOPLE += ("tail_name", "tail_pinyin", "tail_initials", "registry_nametail_resident_id_0c44a106")
PEOPLE += ("one_head_per_household", "one_current_fact_per_household", "one_current_fact_per_resident")
VISITS = ("visit_household", "visit_area", "visit_staff", "visit_by_day", "visit_to_home", "missed_household")
VISITS += ("item_of_visit", "item_household", "item_raised_by", "event_subject")
WHILE_PAIRED = (*PEOPLE, *VISITS)
"""Built while the pairing is solved."""

EVENTS = ("event_area", "event_actor", "event_kind", "event_moment")
PROBLEMS = ("problem_open_at", "problem_open_of", "problem_open_in", "problem_open_due", "problem_board")
PROBLEMS += ("problem_open_phase", "problem_open_long", "problem_longstanding", "problem_stirring")
PROBLEMS += ("problem_household", "problem_area", "problem_category", "problem_opened", "problem_ended")
PROBLEMS += ("problem_phase", "problem_provisional", "custody_problem", "packet_problem", "packet_waiting")
PROBLEMS += ("joint_problem", "joint_waiting", "ending_problem", "ending_into", "origin_problem")
PROBLEMS += ("origin_home", "promise_problem", "problem_note", "reply_household", "reply_owed_by")
PROBLEMS += ("reply_owed_in", "origin_reference", "one_open_custody_of_a_problem")
WHILE_PLANNED = (*EVENTS, *PROBLEMS)
"""Built while the rounds are spread over the weeks, when nearly all events and all problems are there."""

DUTIES = ("duty_open_of", "duty_open_in", "duty_open_due", "duty_ended_in")
HOMES = ("household_unpaired", "household_handing_over", "registry_household_merged_into_id_2863d85c")
HOMES += ("pairing_pairing_staff_id_a9f1ce1b", "standing_since", "tenure_ended")
AT_LAST = (*DUTIES, *HOMES)
"""Built when homes have their cadres and classes, and all visits are planned."""
