"""What every test may ask for; each fixture lives in the file of tests/fixtures named after it."""

pytest_plugins = [
    "tests.fixtures.coverage",
    "tests.fixtures.collector",
    "tests.fixtures.depth",
    "tests.fixtures.missing",
    "tests.fixtures.sockets",
    "tests.fixtures.statements",
    "tests.fixtures.passwords",
    "tests.fixtures.photos",
    "tests.fixtures.font",
    "tests.fixtures.heic",
    "tests.fixtures.following",
    "tests.fixtures.chromium",
    "tests.fixtures.postgres",
    "tests.fixtures.phone_bundle",
    "tests.fixtures.order",
    "tests.fixtures.reruns",
    "tests.fixtures.made_demo",
]
