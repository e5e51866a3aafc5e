from django.urls import path

from haizhi.desk.views import calendar, home, overview, subscription

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("todo/", home.todo, name="todo"),
    path("done/", home.done, name="done"),
    path("search/", home.search, name="search"),
    path("filters/", home.save_filter, name="save_filter"),
    path("filters/<int:pk>/drop/", home.drop_filter, name="drop_filter"),
    path("ledger/", home.ledger_page, name="ledger"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/subscription/", subscription.subscription, name="subscription"),
    path("calendar/subscription/open/", subscription.subscribe, name="subscribe"),
    path("calendar/subscription/<uuid:pk>/", subscription.feed, name="feed"),
    path("calendar/subscription/<uuid:pk>/<slug:verb>/", subscription.feed_act, name="feed_act"),
    path("overview/", overview.overview, name="overview"),
    path("overview/charts/", overview.charts, name="charts"),
    path("feeds/<slug:token>.ics", subscription.calendar_feed, name="calendar_feed"),
]
