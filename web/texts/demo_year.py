"""What the offices of the demo county write in its register, returns and bulletins."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "demo_year.causes": Text(
        "人流集中，停车与出租房屋管理跟不上；夜间照明和巡逻密度不足。",
        "Crowds, parking and rented rooms outrun their management; light and patrols at night are thin.",
    ),
    "demo_year.measures": Text(
        "一、增设夜间巡逻点和视频监控；二、清查出租房屋和废旧物品收购点；三、商户和村(社区)组织联防；四、每月研判一次。",
        "(1) Patrol points and cameras at night; (2) checks of rented rooms and scrap dealers; (3) joint"
        " patrols of shops and villages; (4) a review every month.",
    ),
    "demo_year.meeting": Text(
        "县综治委{year}年第一次全体会议", "First plenary meeting of the committee in {year}"
    ),
    "demo_year.leader_county": Text("县委常委、政法委书记", "Secretary of the political and legal committee"),
    "demo_year.leader_township": Text("乡镇党委副书记", "Deputy secretary of the township"),
    "demo_year.designate": Text(
        "排查结果显著，发案明显高于同类地区，决定列为重点整治地区。",
        "The search names it: far more incidents than in like places. Designated for rectification.",
    ),
    "demo_year.list": Text("位列前茅，挂牌督办。", "Among the first of the list: listed for supervision."),
    "demo_year.watch": Text(
        "尚不显著，列为关注，每月滚动研判。", "Not significant yet: watched, and reviewed each month."
    ),
    "demo_year.decline": Text(
        "发案与同类地区相当，暂不列入。", "Its incidents are those of like places: not designated."
    ),
    "demo_year.extend": Text(
        "道路改造影响施工进度，同意延期一次。", "Road works delay the measures: extended once."
    ),
    "demo_year.progress_begun": Text(
        "已召开动员会，增设夜间巡逻点2处、监控12个，清查出租房屋一遍。",
        "Work has begun: 2 patrol points and 12 cameras at night, rented rooms checked once.",
    ),
    "demo_year.progress_half": Text(
        "照明补齐，商户联防队每晚上岗；发案较整治前减少，尚有停车秩序问题。",
        "Lights are complete, shops patrol every evening; fewer incidents, but parking is still disorderly.",
    ),
    "demo_year.ask_acceptance": Text(
        "措施已落实，申请验收。", "The measures are in place: acceptance is asked for."
    ),
    "demo_year.review": Text(
        "月度复查:现场走访未见反弹迹象,继续观察。",
        "Monthly review: no sign of a return on site; watched further.",
    ),
    "demo_year.check": Text(
        "现场检查：措施到位，夜间巡逻有记录，群众反映好转。",
        "On site: the measures are in place, night patrols are on record, residents say that it is better.",
    ),
    "demo_year.accept": Text(
        "现场检查合格，同意验收，转入观察。", "The check was passed: accepted, and observed from now on."
    ),
    "demo_year.delist": Text(
        "观察期内发案回落，各项条件均已满足，同意摘牌。",
        "Incidents stayed down and every criterion holds: taken off the list.",
    ),
    "demo_year.refused": Text(
        "申请摘牌，未予同意，继续观察。{why}",
        "Delisting was asked for and refused; observation goes on. {why}",
    ),
    "demo_year.relist": Text(
        "最近一次排查仍显著，重新挂牌整治。", "The latest search still names it: listed again."
    ),
    "demo_year.problem_title": Text(
        "盗窃电动自行车突出问题", "Outstanding problem: theft of electric bicycles"
    ),
    "demo_year.problem_reason": Text(
        "2025年全县{count}起，集中在三个乡镇的小区、市场和学校周边。",
        "{count} in the county in 2025, most in three townships, near estates, markets and schools.",
    ),
    "demo_year.station_reason": Text(
        "外来务工人员集中租住，夜间纠纷增多，尚未反映到案件数上，建议提前整治。",
        "Many rented rooms and more quarrels at night, which counts do not show yet: better put right early.",
    ),
    "demo_year.return_note": Text(
        "矛盾纠纷以邻里和土地边界为主，均已登记。",
        "Disputes are mostly among neighbours and about field borders; all are registered.",
    ),
    "demo_year.report_work": Text(
        "牵头检查农贸市场和娱乐场所，配合重点地区整治，整改隐患。",
        "Led checks of markets and places of entertainment, helped in designated areas, removed dangers.",
    ),
    "demo_year.report_problems": Text(
        "个别市场夜间值守人员不足。", "Some markets lack people on duty at night."
    ),
    "demo_year.report_plans": Text(
        "下半年对重点市场每月检查一次。", "Important markets are checked every month from now on."
    ),
    "demo_year.appraised": Text("检查次数和整改率达到要求。", "Checks and dangers removed are as asked for."),
    "demo_year.place_major_fire": Text("建材城仓库", "Warehouse of the building market"),
    "demo_year.place_mass_accident": Text("过境公路路口", "Junction on the through road"),
    "demo_year.grave_follow_up": Text(
        "现场已处置完毕，原因正在调查。", "The scene is cleared; the cause is under investigation."
    ),
    "demo_year.bulletin_words": Text(
        "电动自行车请停放在有人看管或有监控的地方，并加装防盗锁。",
        "Leave electric bicycles where somebody watches or a camera looks, and use a second lock.",
    ),
    "demo_year.document_number": Text("青综治委〔2026〕1号", "Qing PSC [2026] No. 1"),
    "demo_year.document_meeting": Text("2026年1月20日", "20 January 2026"),
    "demo_year.yellow_card": Text(
        "测评末位，群众反映夜间治安较差，同意黄牌警告。",
        "Lowest in the survey, and residents name the nights: the yellow card is given.",
    ),
    "demo_year.department_1": Text("县市场监督管理局", "County Market Supervision Bureau"),
    "demo_year.department_2": Text("县教育局", "County Education Bureau"),
    "demo_year.department_3": Text("县住房和城乡建设局", "County Housing and Construction Bureau"),
}
