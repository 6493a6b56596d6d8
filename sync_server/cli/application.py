"""All commands of ``duji`` under one name."""

import typer

from sync_server.cli import (
    app_packages,
    backups,
    check,
    draws,
    duty,
    policies,
    register_import,
    rules,
    serve,
    setup,
    tables,
    trail_files,
    trail_rule,
    users,
)
from sync_server.cli.edge import Commands

app = typer.Typer(
    name="duji",
    cls=Commands,
    help="督迹：责任督学到校留痕。服务器的安装、账号、导入、导出和核验。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("demo")(serve.demo)
app.command("serve")(serve.serve)
app.command("init")(setup.init)
app.add_typer(users.app, name="user", help="账号：新增、列表、停用、密码和登录码。")
app.add_typer(policies.app, name="policy", help="文件库：放入、列表、撤下，督学在手机上离线可读。")
app.add_typer(app_packages.app, name="app", help="手机安装包：发布、查看。")
app.command("rules")(rules.rules)
app.command("duty")(duty.duty)
app.command("trail-rule")(trail_rule.trail_rule)
app.command("import")(register_import.import_file)
app.command("import-trail")(trail_files.import_trail)
app.command("month")(tables.month)
app.command("backup")(backups.backup)
app.command("check-backup")(backups.check_backup)
app.command("restore")(backups.restore)
app.command("draw")(draws.draw)
app.command("verify")(check.verify)
app.command("rebuild")(check.rebuild)
