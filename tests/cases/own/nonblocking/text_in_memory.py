# Probes: file-like objects in memory handed to parsers, beside a real file.
import configparser
import csv
import io
import json


async def in_memory(text: str):
    rows = list(csv.reader(io.StringIO(text)))
    parser = configparser.ConfigParser()
    parser.read_string(text)
    parser.read_file(io.StringIO(text))
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    json.dump(rows, out)
    out.seek(0)
    for line in out:
        print(line, file=out)
    return out.readlines(), json.load(io.StringIO(text))


async def on_disk(path: str):
    parser = configparser.ConfigParser()
    parser.read(path)  # BLOCK: configparser.ConfigParser.read
    with open(path) as file:  # BLOCK: open
        return list(csv.reader(file))  # MAYBE
