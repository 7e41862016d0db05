"""What the command ``backtest`` says."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "cli.task.backtest": Text("逐期回测", "Walking through the folds"),
    "cli.backtest_done": Text(
        "{incidents} 起警情,{folds} 个检验期,每期 {horizon_days} 天;"
        "从 {study_cells} 个格子中选出 {flagged_cells} 个",
        "{incidents} incidents, {folds} folds of {horizon_days} days; "
        "{flagged_cells} of {study_cells} cells flagged",
    ),
    "cli.backtest_method": Text(
        "  {method}:PAI {pai}(95% 区间 {low} 至 {high}),PEI {pei},命中率 {hit_rate}",
        "  {method}: PAI {pai} (95 % interval {low} to {high}), PEI {pei}, hit rate {hit_rate}",
    ),
    "cli.backtest_oracle": Text(
        "  事后最优的选择:PAI {pai},是任何方法的上限",
        "  the best choice in hindsight: PAI {pai}, the ceiling of any method",
    ),
    "cli.backtest_chosen": Text("选用 {method}:命中最多", "Chosen: {method}, which caught most"),
    "cli.help.backtest": Text(
        "用已过去的时期检验选点方法:上一年次数、核密度和本系统的混合法;给出 FILE 则只用该文件,否则用库。",
        "Test choices of cells on periods that are over: last period's counts, a kernel and our blend; "
        "on FILE alone, or on the store without FILE.",
    ),
    "cli.backtest_rectified": Text(
        "整治中的格子 {cells} 个、警情 {incidents} 起(各检验期合计)。除去这些格子后:",
        "{cells} {cells:cell|cells} under rectification with {incidents} incidents, over all folds. "
        "Without them:",
    ),
    "cli.help.rectified": Text(
        "整治区域文件(面,含 started_on,已结束的含 ended_on):其格子单独报告,因为见效看上去像漏报。",
        "Areas under rectification (polygons with started_on and, where it ended, ended_on): their cells are "
        "reported apart, since success looks like a miss.",
    ),
    "cli.help.cell_m": Text("格子边长(米)。", "Side of a cell, in metres."),
    "cli.help.share": Text("选出的格子占研究范围的比例。", "Share of the study area that is flagged."),
    "cli.help.horizon_days": Text("每个检验期的天数。", "Days of a fold: how far ahead is forecast."),
    "cli.help.folds": Text(
        "检验期的个数,从最后一起警情往回数。", "How many folds, counted back from the last incident."
    ),
    "cli.help.backtest_out": Text("输出文件(.json)。", "File to write (.json)."),
}
