"""Problems the demo's inspectors find: what, how grave, where, and what they advise."""

from dataclasses import dataclass

from domain.kinds.visit.finding import Category, Severity

SCHOOLS = frozenset(
    {"primary", "junior", "nine_year", "senior", "complete", "vocational", "special"}
)
COMPULSORY = frozenset({"primary", "junior", "nine_year"})
ALL = SCHOOLS | {"kindergarten"}
KITCHEN = ALL
OUTSIDE = frozenset({"training"})
TOWN = frozenset({"township"})


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of problem, and the kinds of school it occurs in."""

    category: Category
    severity: Severity
    text: str
    suggestion: str
    place: str
    kinds: frozenset[str]
    is_hazard: bool = False


_SAFETY, _HYGIENE, _LOAD = Category.SAFETY, Category.HYGIENE, Category.WORKLOAD
_COURSE, _ADMIN, _STAFF = Category.CURRICULUM, Category.MANAGEMENT, Category.TEACHERS
_FEES, _ETHOS = Category.ENROLMENT_FEES, Category.ETHOS
_MINOR, _GENERAL, _SERIOUS = Severity.MINOR, Severity.GENERAL, Severity.SERIOUS

PROBLEMS: tuple[Problem, ...] = (
    Problem(
        _SAFETY,
        _SERIOUS,
        "教学楼疏散通道堆放课桌椅{n}套，占去一半宽度",
        "当天清空，安排专人每日检查",
        "教学楼东侧楼梯",
        ALL,
        is_hazard=True,
    ),
    Problem(
        _SAFETY,
        _GENERAL,
        "{n}具灭火器压力不足，其中{few}具已过检验期",
        "本周内送检或更换，更新检查卡",
        "二楼走廊",
        ALL,
    ),
    Problem(
        _SAFETY,
        _SERIOUS,
        "围墙局部有裂缝，长约{few}米，下方有学生经过",
        "立即设警戒，请专业机构鉴定后处理",
        "操场西侧围墙",
        ALL,
        is_hazard=True,
    ),
    Problem(_SAFETY, _MINOR, "访客登记有{few}处未写离校时间", "门卫交接时逐条核对", "门卫室", ALL),
    Problem(
        _SAFETY,
        _GENERAL,
        "监控{few}路画面黑屏，已持续{n}天",
        "联系维保单位三日内恢复",
        "监控室",
        ALL | OUTSIDE,
    ),
    Problem(
        _SAFETY,
        _GENERAL,
        "放学时接送车辆占用应急通道，现场{n}辆",
        "与交警、街道会商划定临停区，错时放学",
        "校门口",
        ALL,
    ),
    Problem(
        _HYGIENE,
        _GENERAL,
        "留样记录缺{few}餐，个别样品不足125克",
        "按规定留足、标清时间，食品安全员每日签字",
        "食堂留样间",
        KITCHEN,
    ),
    Problem(
        _HYGIENE,
        _SERIOUS,
        "库房有{few}袋米面已过保质期，与在用食材混放",
        "当场封存下架，彻查进货与出库台账",
        "食堂库房",
        KITCHEN,
        is_hazard=True,
    ),
    Problem(_HYGIENE, _MINOR, "饮水点滤芯更换记录中断{n}天", "补换滤芯并公示", "教学楼一楼", ALL),
    Problem(
        _HYGIENE,
        _GENERAL,
        "晨午检因病缺勤{n}人次，{few}人没有追访记录",
        "当日追访，填写去向和病因",
        "卫生室",
        ALL,
    ),
    Problem(
        _LOAD,
        _GENERAL,
        "{few}个班书面作业没有公示，抽查一个班用时约{n}分钟",
        "年级组统筹各科作业总量，每天公示",
        "五年级",
        COMPULSORY,
    ),
    Problem(
        _LOAD,
        _MINOR,
        "课后服务有{few}个班改为讲新课",
        "回到作业辅导和兴趣活动，教务处巡查",
        "三年级",
        COMPULSORY,
    ),
    Problem(
        _COURSE,
        _GENERAL,
        "本周劳动课有{few}节被其他学科占用",
        "按课表上课，占用课程逐节补上",
        "教务处",
        SCHOOLS,
    ),
    Problem(
        _COURSE,
        _GENERAL,
        "实验课开出率不足，本学期登记{n}次，少于计划",
        "补做实验，教务处每月核对",
        "实验室",
        frozenset({"junior", "senior", "complete", "nine_year"}),
    ),
    Problem(
        _COURSE,
        _GENERAL,
        "大班活动中有拼音书写练习，每次约{n}分钟",
        "按幼儿发展特点安排游戏，停止小学化内容",
        "大班",
        frozenset({"kindergarten"}),
    ),
    Problem(
        _ADMIN,
        _MINOR,
        "校务公开栏{n}天没有更新，缺上月收支",
        "按月更新，接受监督",
        "公示栏",
        SCHOOLS,
    ),
    Problem(
        _ADMIN,
        _GENERAL,
        "{few}名学生请假超过三天，没有家访记录",
        "当天联系家庭，建立一人一档",
        "七年级",
        COMPULSORY,
    ),
    Problem(
        _STAFF, _MINOR, "{n}本教案没有课后反思", "教研组每两周互看一次，补写反思", "教研组", SCHOOLS
    ),
    Problem(
        _STAFF,
        _GENERAL,
        "专职保健教师缺编，由{few}名教师轮流兼任",
        "商请主管部门调配，先安排培训",
        "卫生室",
        ALL,
    ),
    Problem(
        _FEES,
        _GENERAL,
        "服务性收费公示牌缺{few}项，与票据不一致",
        "三日内更正公示，多收的退还",
        "校门口",
        ALL,
    ),
    Problem(
        _ETHOS,
        _MINOR,
        "课间楼道追跑较多，值班教师迟到{few}分钟",
        "明确楼层值班，课间提前到岗",
        "二楼走廊",
        SCHOOLS,
    ),
    Problem(
        _SAFETY,
        _SERIOUS,
        "消防通道门被货架挡住，无法打开",
        "立即清除，未整改前暂停使用该教室",
        "安全出口",
        OUTSIDE,
        is_hazard=True,
    ),
    Problem(
        _FEES,
        _SERIOUS,
        "一次性收取超过三个月的费用，涉及{n}份合同",
        "按规定退还，签订规范合同",
        "前台",
        OUTSIDE,
    ),
    Problem(
        _ADMIN,
        _GENERAL,
        "{few}名授课人员的资格证没有公示",
        "三日内公示，未取得资格的停止授课",
        "公示栏",
        OUTSIDE,
    ),
    Problem(
        _ADMIN,
        _GENERAL,
        "控辍保学名册与学校台账相差{few}人",
        "镇校逐人核对，月底前统一口径",
        "教育服务点",
        TOWN,
    ),
    Problem(
        _SAFETY,
        _SERIOUS,
        "校前路段{n}米没有人行道和减速标志",
        "会同交通部门设置警示和隔离设施",
        "校前路段",
        TOWN,
        is_hazard=True,
    ),
)
