"""What each list's files must hold, as SQL has it, in a district whose names are formulas."""

from domain.kinds.author import Role
from domain.kinds.office.opinion import OpinionGiven, OpinionPrivate
from domain.kinds.office.policy import PolicyCategory, PolicySection, PolicySet
from domain.kinds.register.avoidance import AvoidanceSet
from domain.kinds.register.hazard_duty import HazardDutySet
from domain.kinds.register.person import PersonPrivate, PersonSet
from domain.kinds.register.zone import ZoneSet
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from sync_server.server import Server
from tests.builders.handset import a_school, an_assignment, write
from tests.builders.office import Inspection
from tests.sync_server.console.exports.counted import COUNTED, counted
from tests.sync_server.console.exports.expectation import Expected
from tests.sync_server.console.exports.given import GIVEN

# What a spreadsheet would calculate.
BEGINS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


EXPECTED = {
    **GIVEN,
    **COUNTED,
    "/schools": Expected(
        ("学校", "责任区", "纬度（WGS-84）", "经度（WGS-84）", "到校范围（米）"),
        "SELECT s.name, z.name, s.lat, s.lng, s.radius_m FROM school s"
        " JOIN zone z ON z.district = s.district AND z.zone = s.zone"
        " WHERE s.district = :district",
    ),
    "/zones": Expected(
        ("责任区", "在用的学校", "主责督学人数"),
        "SELECT z.name, (SELECT count(*) FROM school s WHERE s.district = z.district"
        " AND s.zone = z.zone AND s.is_active), (SELECT count(DISTINCT a.account)"
        " FROM assignment a JOIN school s ON s.district = a.district"
        " AND s.school_id = a.school_id WHERE s.district = z.district AND s.zone = z.zone)"
        " FROM zone z WHERE z.district = :district",
    ),
    "/people": Expected(
        ("姓名", "督学证号", "主责学校", "手机"),
        "SELECT p.name || ' ' || p.account, p.certificate_no, (SELECT count(*) FROM assignment a"
        " WHERE a.account = p.account), (SELECT count(*) FROM device_token d"
        " WHERE d.account = p.account) FROM person p WHERE p.district = :district",
    ),
    "/assignments": Expected(
        ("学校", "督学", "起始日期", "结束日期"),
        "SELECT s.name, p.name, a.from_on, coalesce(a.to_on, '至今') FROM assignment a"
        " JOIN school s ON s.district = a.district AND s.school_id = a.school_id"
        " JOIN person p ON p.account = a.account WHERE a.district = :district",
    ),
    "/avoidances": Expected(
        ("督学", "回避的单位"),
        "SELECT p.name, s.name FROM avoidance a JOIN person p ON p.account = a.account"
        " JOIN school s ON s.district = a.district AND s.school_id = a.school_id"
        " WHERE a.district = :district",
    ),
    "/devices": Expected(
        ("使用人", "手机"),
        "SELECT p.name || ' ' || p.account, d.device_name FROM device_token d"
        " JOIN person p ON p.account = d.account"
        " WHERE p.district = :district",
    ),
    "/findings": Expected(
        ("单位", "责任区", "问题", "发现日期", "督学", "位置", "整改建议", "学校责任人"),
        "SELECT s.name, z.name, f.text, f.raised_on, coalesce(p.name, ''), f.place, f.suggestion,"
        " f.responsible"
        " FROM finding f JOIN zone z ON z.district = f.district AND z.zone = f.zone"
        " JOIN school s ON s.district = f.district AND s.school_id = f.school_id"
        " LEFT JOIN person p ON p.account = f.account"
        " WHERE f.district = :district AND f.is_standing",
    ),
    "/books/work": Expected(
        ("日期", "学校", "督学", "链接"),
        "SELECT v.visit_on, s.name, p.name, '/visits/' || v.visit FROM visit v JOIN school s"
        " ON s.district = v.district AND s.school_id = v.school_id"
        " JOIN person p ON p.account = v.account WHERE v.district = :district",
    ),
    "/books/rectification": Expected(
        ("单位", "问题", "责任人", "措施", "时限"),
        "SELECT s.name, CASE f.text WHEN '' THEN '（没有写明）' ELSE f.text END,"
        " coalesce(json_extract(c.folded, '$.measure.responsible'), f.responsible),"
        " coalesce(json_extract(c.folded, '$.measure.text') || '（督导室代填）', ''),"
        " CASE f.deadline WHEN '9999-12-31' THEN '' ELSE f.deadline END"
        " FROM finding f JOIN school s ON s.district = f.district AND s.school_id = f.school_id"
        " LEFT JOIN finding_course c ON c.finding = f.subject"
        " WHERE f.district = :district AND f.is_standing",
    ),
    "/books/follow-ups": Expected(
        ("单位", "问题", "回访时间", "督学"),
        "SELECT s.name, f.text, l.followed_up_on, p.name FROM follow_up l"
        " JOIN visit v ON v.visit = l.visit AND v.is_standing"
        " JOIN school s ON s.district = l.district AND s.school_id = l.school_id"
        " JOIN person p ON p.account = l.account"
        " JOIN finding f ON f.visit = l.finding_visit AND f.finding_id = l.finding_id"
        " WHERE l.district = :district",
    ),
    "/books/lessons": Expected(
        ("日期", "学校", "班级", "学科", "记录人", "听课人数"),
        "SELECT l.visit_on, s.name, l.class_name, CASE l.subject WHEN '' THEN '没有写学科'"
        " ELSE l.subject END, p.name, l.attendances FROM visit_lesson l"
        " JOIN school s ON s.district = l.district AND s.school_id = l.school_id"
        " JOIN person p ON p.account = l.account WHERE l.district = :district",
    ),
    "/counted": Expected(
        ("日期", "单位", "主办督学", "听课节", "问题条"),
        "SELECT v.visit_on, s.name, p.name, m.lessons, m.findings FROM visit_measures m"
        " JOIN visit v ON v.visit = m.visit"
        " JOIN school s ON s.district = m.district AND s.school_id = m.school_id"
        " JOIN person p ON p.account = m.account"
        " WHERE m.district = :district AND m.month BETWEEN '2026-01' AND '2026-12'",
        "?period=2026",
    ),
    "/papers": Expected(
        ("文号", "单位", "责任督学", "问题", "没有整改到位", "签发日期", "期限", "要求"),
        "SELECT n.number, s.name, (SELECT group_concat(p.name, '、') FROM assignment a"
        " JOIN person p ON p.account = a.account WHERE a.school_id = n.school_id"
        " AND a.responsibility = 'main'), (SELECT count(*) FROM paper_finding f"
        " WHERE f.paper = n.paper),"
        " CASE WHEN n.state IN ('issued', 'served', 'answered', 'finished') THEN (SELECT count(*)"
        " FROM paper_finding f JOIN finding o ON o.visit = f.visit"
        " AND o.finding_id = f.finding_id WHERE f.paper = n.paper AND o.is_open) ELSE '' END,"
        " n.issued_on, n.due_on, n.requirement FROM paper n JOIN school s"
        " ON s.district = n.district AND s.school_id = n.school_id WHERE n.district = :district",
    ),
    "/papers/carried": Expected(
        ("编号", "单位", "下达日期", "整改期限", "问题", "还没有整改到位"),
        "SELECT f.number, s.name, f.noticed_on, min(f.due_on), count(*), sum(f.is_open)"
        " FROM finding f JOIN school s ON s.district = f.district AND s.school_id = f.school_id"
        " WHERE f.district = :district AND f.is_carried_over AND f.noticed_on IS NOT NULL"
        " GROUP BY f.number, s.name, f.noticed_on",
    ),
    "/signing": Expected(
        ("谁签发", "起草人本人签发"),
        "SELECT '每位督导员和管理员', CASE json_extract(s.facts, '$.drafter_may_sign')"
        " WHEN 1 THEN '可以' ELSE '不可以' END FROM signing s WHERE s.district = :district",
    ),
    "/delegates": Expected(
        ("代签人", "代谁签", "起始日期", "结束日期"),
        "SELECT p.name, a.name, d.from_on, d.to_on FROM delegate d"
        " JOIN person p ON p.account = d.deputy JOIN person a ON a.account = d.approver"
        " WHERE d.district = :district",
    ),
    "/themes": Expected(
        ("月份", "主题"),
        "WITH RECURSIVE plan(month) AS (SELECT 1 UNION ALL SELECT month + 1 FROM plan"
        " WHERE month < 12) SELECT plan.month || '月', coalesce(json_extract(t.theme, '$.title'),"
        " '（还没有定）') FROM plan LEFT JOIN theme t ON t.month = plan.month"
        " AND t.district = :district",
    ),
    "/checklists": Expected(
        ("清单", "版次", "分组"),
        "SELECT json_extract(c.checklist, '$.title'), c.version,"
        " json_array_length(c.checklist, '$.sections') FROM checklist c WHERE"
        " c.district = :district AND c.version = (SELECT max(version) FROM checklist n"
        " WHERE n.district = c.district AND n.checklist_id = c.checklist_id)",
    ),
    "/checklist-visits": Expected(
        ("日期", "学校"),
        "SELECT v.visit_on, s.name FROM visit v JOIN school s ON s.district = v.district"
        " AND s.school_id = v.school_id WHERE v.district = :district"
        " AND v.visit IN (SELECT visit FROM workbook_visit WHERE told LIKE '%month-05%')",
        "?checklist=month-05",
    ),
    "/calendar": Expected(
        ("名称", "起", "止"),
        "SELECT name, from_on, to_on FROM calendar WHERE district = :district"
        " AND from_on < '2027' AND to_on > '2026'",
    ),
    "/hazard-duties": Expected(
        ("值班人", "起", "止"),
        "SELECT p.name, h.from_on, h.to_on FROM hazard_duty h JOIN person p"
        " ON p.account = h.account WHERE h.district = :district",
    ),
    "/indicators": Expected(
        ("学校", "年度", "小学生"),
        "SELECT s.name, i.year, json_extract(i.facts, '$.primary_pupils') FROM indicator i"
        " JOIN school s ON s.district = i.district AND s.school_id = i.school_id"
        " WHERE i.district = :district",
    ),
    "/ceilings": Expected(
        ("从哪天起",),
        "SELECT json_extract(facts, '$.from_on') FROM visit_ceiling WHERE district = :district",
    ),
    "/inspections": Expected(
        ("名称", "牵头部门"),
        "SELECT json_extract(facts, '$.title'), json_extract(facts, '$.department')"
        " FROM inspection_plan WHERE district = :district AND year = 2026",
    ),
    "/burden": Expected(
        ("学校", "上限"),
        "SELECT s.name, 12 FROM school s WHERE s.district = :district AND s.is_active",
        "?period=2026",
    ),
    "/burden/visits": Expected(
        ("日期", "学校"),
        "SELECT v.visit_on, s.name FROM (SELECT visit, school_id FROM visit UNION"
        " SELECT visit, school_id FROM visit_unit WHERE is_counted) at"
        " JOIN visit v ON v.visit = at.visit JOIN school s ON s.district = v.district"
        " AND s.school_id = at.school_id WHERE v.district = :district AND v.is_standing"
        " AND v.merged_into IS NULL AND v.month BETWEEN '2026-01' AND '2026-12'",
        "?period=2026",
    ),
    "/reporting-units": Expected(
        ("报送单位",),
        "SELECT name FROM reporting_unit WHERE district = :district",
    ),
    "/news": Expected(
        ("标题", "报送单位", "报送日期"),
        "SELECT n.title, u.name, n.sent_on FROM news n JOIN reporting_unit u"
        " ON u.district = n.district AND u.unit_id = n.unit_id WHERE n.district = :district",
    ),
    "/news-quotas": Expected(
        ("报送单位", "应报", "已报"),
        "SELECT u.name, json_extract(u.facts, '$.quotas[0].a_month'), (SELECT count(*) FROM news n"
        " WHERE n.unit_id = u.unit_id AND n.month = '2026-05') FROM reporting_unit u"
        " WHERE u.district = :district",
        "?period=2026-05",
    ),
    "/policies": Expected(
        ("标题", "文号"),
        "SELECT json_extract(facts, '$.title'), json_extract(facts, '$.number') FROM policy"
        " WHERE district = :district GROUP BY policy_id",
    ),
    "/policy-readers": Expected(
        ("姓名", "文件"),
        "SELECT p.name, json_extract(f.facts, '$.title') FROM person p JOIN policy f"
        " ON f.district = p.district AND f.part = 1 WHERE p.district = :district AND p.is_active"
        " AND p.role IN ('inspector', 'supervisor', 'admin')"
        " AND json_extract(f.facts, '$.must_be_read')",
    ),
    # What the page itself adds while it is asked for is by whoever asks.
    "/audit": Expected(
        ("时间", "谁"),
        "SELECT strftime('%Y-%m-%d %H:%M:%S', at, '+8 hours'), '系统' FROM act"
        " WHERE district = :district AND account = 'system' UNION ALL"
        " SELECT strftime('%Y-%m-%d %H:%M:%S', at, '+8 hours'), '系统' FROM use"
        " WHERE district = :district AND account = 'system'",
        "?account=system",
    ),
    "/map": Expected(
        ("单位",),
        "SELECT s.name FROM school s WHERE s.district = :district AND s.is_active",
    ),
    "/grid/visits": Expected(
        ("日期", "学校"),
        "SELECT c.visit_on, s.name FROM visit_credit c JOIN school s"
        " ON s.district = c.district AND s.school_id = c.school_id"
        " JOIN assignment a ON a.school_id = c.school_id AND a.account = c.account"
        " WHERE c.district = :district AND c.called",
        "?period=2026-05",
    ),
    "/visits": Expected(
        ("督导日期", "学校", "督学", "问题"),
        "SELECT v.visit_on, s.name, p.name,"
        " (SELECT count(*) FROM finding f WHERE f.visit = v.visit) FROM visit v JOIN school s"
        " ON s.district = v.district AND s.school_id = v.school_id"
        " JOIN person p ON p.account = v.account WHERE v.district = :district",
    ),
    "/messages": Expected(
        ("来信日期", "单位", "受理期限"),
        "SELECT m.sent_on, s.name, m.accept_by FROM message m JOIN school s"
        " ON s.district = m.district AND s.school_id = m.school_id WHERE m.district = :district",
    ),
    "/similar": Expected(
        ("排查事项", "由哪里的问题引出", "答复期限", "单位"),
        "SELECT c.title, s.name, c.due_on, (SELECT count(*) FROM similar_unit u"
        " WHERE u.check_id = c.check_id AND NOT u.is_withdrawn) FROM similar_check c"
        " JOIN finding f ON f.subject = c.finding JOIN school s ON s.district = f.district"
        " AND s.school_id = f.school_id WHERE c.district = :district",
    ),
    "/similar/answers": Expected(
        ("单位", "排查事项", "答复期限"),
        "SELECT s.name, c.title, u.due_on FROM similar_unit u JOIN similar_check c"
        " ON c.check_id = u.check_id JOIN school s ON s.district = u.district"
        " AND s.school_id = u.school_id WHERE u.district = :district",
    ),
    "/accountability": Expected(
        ("单位", "提出日期", "决定日期"),
        "SELECT s.name, a.opened_on, coalesce(a.decided_on, '') FROM accountability a"
        " JOIN school s ON s.district = a.district AND s.school_id = a.school_id"
        " WHERE a.district = :district",
    ),
    "/passes": Expected(
        ("到校日期",),
        "SELECT valid_on FROM entry_pass WHERE district = :district",
    ),
    "/opinions": Expected(
        ("评价日期", "意见和建议"),
        "SELECT given_on, text FROM opinion WHERE district = :district",
    ),
    "/grants": Expected(
        ("姓名", "起始日期", "结束日期"),
        "SELECT name || ' ' || account, from_on, coalesce(to_on, '没有写明') FROM account_grant"
        " WHERE district = :district",
    ),
    "/tokens": Expected(
        ("名称", "有效期至"),
        "SELECT name, valid_until FROM token WHERE district = :district",
    ),
    "/balance-rules": Expected(
        ("依据",),
        "SELECT json_extract(facts, '$.source') FROM balance_rule WHERE district = :district"
        " UNION ALL SELECT '《县域义务教育均衡发展督导评估暂行办法》（教督〔2012〕3号）'"
        " FROM (SELECT 1 UNION ALL SELECT 2)"
        " UNION ALL SELECT '《县域义务教育优质均衡发展督导评估办法》（教督〔2017〕6号）'"
        " FROM (SELECT 1 UNION ALL SELECT 2)",
    ),
    "/service-notice": Expected(
        ("运营单位",),
        "SELECT json_extract(facts, '$.operator') FROM service_notice WHERE district = :district",
    ),
    "/uncovered": Expected(
        ("单位", "责任区"),
        "SELECT s.name, z.name FROM school s JOIN zone z ON z.district = s.district"
        " AND z.zone = s.zone WHERE s.district = :district AND s.is_active AND NOT EXISTS"
        " (SELECT 1 FROM visit v LEFT JOIN visit_unit u ON u.visit = v.visit AND u.is_counted"
        " WHERE v.is_counted AND s.school_id IN (v.school_id, u.school_id)"
        " AND v.visit_on BETWEEN '2026-02-01' AND '2026-07-31')",
    ),
}
# What is no list.
NO_LISTS = {
    # A backup stands in a folder, the grid is sums, and coefficients are formulas: each has tests
    # of its own.
    "/balance.xlsx",
    "/balance.csv",
    "/backups.xlsx",
    "/backups.csv",
    "/grid.xlsx",
    "/grid.csv",
    "/checklists/{checklist_id}/{version:int}/xlsform.xlsx",
    "/month/{period}.xlsx",
    "/month/{period}.csv",
    "/import/template.xlsx",
    "/import/{file}/marked.xlsx",
}


