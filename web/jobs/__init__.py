"""
Long work beside the pages: kept in the store, queued in a file, done in a process of its own.

::

    page -> jobs.ask -> store.jobs (what is asked) + queue file (huey) -> worker -> one process a job -> store
"""
