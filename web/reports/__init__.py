"""Reports for the committee: one self-contained HTML file each, made to be printed on A4."""

from web.reports.content import ReportContent
from web.reports.report import write_report

__all__ = ["ReportContent", "write_report"]
