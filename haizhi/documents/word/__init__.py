"""The same papers as Word documents, for reading and editing; what is signed and sealed is the PDF.

A Word document can be changed without its hash changing, so its footer names the version but bears no QR.
"""

from haizhi.documents.word.forms import form_docx
from haizhi.documents.word.official import official_docx
from haizhi.documents.word.reports import report_docx
from haizhi.documents.word.sheets import sheet_docx

__all__ = ["form_docx", "official_docx", "report_docx", "sheet_docx"]
