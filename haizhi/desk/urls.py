from django.urls import path

from haizhi.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("todo/", views.todo, name="todo"),
    path("done/", views.done, name="done"),
    path("search/", views.search, name="search"),
    path("filters/", views.save_filter, name="save_filter"),
    path("filters/<int:pk>/drop/", views.drop_filter, name="drop_filter"),
    path("ledger/", views.ledger_page, name="ledger"),
]
