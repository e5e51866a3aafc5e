from haizhi.regulation.books import Balance, Booked, YearOfAccount, settled_by_years


def test_what_was_paid_is_spent_held_misused_returned_or_written_off() -> None:
    balance = Balance(granted=100, paid=90, spent=30, misused=20, recovered=5, returned=10, lost=4, waived=2)
    assert (balance.unpaid, balance.held, balance.outstanding) == (10, 26, 13)
    twice = balance + balance
    assert (twice.granted, twice.held, twice.outstanding, Balance() + balance) == (200, 52, 26, balance)


def test_every_movement_moves_a_figure_of_the_balance_and_has_its_name() -> None:
    assert {booked.column for booked in Booked} == set(Balance.__dataclass_fields__)
    assert {booked.sign for booked in Booked} == {1, -1}
    assert len({booked.label for booked in Booked}) == len(Booked)


def test_a_grant_is_carried_over_from_year_to_year_also_through_a_year_without_any_movement() -> None:
    movements = [
        (2028, Booked.RETURNED, 20),
        (2028, Booked.LOST, 5),
        (2026, Booked.GRANTED, 100),
        (2026, Booked.PAID, 100),
        (2026, Booked.REVERSED, 10),
        (2026, Booked.SPENT, 50),
        (2026, Booked.UNSPENT, 5),
        (2026, Booked.MISUSED, 30),
        (2026, Booked.CLEARED, 10),
        (2028, Booked.RECOVERED, 20),
    ]
    assert settled_by_years(movements) == (
        YearOfAccount(2026, 0, 90, 45, 20, 0, 0),
        YearOfAccount(2027, 25, 0, 0, 0, 0, 0),
        YearOfAccount(2028, 25, 0, 0, 0, 20, 5),
    )
    assert settled_by_years(movements)[-1].closing == 0
    assert settled_by_years([]) == ()
