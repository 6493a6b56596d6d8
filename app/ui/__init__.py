"""Screens: render state and call a use case."""
