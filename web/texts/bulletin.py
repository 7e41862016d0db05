"""Words of the bulletin for the public, of its drafting, and of the page that anybody may read."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "bulletin.heading": Text("治安状况公告", "Public bulletins"),
    "bulletin.title": Text("{period}治安状况公告", "Public safety, {period}"),
    "bulletin.quarter": Text("{year}年第{number}季度", "quarter {number} of {year}"),
    "bulletin.year": Text("{year}年", "{year}"),
    "bulletin.note": Text(
        "综治办起草,综治委批准后由综治办发布。发布后即定稿,只能以更正公告替代,并说明理由。",
        "Drafted by the governance office, approved by the committee, then published. A "
        "published one stays as it is: "
        "only a correction with its reason takes its place.",
    ),
    "bulletin.rule": Text(
        "小于 {threshold} 的数不公布,并另隐去若干数,使合计推不出被隐去的数;公布的数取整到 {base} 的倍数。"
        "季度、年度公告不显示其中任何已发布月份隐去的数,减去已发布月份后的余数按同一规则保护;"
        "较长时段发布后,其中的月份不再新发布。",
        "Counts below {threshold} are hidden, and further ones so that totals do not give "
        "them away; what is shown is "
        "rounded to multiples of {base}. A quarter or year shows no count that a published "
        "month within it hides, and "
        "what is left when those are subtracted is protected likewise; once a longer "
        "period is out, no month within "
        "it is newly published.",
    ),
    "bulletin.rule_short": Text(
        "只计已定位到乡镇的警情。小于 {threshold} 的数以“·”表示,不公布;另有一些数一并隐去,以免由合计推算。"
        "其余取整到 {base} 的倍数,合计可能不等于各项之和。",
        "Only incidents whose township is known. Counts below {threshold} are not "
        "published and shown as “·”, with some larger "
        "ones that totals would give away. "
        "The others are rounded to multiples of {base}, so that totals may differ from sums.",
    ),
    "bulletin.period": Text("时段", "Period"),
    "bulletin.state": Text("状态", "State"),
    "bulletin.draft_new": Text("起草公告", "Draft a bulletin"),
    "bulletin.draft": Text("起草", "Draft"),
    "bulletin.correct": Text("起草更正", "Draft a correction"),
    "bulletin.correct_reason": Text("更正理由", "Reason for the correction"),
    "bulletin.none": Text("还没有公告。", "There is no bulletin yet."),
    "bulletin.published_on": Text("发布日期", "Published"),
    "bulletin.back": Text("返回列表", "Back to the list"),
    "bulletin.advice": Text("安全提示", "Advice"),
    "bulletin.advice_offered": Text("可选提示", "Sentences on offer"),
    "bulletin.words_zh": Text("补充提示(中文)", "Further advice, in Chinese"),
    "bulletin.words_en": Text("补充提示(英文,可不填)", "Further advice, in English (may be left out)"),
    "bulletin.save": Text("保存草稿", "Save the draft"),
    "bulletin.approve": Text("批准", "Approve"),
    "bulletin.return": Text("退回修改", "Return"),
    "bulletin.return_reason": Text("退回理由", "Reason for returning it"),
    "bulletin.returned": Text("退回理由:{reason}", "Returned because: {reason}"),
    "bulletin.publish": Text("发布", "Publish"),
    "bulletin.preview": Text("预览", "Preview"),
    "bulletin.open": Text("打开公开页面", "Open the public page"),
    "bulletin.counts": Text("各乡镇警情", "Incidents by township"),
    "bulletin.township": Text("乡镇", "Township"),
    "bulletin.total": Text("合计", "Total"),
    "bulletin.group_order": Text("刑事和治安", "Crime and public order"),
    "bulletin.group_accidents": Text("交通、火灾和安全事故", "Traffic, fires, accidents"),
    "bulletin.group_disputes": Text("纠纷", "Disputes"),
    "bulletin.group_help": Text("求助及其他", "Requests for help, other"),
    "bulletin.map": Text("各乡镇警情总数", "Incidents by township, all classes"),
    "bulletin.map_hidden": Text("不公布", "not published"),
    "bulletin.map_from_to": Text("{low}–{high} 起", "{low}–{high} incidents"),
    "bulletin.map_from": Text("{low} 起及以上", "{low} incidents or more"),
    "bulletin.hidden": Text("不公布", "not published"),
    "bulletin.draft_mark": Text("草稿,未发布", "Draft, not published"),
    "bulletin.issued": Text("{office} {day}发布", "Published by {office} on {day}"),
    "bulletin.correction": Text(
        "本公告更正并替代此前发布的同期公告。更正理由:{reason}",
        "This bulletin corrects and replaces the one published before. Reason: {reason}",
    ),
    "bulletin.advice_theft": Text(
        "出门锁好门窗,电动车、摩托车入库或加装锁具;夜间少把贵重物品留在车内。",
        "Lock doors and windows; keep e-bikes and motorcycles indoors or locked twice; "
        "leave no valuables in cars at "
        "night.",
    ),
    "bulletin.advice_fraud": Text(
        "不轻信来电和链接,转账前先核实;遇疑似诈骗拨打 96110 咨询。",
        "Trust no unexpected call or link; check before you transfer money; ask 96110 when in doubt.",
    ),
    "bulletin.advice_traffic": Text(
        "骑车戴头盔,不酒驾、不超载;雨雾天减速慢行。",
        "Wear a helmet; do not drink and drive or overload; slow down in rain and fog.",
    ),
    "bulletin.advice_fire": Text(
        "规范用火用电,电动车不进楼充电,及时清理楼道杂物。",
        "Take care with fire and electricity; do not charge e-bikes in buildings; keep stairways clear.",
    ),
    "bulletin.advice_disputes": Text(
        "邻里、债务等纠纷,请找村(社区)调解组织,依法化解。",
        "Take quarrels between neighbours or about debts to your village's mediators.",
    ),
    "bulletin.advice_holiday": Text(
        "节日期间人员流动大,看管好随身财物和老人、儿童。",
        "Holidays bring crowds: mind your belongings, the old and the young.",
    ),
    "bulletin.advice_call": Text(
        "发现可疑情况或遇险,请拨打 110。", "If you see something suspicious or are in danger, call 110."
    ),
    "bulletin_state.draft": Text("草稿", "draft"),
    "bulletin_state.approved": Text("已批准", "approved"),
    "bulletin_state.published": Text("已发布", "published"),
    "bulletin_state.superseded": Text("已被更正替代", "superseded"),
    "public.heading": Text("治安状况公告", "Public safety bulletins"),
    "public.none": Text("还没有发布公告。", "No bulletin has been published yet."),
    "public.list": Text("已发布的公告", "Published bulletins"),
    "public.correction": Text("更正", "correction"),
    "public.all": Text("全部公告", "All bulletins"),
    "public.pdf": Text("下载 PDF", "PDF"),
    "public.sign_in": Text("工作人员登录", "Staff sign in"),
    "cli.help.bulletin": Text(
        "治安状况公告:已发布的一份,没有则为在办的草稿",
        "The public bulletin of a period: the published one, else the draft under way",
    ),
    "cli.help.bulletin_period": Text("时段:2025-11、2025-Q4 或 2025", "Period: 2025-11, 2025-Q4 or 2025"),
    "cli.help.bulletin_out": Text("输出文件:.pdf 或 .html", "File to write: .pdf or .html"),
    "cli.bulletin_made": Text("{period} 的公告({state})", "Bulletin of {period} ({state})"),
    "deeds.bulletin.": Text("公告", "Bulletins"),
    "deed.bulletin.drafted": Text("起草公告", "drafted a bulletin"),
    "deed.bulletin.edited": Text("修改公告草稿", "changed a draft"),
    "deed.bulletin.approved": Text("批准公告", "approved a bulletin"),
    "deed.bulletin.returned": Text("退回公告", "returned a bulletin"),
    "deed.bulletin.published": Text("发布公告", "published a bulletin"),
    "deed.bulletin.superseded": Text("公告被更正替代", "superseded a bulletin"),
}

ERRORS = {
    "bulletin.unknown": Text("没有这份公告(编号 {number})。", "There is no bulletin {number}."),
    "bulletin.period_unknown": Text(
        "时段 {period} 无法识别。写法如 2025-11、2025-Q4、2025。",
        "{period} is no period. Write 2025-11, 2025-Q4 or 2025.",
    ),
    "bulletin.not_covered": Text(
        "警情记录没有完整覆盖 {period}。请选择已完整覆盖的时段。",
        "The records do not cover {period} whole. Choose a period that they cover.",
    ),
    "bulletin.no_townships": Text(
        "库中没有带代码的乡镇图层。请先导入乡镇。",
        "The store holds no townships with codes. Import them first.",
    ),
    "bulletin.in_hand": Text(
        "{period} 已有一份公告在办(编号 {number})。请继续办理那一份。",
        "A bulletin of {period} is under way (number {number}). Go on with that one.",
    ),
    "bulletin.longer_published": Text(
        "包含 {period} 的 {longer} 公告已发布,再发布会使相减后推出隐去的数,不能发布。",
        "{longer}, which holds {period}, is published: another bulletin would let hidden "
        "counts be worked out.",
    ),
    "bulletin.overtaken": Text(
        "批准后记录或已发布的公告有变化,{period} 的草稿会显示现在应隐去的数。请退回,重新保存并批准。",
        "Records or published bulletins have changed since: the draft of {period} shows "
        "what must now be hidden. Have "
        "it returned, save it anew and approve it again.",
    ),
    "bulletin.published_already": Text(
        "{period} 的公告已经发布(第 {number} 号)。要改动,请起草更正。",
        "The bulletin of {period} is published already (number {number}). To change it, draft a correction.",
    ),
    "bulletin.wrong_state": Text(
        "公告现在是“{state}”状态,不能这样办理。请刷新页面。",
        "The bulletin is {state}: this cannot be done with it. Load the page again.",
    ),
    "bulletin.none_of_period": Text(
        "库中没有 {period} 的公告。请先在 /bulletins 起草。",
        "The store holds no bulletin of {period}. Draft one on /bulletins first.",
    ),
}
