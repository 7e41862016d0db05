"""Words of the command on accounts."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "cli.help.user": Text(
        "账号:添加、停用、重置密码、发放令牌。", "Accounts: add, disable, reset, tokens for scripts."
    ),
    "cli.help.user_add": Text(
        "添加账号,并打印一次性密码。", "Add an account; its one-time password is printed."
    ),
    "cli.help.user_list": Text("列出账号。", "List the accounts."),
    "cli.help.user_reset": Text(
        "给账号一个新的一次性密码;其会话全部结束。",
        "Give an account a new one-time password; its sessions end.",
    ),
    "cli.help.user_disable": Text("停用账号;其会话全部结束。", "Disable an account; its sessions end."),
    "cli.help.user_token": Text(
        "为脚本发放令牌(请求头 Authorization: Bearer …),有效一年。",
        "Make a token for scripts (header Authorization: Bearer …); it lasts a year.",
    ),
    "cli.help.user_role": Text("角色。", "Its role."),
    "cli.help.user_title": Text(
        "岗位或单位名称,不写个人姓名。", "Name of the post or office, not of a person."
    ),
    "cli.help.user_station": Text(
        "派出所代码(仅派出所账号)。", "Code of the station, for a station's account."
    ),
    "cli.help.user_township": Text(
        "乡镇代码(仅乡镇账号)。", "Code of the township, for a township's account."
    ),
    "cli.help.user_department": Text("部门名称(仅部门账号)。", "Name of the department, for its account."),
    "cli.help.user_enable": Text("重新启用。", "Enable it again."),
    "cli.help.user_purpose": Text(
        "读取警情明细的用途;不说明则读不到明细。", "What it reads incident rows for; without, it gets none."
    ),
    "cli.help.user_label": Text("令牌用途。", "What the token is for."),
    "cli.user_added": Text(
        "已添加账号 {name}。一次性密码(只显示这一次):{password}",
        "Added {name}. One-time password, shown only now: {password}",
    ),
    "cli.user_reset": Text(
        "账号 {name} 的一次性密码(只显示这一次):{password}",
        "One-time password of {name}, shown only now: {password}",
    ),
    "cli.user_none": Text(
        "还没有账号。第一次运行 safetown serve 时会建立管理员。",
        "No accounts yet. The first safetown serve makes the administrator.",
    ),
    "cli.user_disabled": Text("已停用账号 {name}", "Disabled {name}"),
    "cli.user_enabled": Text("已启用账号 {name}", "Enabled {name}"),
    "cli.user_token": Text(
        "{name} 的令牌,有效至 {until}(只显示这一次):{token}",
        "Token of {name} until {until}, shown only now: {token}",
    ),
    "cli.first_account": Text(
        "已建立管理员账号 admin。一次性密码(只显示这一次):{password}",
        "Made the administrator's account: admin. One-time password, shown only now: {password}",
    ),
    "cli.demo_accounts": Text(
        "登录页上可选角色进入;演示密码:{password}",
        "Choose a role on the sign-in page; the demo's password: {password}",
    ),
}
"""Words by key."""
