from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "haizhi.reviews"
    label = "reviews"
    verbose_name = "评审"
