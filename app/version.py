"""The version of this app, as it says it to servers and people."""

APP_VERSION = "0.1.0"
