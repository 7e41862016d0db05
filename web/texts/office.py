"""Words of sign-in, accounts and audit."""

from __future__ import annotations

from web.texts.catalogue import texts_of
from web.texts.text import Text

TOPICS = (
    "office",
    "role",
    "role_may",
    "deed",
    "deeds",
    "setting",
    "setting_note",
    "purpose",
    "right",
    "import",
    "field",
    "desk",
)
ACTIONS = (
    *("auth.", "account.", "session.", "incidents.", "export.", "setting.", "import.", "beats.", "job."),
    *("return.", "grave.", "score."),
    "register.",
    *("warning.", "note.", "bulletin."),
)
"""Beginnings of actions that the audit can be narrowed to."""


def office_texts(lang: str, *more: str) -> dict[str, str]:
    """Give every text of pages to read, by key, in one language; of more topics where it has them."""
    return texts_of({*TOPICS, *more}, lang)


TEXTS = {
    "office.skip": Text("跳到正文", "Skip to the content"),
    "office.sign_in": Text("登录", "Sign in"),
    "office.account": Text("我的账号", "My account"),
    "office.accounts": Text("账号", "Accounts"),
    "office.audit": Text("审计", "Audit"),
    "office.name": Text("账号名", "Account"),
    "office.password": Text("密码", "Password"),
    "office.forgotten": Text("忘记密码请找管理员重置。", "Forgotten it? The administrator can reset it."),
    "office.demo_heading": Text("演示县:选择一个角色", "Demo county: choose a role"),
    "office.demo_note": Text(
        "演示数据均为虚构。各角色看到的内容不同。",
        "The demo's records are invented. Each role sees what is its own.",
    ),
    "office.change_password": Text("修改密码", "Change password"),
    "office.must_change": Text(
        "这是一次性密码,请先换成自己的密码。", "This is a one-time password: choose your own first."
    ),
    "office.password_present": Text("现在的密码", "Present password"),
    "office.password_new": Text("新密码", "New password"),
    "office.password_again": Text("再输一次", "Once more"),
    "office.password_rule": Text(
        "至少 {shortest} 个字符,不含账号名;一句好记的话最好。",
        "At least {shortest} characters, without the account's name; a sentence you remember is best.",
    ),
    "office.sessions": Text("登录中的会话与令牌", "Sessions and tokens"),
    "office.kind": Text("类型", "Kind"),
    "office.kind_session": Text("浏览器", "Browser"),
    "office.kind_token": Text("脚本令牌", "Script's token"),
    "office.this_one": Text("当前", "this one"),
    "office.last_seen": Text("最近使用", "Last used"),
    "office.until": Text("有效至", "Until"),
    "office.end": Text("结束", "End"),
    "office.post": Text("岗位", "Post"),
    "office.post_note": Text(
        "写岗位或单位名称,不写个人姓名。", "The post's or office's name, not a person's."
    ),
    "office.role": Text("角色", "Role"),
    "office.ground": Text("所辖", "Ground"),
    "office.station": Text("派出所(仅派出所账号)", "Station (of a station's account)"),
    "office.department": Text("部门名称(仅部门账号)", "Department (of a department's account)"),
    "office.township": Text("乡镇(仅乡镇账号)", "Township (of a township's account)"),
    "office.last_sign_in": Text("最近登录", "Last signed in"),
    "office.state": Text("状态", "State"),
    "office.enabled": Text("启用", "enabled"),
    "office.disabled": Text("已停用", "disabled"),
    "office.awaits_change": Text("待改密码", "awaits its own password"),
    "office.reset": Text("重置密码", "Reset password"),
    "office.disable": Text("停用", "Disable"),
    "office.enable": Text("启用", "Enable"),
    "office.add": Text("添加账号", "Add an account"),
    "office.once_note": Text(
        "一次性密码只显示这一次,请交给使用者;首次登录必须修改。",
        "This one-time password is shown only now. Hand it over; it must be changed at the first sign-in.",
    ),
    "office.audit_note": Text(
        "登录、账号变动、读取警情明细和导出都记在这里,只增不删;每条都由前一条封存。",
        "Sign-ins, changes of accounts, reading of incident rows and exports are kept here. Entries are only "
        "added, each sealed by the one before it.",
    ),
    "office.audit_empty": Text("没有符合条件的记录。", "No such entries."),
    "office.action": Text("事项", "Action"),
    "office.all": Text("全部", "All"),
    "office.who": Text("账号", "Account"),
    "office.when": Text("时间", "When"),
    "office.subject": Text("对象", "Subject"),
    "office.purpose": Text("用途", "Purpose"),
    "office.address": Text("来源地址", "From"),
    "office.filter": Text("筛选", "Filter"),
    "office.older": Text("更早的记录", "Older entries"),
    "role.station": Text("派出所", "Police station"),
    "role.command": Text("县公安局指挥中心", "Command centre"),
    "role.governance": Text("综治办", "Governance office"),
    "role.committee": Text("县综治委", "Committee"),
    "role.township": Text("乡镇", "Township"),
    "role.department": Text("部门", "Department"),
    "role.admin": Text("系统管理员", "Administrator"),
    "role_may.station": Text(
        "本辖区和联合防区的警情与巡区", "Incidents and beats of its jurisdiction and joint zones"
    ),
    "role_may.command": Text(
        "全县警情,导入、分析、批准巡区", "All incidents; import, analyse, approve beats"
    ),
    "role_may.governance": Text(
        "全县汇总与治安乱点,提出整治", "County figures and areas; propose rectification"
    ),
    "role_may.committee": Text(
        "全县汇总与治安乱点,决定整治", "County figures and areas; decide rectification"
    ),
    "role_may.township": Text("本乡镇的汇总,报送进展", "Its own figures; file returns"),
    "role_may.department": Text("报送本部门的进展", "File its returns"),
    "role_may.admin": Text("账号、设置与审计,不看警情", "Accounts, settings, audit; no incidents"),
    "right.rows": Text("查看警情明细", "see single incidents"),
    "right.aggregates": Text("查看汇总", "see figures"),
    "right.import": Text("导入", "import"),
    "right.analyse": Text("分析", "analyse"),
    "right.plan": Text("划分巡区", "design beats"),
    "right.approve": Text("批准巡区", "approve beats"),
    "right.propose": Text("提出整治", "propose rectification"),
    "right.decide": Text("决定整治", "decide rectification"),
    "right.return": Text("报送", "file returns"),
    "right.administer": Text("管理账号与设置", "administer"),
    "right.exports": Text("查看全县导出文件", "read exports of the whole county"),
    "purpose.patrol": Text("巡逻防控", "Patrol"),
    "purpose.investigation": Text("办案", "Investigation"),
    "purpose.analysis": Text("研判分析", "Analysis"),
    "purpose.report": Text("报告编制", "Reporting"),
    "purpose.inspection": Text("检查核对", "Inspection"),
    "deeds.auth.": Text("登录与退出", "Sign-ins"),
    "deeds.account.": Text("账号", "Accounts"),
    "deeds.session.": Text("用途说明", "Purposes"),
    "deeds.incidents.": Text("警情明细", "Incident rows"),
    "deeds.export.": Text("导出", "Exports"),
    "deeds.setting.": Text("设置", "Settings"),
    "deeds.import.": Text("导入", "Imports"),
    "deeds.beats.": Text("巡区", "Beats"),
    "deed.auth.signed_in": Text("登录", "signed in"),
    "deed.auth.signed_out": Text("退出", "signed out"),
    "deed.auth.refused": Text("登录被拒", "refused to sign in"),
    "deed.account.added": Text("添加账号", "added the account"),
    "deed.account.disabled": Text("停用账号", "disabled the account"),
    "deed.account.enabled": Text("启用账号", "enabled the account"),
    "deed.account.password_reset": Text("重置密码", "reset the password"),
    "deed.account.password_changed": Text("修改密码", "changed the password"),
    "deed.account.token": Text("发放令牌", "made a token"),
    "deed.account.signed_out": Text("结束会话", "ended a session"),
    "deed.session.purpose": Text("说明用途", "said the purpose"),
    "deed.incidents.read": Text("读取警情明细", "read incident rows"),
    "deed.export.read": Text("查看导出文件", "read an export"),
    "deed.setting.changed": Text("修改设置", "changed a setting"),
}

