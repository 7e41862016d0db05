"""Words of long work."""

from __future__ import annotations

from web.texts.text import Text

TEXTS = {
    "job.hotspots": Text("分析治安乱点", "Disorderly areas"),
    "job.beats": Text("划分巡区", "Design of beats"),
    "job.beat_design": Text("设计巡区方案", "Design of plans of beats"),
    "job.import_incidents": Text("导入警情", "Import of incidents"),
    "job.check_incidents": Text("检查警情文件", "Check of a file of incidents"),
    "job_state.queued": Text("等待中", "waiting"),
    "job_state.running": Text("进行中", "running"),
    "job_state.done": Text("完成", "done"),
    "job_state.failed": Text("失败", "failed"),
    "job_state.cancelled": Text("已取消", "cancelled"),
    "deeds.job.": Text("作业", "Jobs"),
    "deed.job.asked": Text("提交作业", "asked for a job"),
    "deed.job.stopped": Text("停止作业", "stopped a job"),
}

ERRORS = {
    "jobs.kind_unknown": Text(
        "没有作业 {kind}。可选:{kinds}",
        "There is no job {kind}. Choose from: {kinds}",
    ),
    "jobs.unknown": Text("没有作业 {job}。", "There is no job {job}."),
    "jobs.ended": Text("作业 {job} 已经结束。", "Job {job} has ended already."),
    "jobs.interrupted": Text(
        "作业因服务停止而多次中断。请确认服务正常后重新提交。",
        "The job was interrupted too often by stops of the service. See that it runs, then ask again.",
    ),
    "jobs.process_lost": Text(
        "作业的进程意外结束(状态 {status}),可能是内存不足。请减小范围或加内存后再试。",
        "The job's process ended unexpectedly (status {status}), perhaps for lack of memory. Ask for less, "
        "or give it more memory.",
    ),
    "jobs.unexpected": Text(
        "作业出错,详情已写入日志。请告诉管理员作业编号。",
        "The job failed; its log has the details. Tell the administrator its number.",
    ),
}
