"""Indexes what waits, in children that kill themselves at a chosen point: run as
`python -m`, as `tests.reminders.mortal` is."""

from tests.reminders.mortal import TASKS, main


def index() -> None:
    from workflows.services.search import index_waiting

    index_waiting()


if __name__ == "__main__":
    TASKS["index"] = index
    main()
