"""What each role may do, as the office reads it before it gives somebody one."""

from domain.kinds.author import Role
from domain.words.values import label

OFFERED = (
    Role.INSPECTOR,
    Role.DELEGATE,
    Role.SUPERVISOR,
    Role.CLERK,
    Role.AUDITOR,
    Role.ADMIN,
)
"""The roles that a person can be given."""

MAY: dict[Role, str] = {
    Role.INSPECTOR: "在手机上督导：到校、填清单、拍照、提问题、签字、回访；电脑上只看自己的记录。",
    Role.DELEGATE: "别的科室或部门派来参加专项的人：只在手机上办自己那个小组的单位，"
    "不算督学，不进督学的统计；专项办结或撤销，账号就停用。",
    Role.SUPERVISOR: "审核督导记录，起草、签发和作废文书，办理问责，看和导出统计报表，"
    "管名册、账号、登录码和手机；自己也可以督导，但不能审自己的。",
    Role.CLERK: "看和导出统计报表，登记培训和活动，起草文书、登记送达、回复和陈述申辩，"
    "看名册和修改记录，准备导入文件；"
    "看不到督导记录和照片，不能改名册、发登录码。",
    Role.AUDITOR: "看督导室看到的全部：督导记录、问题、文书、报表、名册、修改记录和手机，"
    "核对照片，导出名单和报表（每次导出都留记录）；什么都不能改，只在电脑上用。",
    Role.ADMIN: "和督导员一样；是建立区县时的第一个账号。",
}

WORDS = {role.value: label(role) for role in OFFERED}
"""The roles to choose from."""
