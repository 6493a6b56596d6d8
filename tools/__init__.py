"""Set-up, the demo, the gates and the benchmarks, each one command: `python -m tools.NAME`.

Only the standard library is imported here (`tools.fonts` apart, which set-up starts inside the
environment it has made), because these run before anything is installed.
"""
