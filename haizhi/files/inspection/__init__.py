"""What a file is by its content, whether it is whole, and what it says; nothing is believed of its name.

Knows neither Django nor the database: a process of its own runs it (`haizhi.files.isolation`), so that a file made to
break its reader breaks nothing else.
"""
