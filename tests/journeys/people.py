"""Who takes part in a journey."""

from collections.abc import Callable

from haizhi.accounts.demonstration import DEMONSTRATION_ACCOUNTS
from haizhi.cli.worker import work
from haizhi.regulation.roles import Role
from tests.journeys.visitor import Visitor


class People:
    """Visitors by their post; each signs in when first asked for and stays so."""

    def __init__(self, arrive: Callable[[str], Visitor]) -> None:
        self.arrive = arrive
        self._posts: dict[Role, Visitor] = {}
        self._named: dict[str, Visitor] = {}
        self.public = arrive("路人")

    def __getitem__(self, role: Role) -> Visitor:
        if role not in self._posts:
            visitor = self.arrive(role.label)
            account = DEMONSTRATION_ACCOUNTS[role]
            visitor.open()
            visitor.follow("登录", within=".nav")
            visitor.press(f"登录为{account.role.label}")
            self._posts[role] = visitor
        return self._posts[role]

    def arrives(self, name: str) -> Visitor:
        """Somebody without an account of the demonstration sits down at a browser."""
        self._named[name] = self.arrive(name)
        return self._named[name]

    def called(self, name: str) -> Visitor:
        """Who arrived by that name."""
        return self._named[name]

    @property
    def present(self) -> list[Visitor]:
        """Everybody who signed in."""
        return [*self._posts.values(), *self._named.values()]

    def wait(self, days: int) -> None:
        """Put the clock forward on the demonstration's own page, and let the worker do what is due by then."""
        clerk = self[Role.OFFICE_CLERK]
        clerk.follow("演示助手", within=".demonstration-bar")
        clerk.fill({"前进天数": str(days)})
        clerk.press("让日期前进")
        self.let_time_work()

    def let_time_work(self) -> None:
        """What happens by itself: deadlines that pass, notices that go out."""
        assert work({}, lambda: False)
