"""机构、成员和会议: the bodies of education supervision, who sits on them, and their meetings."""
