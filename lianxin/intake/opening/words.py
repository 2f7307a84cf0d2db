"""Why a file could not be opened, and what to do. `MESSAGES[code] = (zh, en)`. Pure."""

_SPLIT = ("请按镇或村拆成几个文件再导入。", "Split it by town or village and import the parts.")
_SAVE_AGAIN = (
    "请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。",
    "Open it in a spreadsheet program, save it as .xlsx and import that.",
)

MESSAGES: dict[str, tuple[str, str]] = {
    "file.missing": ("没有找到这个文件。请检查路径。", "There is no such file. Check the path."),
    "file.empty": (
        "文件是空的。请检查是否选错了文件。",
        "The file is empty. Check that it is the right one.",
    ),
    "file.too_large": (
        f"文件有{{size}} MB，超过{{limit}} MB。{_SPLIT[0]}",
        f"The file has {{size}} MB, more than {{limit}} MB. {_SPLIT[1]}",
    ),
    "file.unpacks_too_large": (
        f"文件解开后有{{size}} MB，超过{{limit}} MB。{_SPLIT[0]}",
        f"Unpacked, the file has {{size}} MB, more than {{limit}} MB. {_SPLIT[1]}",
    ),
    "file.suspicious_packing": (
        f"文件的压缩异常（{{part}}），像是有意做坏的文件，没有打开。{_SAVE_AGAIN[0]}",
        f"The file is packed in an odd way ({{part}}), as harmful files are; it was not opened. "
        f"{_SAVE_AGAIN[1]}",
    ),
    "file.too_many_parts": (
        f"文件内部有{{parts}}个部分，超过{{limit}}个，不像花名册，没有打开。{_SAVE_AGAIN[0]}",
        f"The file has {{parts}} parts inside, more than {{limit}}: not a roster; it was not opened. "
        f"{_SAVE_AGAIN[1]}",
    ),
    "file.wrong_type": (
        "这不是表格文件（{kind}）。请用 .xlsx、.xls、.ods 或 .csv。",
        "This is no spreadsheet ({kind}). Use .xlsx, .xls, .ods or .csv.",
    ),
    "file.page_in_disguise": (
        f"这个文件的扩展名是表格，内容却是网页或 XML。{_SAVE_AGAIN[0]}",
        f"The file is named like a spreadsheet but holds a web page or XML. {_SAVE_AGAIN[1]}",
    ),
    "file.encrypted": (
        "文件设了打开密码。请去掉密码，另存后再导入。",
        "The file is protected by a password. Remove the password, save it and import that.",
    ),
    "file.damaged": (
        f"文件已损坏，或没有传完整。{_SAVE_AGAIN[0]}",
        f"The file is damaged or incomplete. {_SAVE_AGAIN[1]}",
    ),
    "file.too_much_memory": (
        "打开文件需要的内存过多，通常是很远的行或列里有零散的内容或格式。请删除数据以外的空白行和列，另存后再导入。",
        "Opening the file needs too much memory; mostly a stray cell stands in a far row or column. "
        "Delete the empty rows and columns around the data, save it and import that.",
    ),
    "file.too_slow": (
        f"文件很小却要读很久，像是有意做坏的文件，没有打开。{_SAVE_AGAIN[0]}",
        f"The file is small but takes very long to read, as harmful files do; it was not opened. "
        f"{_SAVE_AGAIN[1]}",
    ),
    "file.too_many_sheets": (
        f"文件有{{sheets}}张工作表，超过{{limit}}张。{_SPLIT[0]}",
        f"The file has {{sheets}} sheets, more than {{limit}}. {_SPLIT[1]}",
    ),
    "file.too_many_rows": (
        f"文件超过{{limit}}行。{_SPLIT[0]}",
        f"The file has more than {{limit}} rows. {_SPLIT[1]}",
    ),
    "file.too_many_columns": (
        "工作表用到了第{columns}列，超过{limit}列。请删除数据右侧多余的列，另存后再导入。",
        "The sheet uses column {columns}, more than {limit}. Delete the columns to the right of the data, "
        "save it and import that.",
    ),
    "file.encoding": (
        "文件的文字编码不是 UTF-8 或 GB18030。请用 Excel 或 WPS 打开，另存为“CSV UTF-8”或 .xlsx 再导入。",
        "The text is neither UTF-8 nor GB18030. Save it as “CSV UTF-8” or as .xlsx and import that.",
    ),
    "file.quotes": (
        "CSV 的引号没有配对（第{line}行起）。请用 Excel 或 WPS 打开检查，另存为 .xlsx 再导入。",
        "The quotes of the CSV do not match (from line {line}). Check it in a spreadsheet program, "
        "save it as .xlsx and import that.",
    ),
    "file.long_cell": (
        "第{line}行有一格超过{limit}个字符，不像花名册。请检查引号和分隔符，另存为 .xlsx 再导入。",
        "A cell of line {line} has more than {limit} characters. Check quotes and separators, "
        "save it as .xlsx and import that.",
    ),
    "sheet.hidden": (
        "工作表是隐藏的，没有读。如需导入，请取消隐藏后再导入。",
        "The sheet is hidden and was not read. Show it and import again if it belongs to the roster.",
    ),
    "sheet.error_values": (
        "工作表里有{count}个错误值（如 #N/A、#REF!），按空白处理。请改正公式后再导入一次。",
        "The sheet holds {count} error values (#N/A), read as blank. Mend the formulas and import again.",
    ),
    "sheet.formulas_without_values": (
        "工作表里有{count}个公式没有存下计算结果，按空白处理。请用 Excel 或 WPS 打开并保存一次再导入。",
        "{count} formulas of the sheet were saved without results and read as blank. "
        "Open and save the file in a spreadsheet program and import again.",
    ),
}
