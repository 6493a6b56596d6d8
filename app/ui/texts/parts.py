"""Texts of what several screens share."""

SIGNATURE = "手写签名"
