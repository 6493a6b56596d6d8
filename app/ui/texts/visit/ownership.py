"""Texts of a visit that goes on on another phone, and of marks that say what is safe where."""

OTHER_PHONE = (
    "这次{visit}已经在您的另一部手机上接着记了，这里是同步回来的内容。"
    "要在这部手机上记，点下面的按钮；那一部手机会得到提示。"
)
OTHER_PERSON = "这次{visit}已由督导室交给别的督学继续，这里可以查看。"
TAKE_BACK = "改在这部手机上记"
TAKEN_BACK = "好了，现在由这部手机接着记。"

ALL_SAFE = "都已上传"
