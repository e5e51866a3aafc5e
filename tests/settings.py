"""The project's settings in a home folder of the tests' own, with a hash that makes signing in cheap."""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="haizhi-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)

# Whatever else the machine's environment says, only the choice of the database is a test run's to make.
for _name in [name for name in os.environ if name.startswith("HAIZHI_") and name != "HAIZHI_DATABASE_URL"]:
    del os.environ[_name]
os.environ["HAIZHI_HOME"] = _home
os.environ["HAIZHI_SECRET_KEY"] = "a-key-for-tests-that-guards-nothing-0123456789-abcdefghij"

from haizhi.config.settings import *  # noqa: E402, F403 - every setting but the ones below, once the environment is set

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
