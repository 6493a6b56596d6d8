"""What ships on the phone stands alone: its entries and its dependencies, nothing else."""

import json

from tests.repository.committed import committed_python

SHIPPED = {"main.py", "domain", "app", "assets"}
NOT_ON_THE_PHONE = [
    "demo",
    "sync_server",
    "web",
    "tests",
    "tools",
    "fastapi",
    "uvicorn",
    "flet_web",
]
NOT_ON_THE_PHONE += ["alembic", "psycopg", "pytest", "playwright", "xlsxwriter"]


def test_exactly_the_phone_s_entries_are_staged(phone_bundle):
    assert {path.name for path in phone_bundle.app.iterdir()} == SHIPPED


def test_nothing_of_the_server_is_importable_on_the_phone(phone_bundle):
    done = phone_bundle.run(
        "import json\nfrom importlib.util import find_spec\n"
        f"print(json.dumps([name for name in {NOT_ON_THE_PHONE!r} if find_spec(name)]))"
    )
    assert done.stderr == ""
    assert json.loads(done.stdout) == []


def test_every_module_of_the_phone_imports_there(phone_bundle):
    names = [
        name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for name in committed_python()
        if name.startswith(("app/", "domain/")) or name == "main.py"
    ]
    done = phone_bundle.run(
        f"from importlib import import_module\nfor name in {names!r}:\n    import_module(name)\n"
        "print('all')"
    )
    assert (done.stderr, done.stdout.strip()) == ("", "all")
