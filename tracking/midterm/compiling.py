"""Compiles a report: collect, freeze, render, store."""


def run(pk, *, now):
    """Compile the report `pk`."""
    raise NotImplementedError
