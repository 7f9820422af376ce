"""Pages that take a workbook into a register: template, upload, preview, decision, refused rows."""
