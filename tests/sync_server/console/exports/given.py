"""What the lists of campaigns and tasks must hold as files."""

from tests.sync_server.console.exports.expectation import Expected

GIVEN = {
    "/tasks": Expected(
        ("任务", "下达日期", "签收期限", "办理期限", "督学"),
        "SELECT t.title, t.given_on, t.receive_by, t.due_on, (SELECT count(*) FROM task_person p"
        " WHERE p.task_id = t.task_id AND p.state NOT IN ('removed', 'withdrawn')) FROM task t"
        " WHERE t.district = :district",
    ),
    "/tasks/people": Expected(
        ("督学", "任务", "签收期限", "办理期限"),
        "SELECT n.name, t.title, p.receive_by, p.due_on FROM task_person p JOIN task t"
        " ON t.task_id = p.task_id JOIN person n ON n.account = p.account"
        " WHERE p.district = :district",
    ),
    "/campaigns": Expected(
        ("专项", "开始日期", "结束日期", "对象单位", "校次"),
        "SELECT c.title, c.from_on, c.to_on, (SELECT count(*) FROM campaign_unit u"
        " WHERE u.district = c.district AND u.campaign_id = c.campaign_id),"
        " (SELECT count(*) FROM visit v WHERE v.district = c.district"
        " AND v.campaign_id = c.campaign_id AND v.is_counted)"
        " FROM campaign c WHERE c.district = :district",
    ),
    "/campaigns/drawn": Expected(
        ("专项", "类别", "单位", "结果"),
        "SELECT c.title, json_extract(a.value, '$.name'), s.name, CASE"
        " WHEN json_extract(d.value, '$.drawn') IS NULL THEN '没有抽取'"
        " WHEN json_extract(d.value, '$.drawn.teams') LIKE '%\"' || u.value || '\"%' THEN '抽中'"
        " ELSE '没有抽中' END FROM campaign c, json_each(c.folded, '$.draws') d,"
        " json_each(d.value, '$.announced.shares') a, json_each(a.value, '$.units') u"
        " JOIN school s ON s.school_id = u.value AND s.district = c.district"
        " WHERE c.district = :district",
    ),
    "/campaigns/units": Expected(
        ("单位", "督导次"),
        "SELECT s.name, (SELECT count(*) FROM visit v WHERE v.district = u.district"
        " AND v.campaign_id = u.campaign_id AND v.school_id = u.school_id AND v.is_counted)"
        " FROM campaign_unit u JOIN school s ON s.district = u.district"
        " AND s.school_id = u.school_id WHERE u.district = :district"
        " UNION ALL SELECT '合计 ' || count(*) || ' 个', (SELECT count(*) FROM visit v"
        " JOIN campaign_unit n ON n.district = v.district AND n.campaign_id = v.campaign_id"
        " AND n.school_id = v.school_id WHERE v.district = :district AND v.is_counted)"
        " FROM campaign_unit u WHERE u.district = :district",
    ),
    "/campaigns/visits": Expected(
        ("单位", "督导日期", "问题条"),
        "WITH made AS (SELECT s.name, v.visit_on, (SELECT count(*) FROM finding f"
        " WHERE f.visit = v.visit AND f.is_standing) AS found FROM visit v JOIN school s"
        " ON s.district = v.district AND s.school_id = v.school_id JOIN campaign c"
        " ON c.district = v.district AND c.campaign_id = v.campaign_id"
        " WHERE v.district = :district AND v.is_counted) SELECT name, visit_on, found FROM made"
        " UNION ALL SELECT '合计 ' || count(*) || ' 校次', NULL, sum(found) FROM made",
    ),
    "/campaigns/photos": Expected(
        ("单位", "督导日期", "校验码"),
        "SELECT s.name, v.visit_on, p.check_code FROM visit_photo p JOIN visit v"
        " ON v.visit = p.visit JOIN school s ON s.district = v.district"
        " AND s.school_id = v.school_id WHERE v.district = :district AND v.is_counted"
        " AND v.campaign_id IS NOT NULL AND NOT p.is_withdrawn",
    ),
    "/campaigns/coverage": Expected(
        ("专项", "名称", "对象单位", "已督导"),
        "WITH unit AS (SELECT c.title, c.campaign_id AS k,"
        " json_extract(s.facts, '$.town') AS town, s.school_kind,"
        " s.ownership, EXISTS (SELECT 1 FROM visit v WHERE v.district = u.district"
        " AND v.campaign_id = u.campaign_id AND v.school_id = u.school_id AND v.is_counted)"
        " AS covered FROM campaign_unit u JOIN school s ON s.district = u.district"
        " AND s.school_id = u.school_id JOIN campaign c ON c.district = u.district"
        " AND c.campaign_id = u.campaign_id WHERE u.district = :district),"
        " sort(name, is_town) AS (VALUES ('乡镇公办学校', 1), ('其他单位', 0), ('全部单位', NULL))"
        " SELECT title, coalesce(nullif(town, ''), '不属于乡镇（县直等）'), count(*), sum(covered)"
        " FROM unit GROUP BY k, town UNION ALL"
        " SELECT title, CASE school_kind WHEN 'primary' THEN '小学' END, count(*), sum(covered)"
        " FROM unit GROUP BY k, school_kind UNION ALL"
        " SELECT c.title, sort.name, count(unit.k), coalesce(sum(unit.covered), 0)"
        " FROM campaign c CROSS JOIN sort LEFT JOIN unit ON unit.k = c.campaign_id"
        " AND coalesce(sort.is_town = (town <> '' AND ownership = 'public'), 1)"
        " WHERE c.district = :district GROUP BY c.campaign_id, sort.name",
    ),
}
