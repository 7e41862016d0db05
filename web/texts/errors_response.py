"""What the response of beats may have to tell."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "response.overloaded": Text(
        zh="每小时 {calls_per_hour} 起警情、每起占用 {service_minutes} 分钟,{cars} 辆警车处置不过来,"
        "排队会越来越长。"
        "至少要 {smallest} 辆(--units);或用 --line zero,全忙时由其他力量处置。",
        en="{cars} {cars:car|cars} cannot answer {calls_per_hour} calls an hour of {service_minutes} "
        "minutes each: "
        "the line would grow for ever. At least {smallest} are needed (--units); or use --line zero, where "
        "others take calls while all cars are busy.",
    ),
    "response.too_many_cars": Text(
        zh="{cars} 辆警车超出精确求解的上限 {most} 辆。请改用近似方法。",
        en="{cars} cars are more than the {most} that can be solved exactly. Use the approximation.",
    ),
    "response.no_beats": Text(
        zh="没有巡区方案。请先运行 safetown beats,或用 --beats 给出带巡区列的单元文件。",
        en="There are no beats. Run safetown beats first, or name a file of units with --beats.",
    ),
    "response.no_calls": Text(
        zh="没有需要出警的有效警情。请检查警情的状态和来源。",
        en="No incident is a valid call that a car was sent to. Check their status and source.",
    ),
    "response.no_calls_inside": Text(
        zh="{calls} 起警情没有一起的可靠坐标落在巡区单元之内。请检查两个文件的坐标系(--crs)和范围。",
        en="None of {calls} calls has a point that can be trusted inside the units. Check the reference "
        "systems (--crs) and extents of both files.",
    ),
    "response.beat_unknown": Text(
        zh="没有巡区“{beat}”。现有:{beats}。", en="There is no beat {beat}. There are: {beats}."
    ),
    "response.no_car_to_move": Text(
        zh="巡区“{beat}”没有警车可移。", en="Beat {beat} has no car that could be moved."
    ),
    "response.no_roads": Text(
        zh="没有道路图层,路途时间按直线距离的 {detour} 倍、时速 {speed_kmh} 公里估算。",
        en="There are no roads: travel times are {detour} times the straight line at {speed_kmh} km/h.",
    ),
    "response.unreached": Text(
        zh="道路到不了这些单元,其路途时间为估算:{units}。",
        en="The roads do not reach these units, whose travel times are estimates: {units}.",
    ),
    "response.units_without_beat": Text(
        zh="有 {units} 个单元不属于任何巡区,其警情(占 {percent}%)由最近的警车处置,计为跨巡区。",
        en="{units} {units:unit belongs|units belong} to no beat; the nearest cars answer what comes from "
        "there ({percent} % of calls), as calls of another beat.",
    ),
    "response.point_unreached": Text(
        zh="道路到不了假设方案 {change} 的停靠点,其路途时间为估算。",
        en="The roads do not reach the point of the change {change}; its travel times are estimates.",
    ),
    "response.service_assumed": Text(
        zh="没有足够的派警和处置完毕时间记录,按每起 {minutes} 分钟推算。可用 --service-minutes 指定。",
        en="No records tell how long calls last: {minutes} minutes are assumed. "
        "Say otherwise with --service-minutes.",
    ),
    "response.calls_elsewhere": Text(
        zh="{calls} 起警情中有 {lost} 起没有可靠坐标或落在巡区单元之外,未计入推算。",
        en="{lost} of {calls} calls have no point that can be trusted inside the units; "
        "the model leaves them out.",
    ),
    "response.long_run": Text(
        zh="警车 {cars} 辆,超过 {exact} 辆时用长程模拟推算,忙碌率误差在 2% 以内。",
        en="With {cars} cars (more than {exact}) the queue is followed in a long run; "
        "busy shares are within 2 %.",
    ),
}
