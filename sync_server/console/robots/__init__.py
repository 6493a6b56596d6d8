"""群机器人: setting up what tells the office's group, and what it told last."""
