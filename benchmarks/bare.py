"""The settings of the floor: the same server, workers and database before a bare view without middleware."""

from haizhi.config.settings import *  # noqa: F403 - all of them but three

INSTALLED_APPS = ["django.contrib.contenttypes"]
MIDDLEWARE = []
ROOT_URLCONF = "benchmarks.floor"
