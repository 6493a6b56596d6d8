"""Entries that set the register: each says how one thing stands from now on."""
