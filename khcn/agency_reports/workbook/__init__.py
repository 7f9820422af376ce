"""An agency's report as an Excel workbook: filled in offline, read again, laid beside what stands on the web."""