def an_opinion(visit: str) -> OpinionGiven:
    """What a unit says of a visit."""
    return OpinionGiven(
        visit=visit,
        school_id="school-9",
        given_on="2026-05-15",
        was_announced=False,
        disturbed=True,
        was_useful=True,
    )


def a_turn_of(account: str) -> HazardDutySet:
    """A week of duty for hazards."""
    return HazardDutySet(duty_id="plus", account=account, from_on="2026-05-11", to_on="2026-05-17")


def spoil(server: Server) -> None:
    """A school, a zone, a person and a finding whose words a spreadsheet would calculate."""
    person = PersonSet(account="plus", role=Role.INSPECTOR, zone="z9")
    named = PersonPrivate(name="+86督学", certificate_no="-7")
    school = a_school("school-9", name='=HYPERLINK("http://evil.example","小学")', zone="z9")
    paper = PolicySet(
        policy_id="plus",
        title="=1+1规则",
        number="-1号",
        category=PolicyCategory.RULE,
        sections=(PolicySection(heading="第一条", text="进校先出示督学证。"),),
    )
    write(
        server,
        "wanshan",
        (paper, None),
        (ZoneSet(zone="z9", name="@片区"), None),
        (school, None),
        (a_school("school-8", name="＝1+1幼儿园", zone="z9"), None),
        (person, named),
        (an_assignment("school-9", "plus"), None),
        (AvoidanceSet(account="plus", school_id="school-1"), None),
        (a_turn_of("plus"), None),
        *counted(),
    )
    inspection = Inspection.of(server, "plus")
    inspection.open_visit("school-9")
    inspection.check_in()
    words = FindingPrivate(
        text="=cmd|' /C calc'!A0", place="+1层", suggestion="-2", responsible="@"
    )
    inspection.write(FindingRaised(finding_id="f9", category=Category.SAFETY), words)
    inspection.submit()
    inspection.push()
    write(server, "wanshan", (an_opinion(inspection.visit), OpinionPrivate(text="+1次就够")))
