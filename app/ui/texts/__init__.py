"""Every Chinese text of the phone's screens, one module a screen; labels of values are shared."""
