"""群机器人: robots of DingTalk, WeCom and Feishu that tell a group what waits for the office."""