ERRORS = {
    "auth.not_signed_in": Text("请先登录。", "Sign in first."),
    "auth.wrong": Text("账号名或密码不对。请再试一次。", "The name or the password is wrong. Try again."),
    "auth.disabled": Text(
        "这个账号已停用。请联系管理员。", "This account is disabled. Ask the administrator."
    ),
    "auth.too_many": Text(
        "试错次数过多。请在 {seconds} 秒后再试。", "Too many failed tries. Try again in {seconds} seconds."
    ),
    "auth.must_change": Text("请先修改一次性密码。", "Change the one-time password first."),
    "auth.not_allowed": Text(
        "您的角色不能{right}。如有需要请联系管理员。",
        "Your role may not {right}. Ask the administrator if it has to.",
    ),
    "auth.cross_site": Text(
        "请求来自别的网站,已拒绝。", "The request came from another site and was refused."
    ),
    "account.name_empty": Text("请填写账号名。", "Give the account a name."),
    "account.name_taken": Text(
        "账号 {name} 已存在。请换一个名称。", "There is an account {name}. Choose another name."
    ),
    "account.unknown": Text(
        "没有账号 {name}。现有:{known}", "There is no account {name}. There are: {known}"
    ),
    "account.role_unknown": Text(
        "没有角色 {role}。可选:{roles}", "There is no role {role}. Choose from: {roles}"
    ),
    "account.station_unknown": Text(
        "派出所账号须指明库中的派出所代码,“{asked}” 不在其中。现有:{known}",
        "A station's account needs the code of a station of the store; “{asked}” is none. There are: {known}",
    ),
    "account.township_unknown": Text(
        "乡镇账号须指明库中的乡镇代码,“{asked}” 不在其中。现有:{known}",
        "A township's account needs the code of a township of the store; “{asked}” is none. There are: "
        "{known}",
    ),
    "account.department_empty": Text(
        "部门账号须写明部门名称。", "A department's account needs the name of the department."
    ),
    "account.password_short": Text(
        "密码至少 {shortest} 个字符。", "A password has at least {shortest} characters."
    ),
    "account.password_long": Text(
        "密码最多 {longest} 个字符。", "A password has at most {longest} characters."
    ),
    "account.password_plain": Text(
        "密码太容易猜:字符太少种,或含账号名。",
        "The password is easily guessed: few different characters, or the name.",
    ),
    "account.password_same": Text("新密码与现在的相同。", "The new password is the present one."),
    "account.passwords_differ": Text("两次输入的新密码不一致。", "The two new passwords differ."),
    "account.last_admin": Text(
        "这是最后一个管理员账号,不能停用。", "This is the last administrator: it cannot be disabled."
    ),
}
