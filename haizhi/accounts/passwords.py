"""What a new password has to be, in words of this platform where Django has none in Chinese."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnoughValidator(MinimumLengthValidator):
    """Django's rule of a least length; Django 5.2 has its message in English alone."""

    def get_error_message(self) -> str:
        """What is wrong, and what to do."""
        return f"密码太短，请至少用{self.min_length}个字符。"
