"""What a backtest may have to tell."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "backtest.no_incidents": Text(
        "没有可用于回测的警情(范围内 {rows} 起,均无可信坐标)。请检查文件、坐标系(--crs)和类别(--category)。",
        "No incident can be used for the backtest: of {rows} in scope none has a point that can be trusted. "
        "Check the file, its coordinates (--crs) and --category.",
    ),
    "backtest.too_short": Text(
        "数据只有 {days} 天,一个检验期也做不成:检验期 {horizon_days} 天,"
        "之前还要有 {horizon_days} 天,共需 {needed} 天。请减小 --horizon-days。",
        "The data hold {days} days and no fold can be made: a fold of {horizon_days} days needs as many days "
        "before it, {needed} in all. Give a smaller --horizon-days.",
    ),
    "backtest.fewer_folds": Text(
        "要求 {asked} 个检验期,数据只够 {folds} 个"
        "(每期 {horizon_days} 天,第一期之前也要有 {horizon_days} 天)。",
        "{asked} folds were asked for, the data hold {folds} (of {horizon_days} days each, with as many days "
        "before the first).",
    ),
    "backtest.nothing_flagged": Text(
        "研究范围只有 {cells} 个格子,按 {share} 的比例选不出一个。请加大 --share 或减小 --cell-m。",
        "The study area has {cells} cells, of which a share of {share} is not one. "
        "Give a larger --share or a smaller --cell-m.",
    ),
    "backtest.too_many_cells": Text(
        "研究范围需要 {cells} 个格子,超过上限 {most}。请加大 --cell-m,或用 --study-area 缩小范围。",
        "The study area would need {cells} cells, more than {most}. "
        "Give a larger --cell-m or a smaller --study-area.",
    ),
}
