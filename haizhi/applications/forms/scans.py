"""A sealed opinion whose mark nobody could read: a person answers for its version."""

COMPARED = "页脚的二维码无法识别时：我已核对，扫描件是现在提交版本的意见页"
"""What is ticked, and goes on record with who ticked it."""


def unread_words(*, marked: bool) -> str:
    """What is said when it is not ticked; `marked`: there is a mark, of another paper."""
    found = "扫描件上是别的文件的二维码" if marked else "没有识别出页脚的二维码"
    return f"{found}，请核对后勾选，或重新扫描上传"
