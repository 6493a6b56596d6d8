"""What the boards at the schools' gates tell."""

from sync_server.documents.contexts.naming import Named, Picture, may, must, picture, rows


class BoardSheet(Named):
    """One school's board (挂牌督导办法: name, photo, telephone, matters)."""

    title: str = must("标题", "牌上的大字", "中小学校责任督学公示牌", "幼儿园责任督学公示牌")
    school: str = must("学校", "哪所学校", "万山区实验小学", "谢桥幼儿园")
    inspectors: str = must("责任督学", "主责的督学", "陈静", "王芳")
    photo: Picture | None = picture("照片", "责任督学的照片")
    phone: str = must("电话", "督导室电话", "0856-0000000", "0856-0000000")
    matters: str = must("督导事项", "督学督导什么，一行一项", "1．招生收费\n2．师德", "1．安全")
    qr: Picture | None = picture("二维码", "扫码留言的二维码")
    code: str = may("查询码", "二维码下面的编号", "7K3M9-QW2XA", "8H2K4-PM3RB")
    organ: str = may("落款", "督导机构", "万山区人民政府教育督导委员会办公室", "督导室")


class BoardSheets(Named):
    """责任督学公示牌 of one or of all schools, each on a sheet of its own."""

    boards: tuple[BoardSheet, ...] = rows("公示牌清单", "每所学校一张", is_must=True)
