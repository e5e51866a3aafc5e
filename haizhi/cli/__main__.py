from haizhi.cli import entry

entry()
