"""Files of an agency's report: the Excel workbook out and in, the signed papers."""
