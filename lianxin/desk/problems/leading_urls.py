"""The addresses of the leaders' pages, below `problems/`."""

from django.urls import path

from lianxin.desk.problems.views import board, booklet, longstanding, promises, topics, trends

LEADING = [
    path("board/", board.board, name="problem-board"),
    path("late/", board.late, name="problems-late"),
    path("promises/", promises.promises, name="promises"),
    path("longstanding/", longstanding.longstanding, name="longstanding"),
    path("trends/", trends.trends, name="problem-trends"),
    path("topics/", topics.topics, name="topics"),
    path("topics/new/<area:code>/<slug:category>/", topics.new_topic, name="new-topic"),
    path("topics/<uuid:key>/", topics.topic, name="topic"),
    path("topics/<uuid:key>/steps/", topics.steps, name="topic-steps"),
    path("topics/<uuid:key>/leader/", topics.leader, name="topic-leader"),
    path("topics/<uuid:key>/undoing/", topics.undoing, name="topic-undoing"),
    path("topics/<uuid:key>/closing/", topics.closing, name="topic-closing"),
    path("topics/steps/<uuid:key>/result/", topics.result, name="topic-step-result"),
    path("booklets/<number:number>/", booklet.booklet, name="booklet"),
]
