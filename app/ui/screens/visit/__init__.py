"""The screens of one visit: the hub, and one for each part."""
