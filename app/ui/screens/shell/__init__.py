"""The frame around the tabs, and what stands there when there is no page."""
