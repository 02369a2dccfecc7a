def read(path):
    return path.upper()
