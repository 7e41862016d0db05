"""What the design of beats and the classes of zones may have to tell."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "beats.more_than_units": Text(
        zh="只有 {units} 个可分的单元，分不出 {count} 个巡区。请减少巡区数，或改用更细的单元。",
        en="{count} beats cannot be made of {units} units. Ask for fewer beats, or give smaller units.",
    ),
    "beats.fewer_than_stations": Text(
        zh="{stations} 个派出所每所至少一个巡区，只要求了 {count} 个。请至少分 {stations} 个。",
        en="Each of {stations} stations needs a beat of its own, and only {count} were asked for. "
        "Ask for at least {stations}.",
    ),
    "beats.fewer_than_pieces": Text(
        zh="单元分成互不相连的几片（{pieces}），巡区要各自连成一片至少须 {smallest} 个，只要求了 {count} 个。"
        "请增加巡区数，或检查图形之间是否有缝隙。",
        en="The units lie in pieces that do not touch ({pieces}), so that contiguous beats number at least "
        "{smallest}, not {count}. Ask for more beats, or check the shapes for gaps.",
    ),
    "beats.fewer_than_road_pieces": Text(
        zh="没有道路相通的单元分成 {smallest} 片（{pieces}），巡区须沿道路连成一片，只要求了 {count} 个。"
        "请至少分 {smallest} 个，或用 --tie-unreached 把它们并入最近的单元。",
        en="Roads connect the units in pieces only ({pieces}), so that beats contiguous along roads number "
        "at least {smallest}, not {count}. Ask for more beats, or tie these units to the nearest with "
        "--tie-unreached.",
    ),
    "beats.unreached": Text(
        zh="这些单元没有道路经过，按相邻的地界划入巡区：{units}。",
        en="No road comes near these units; they join beats over the borders that they share: {units}.",
    ),
    "beats.tied": Text(
        zh="这些单元没有道路直接相通，已接到最近的单元：{units}。",
        en="No road leads straight to these units; they are tied to the nearest: {units}.",
    ),
    "beats.lock_unknown": Text(
        zh="--lock {lock} 既不是单元的列，也不是现有巡区。现有巡区：{beats}。",
        en="--lock {lock} is neither a column of the units nor a beat of today. Beats of today: {beats}.",
    ),
    "beats.lock_without_existing": Text(
        zh="--lock 须与 --existing 同用：锁定是保持在现有巡区里。",
        en="--lock needs --existing: what is locked stays in its beat of today.",
    ),
    "beats.lock_not_kept": Text(
        zh="这些锁定的单元未能留在现有巡区（现有巡区不连片，或多于要求的个数）：{units}。",
        en="These locked units could not stay in their beat of today, which is in pieces, or one too many: "
        "{units}.",
    ),
    "beats.tolerance_locked": Text(
        zh="要求各巡区工作量不超过均值的 {asked_percent}%，做不到：这些单元已锁定：{units}。"
        "本方案最多超出 {met_percent}%；不解锁任何方案都至少超出 {smallest_percent}%。",
        en="No plan keeps every beat within {asked_percent} % above the mean, since these units are locked: "
        "{units}. This plan meets {met_percent} %; none can go below {smallest_percent} %.",
    ),
    "beats.tolerance_heavy": Text(
        zh="要求各巡区工作量不超过均值的 {asked_percent}%，做不到：这些单元单独一个就已超出：{units}。"
        "本方案最多超出 {met_percent}%；任何方案都至少超出 {smallest_percent}%。",
        en="No plan keeps every beat within {asked_percent} % above the mean: these units are too heavy by "
        "themselves: {units}. This plan meets {met_percent} %; none can go below {smallest_percent} %.",
    ),
    "beats.tolerance_pair": Text(
        zh="要求各巡区工作量不超过均值的 {asked_percent}%，做不到：这些单元中必有两个同在一个巡区：{units}。"
        "本方案最多超出 {met_percent}%；任何方案都至少超出 {smallest_percent}%。",
        en="No plan keeps every beat within {asked_percent} % above the mean: two of these units must share "
        "a beat: {units}. This plan meets {met_percent} %; none can go below {smallest_percent} %.",
    ),
    "beats.tolerance_piece": Text(
        zh="要求各巡区工作量不超过均值的 {asked_percent}%，做不到：这些单元与其余单元不相连，"
        "须自成巡区：{units}。"
        "本方案最多超出 {met_percent}%；任何方案都至少超出 {smallest_percent}%。",
        en="No plan keeps every beat within {asked_percent} % above the mean, since these units do not touch "
        "the others and must be divided by themselves: {units}. This plan meets {met_percent} %; none can go "
        "below {smallest_percent} %.",
    ),
    "beats.tolerance_not_found": Text(
        zh="没有找到各巡区都不超过均值 {asked_percent}% 的方案；本方案最多超出 {met_percent}%，"
        "最重的巡区含：{units}。可放宽 --max-imbalance，或改用更细的单元。",
        en="No plan was found that keeps every beat within {asked_percent} % above the mean. This one meets "
        "{met_percent} %; its heaviest beat holds {units}. Allow more with --max-imbalance, or give smaller "
        "units.",
    ),
    "beats.tolerance_in_stations": Text(
        zh="这些派出所的巡区超出本所均值 {asked_percent}% 以上（百分数）：{stations}。"
        "最多超出 {met_percent}%，由这些单元造成：{units}。",
        en="In these stations beats exceed their station's mean by more than {asked_percent} % (in per "
        "cent): {stations}. The most is {met_percent} %, because of these units: {units}.",
    ),
    "beats.tolerance_between_stations": Text(
        zh="各所内部巡区均衡，所与所之间不均衡：{station} 的巡区最多超出全部巡区均值 {met_percent}%。"
        "巡区数按各所警力（未知时按工作量）分配。",
        en="Beats are even within each station, not between stations: those of {station} exceed the mean of "
        "all beats by up to {met_percent} %. Beats are shared by officers, or by load where these are not "
        "known.",
    ),
    "beats.kept_whole_torn": Text(
        zh="这些要求保持完整的组自身并不相连，按整体处理，所在巡区可能不连片：{groups}。",
        en="These groups are kept whole though their units do not touch, so that their beats may not be "
        "contiguous: {groups}.",
    ),
    "beats.changed": Text(
        zh="与现有巡区相比，有 {units} 个单元换了巡区，占工作量的 {load_percent}%。",
        en="{units} units leave their beat of today, with {load_percent} % of the load.",
    ),
    "zones.derived": Text(
        zh="有 {villages} 个村（社区）没有城乡分类代码，其区域类型由人口网格推算。",
        en="{villages} villages have no classification code; their zone is derived from the population grid.",
    ),
    "zones.unknown": Text(
        zh="有 {villages} 个村（社区）既无城乡分类代码也无人口网格，区域类型未知。"
        "请补充代码，或导入人口图层。",
        en="{villages} villages have neither a classification code nor a population grid; their zone is "
        "unknown. Add codes, or import a population layer.",
    ),
}
