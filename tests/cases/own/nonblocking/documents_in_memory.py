# Probes: documents that were read from memory, then written to memory and to the disk.
import io

import openpyxl
import pandas as pd
from docx import Document
from PIL import Image


async def table(text: str, path: str):
    frame = pd.read_csv(io.StringIO(text))
    frame.to_csv(io.StringIO())
    frame.to_csv(path)  # BLOCK: pandas.DataFrame.to_csv


async def workbook(data: bytes, path: str):
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.save(io.BytesIO())
    book.save(path)  # BLOCK: openpyxl.Workbook.save


async def image(data: bytes, path: str):
    picture = Image.open(io.BytesIO(data))
    picture.save(io.BytesIO(), format="png")
    picture.save(path)  # BLOCK: PIL.Image.Image.save


async def document(data: bytes, path: str):
    letter = Document(io.BytesIO(data))
    letter.add_paragraph("Yours")
    letter.save(path)  # BLOCK: docx.document.Document.save


async def document_on_disk(path: str):
    return Document(path)  # BLOCK: docx.Document
