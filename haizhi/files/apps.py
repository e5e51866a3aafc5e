from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "haizhi.files"
    label = "files"
    verbose_name = "文件"
