"""Files of figures made in tests."""

import json
from io import BytesIO

import xlsxwriter

HEADER = ("Mã chỉ số", "Năm", "Địa bàn", "Giá trị", "Tử số", "Mẫu số", "Mức độ chính thức", "Nguồn")


def workbook(*lines):
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Dữ liệu")
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            if value is not None:
                sheet.write(row, column, value)
    book.close()
    return BytesIO(buffer.getvalue())


def csv_of(*lines, delimiter=","):
    return BytesIO("\n".join(delimiter.join(line) for line in lines).encode())


def json_of(rows):
    return BytesIO(json.dumps(rows, ensure_ascii=False).encode())
